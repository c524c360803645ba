using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives;

/// <summary>An objective whose formula has no value at some θ, and that tells where.</summary>
/// <remarks>An energy is +∞ there, anything else NaN.</remarks>
public interface IPartlyDefined
{
    /// <summary>In words the term, what it takes of which number and at which point; null where all parts of the formula have a value.
    /// Cost: about one value.</summary>
    /// <param name="parameters">θ, [P].</param>
    string? Undefined(ReadOnlyMemory<double> parameters, WorkerTeam team);
}
