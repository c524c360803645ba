namespace Thalweg.Studies.Sources;

/// <summary>A source whose global minimum is known by a formula or from a publication.</summary>
public interface IKnownMinimum
{
    /// <summary>min L, to the digits that are known; null where nothing is.</summary>
    double? Minimum { get; }
}
