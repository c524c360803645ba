using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Sources;

/// <summary>A source that has a start for every seed.</summary>
public interface IStarts
{
    /// <summary>True where the start is drawn from a distribution that the study chooses.</summary>
    bool TakesInitializer { get; }

    /// <summary>θ₀, [P], the same for the same seed on every machine.</summary>
    /// <param name="initializer">Of the catalogue of initializers; null where the source draws by itself.</param>
    double[] Start(ResolvedCall? initializer, ulong seed);
}
