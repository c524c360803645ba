namespace Thalweg.Landscapes.Curvature;

/// <summary>An end of a spectrum, in the order of the real numbers.</summary>
public enum SpectrumEnd
{
    /// <summary>The algebraically largest.</summary>
    Largest,

    /// <summary>The algebraically smallest: the most negative.</summary>
    Smallest,
}

/// <summary>What Lanczos looks for.</summary>
/// <param name="Count">k, eigenpairs wanted.</param>
/// <param name="End">Of which end.</param>
public sealed record LanczosOptions(int Count, SpectrumEnd End)
{
    /// <summary>A pair is converged where ‖Hv − λv‖₂ is at most this times the largest |λ| seen.</summary>
    public double Tolerance { get; init; } = 1e-10;

    /// <summary>No more products than these.</summary>
    public int LargestProducts { get; init; } = 20_000;

    /// <summary>Vectors of the basis; null for max(4k, 256), the parameters at most. A cluster needs as many as there are eigenvalues
    /// that differ from it.</summary>
    public int? BasisSize { get; init; }

    /// <summary>Of the start vectors.</summary>
    public ulong Seed { get; init; } = 1;

    internal void Check(int rows)
    {
        OptionValue.Require(
            Count >= 1 && Count <= rows,
            nameof(Count),
            Count,
            $"1 to {rows}, the rows of the operator"
        );
        OptionValue.Require(Tolerance is > 0 and < 1, nameof(Tolerance), Tolerance, "a number between 0 and 1");
        OptionValue.Require(LargestProducts >= 1, nameof(LargestProducts), LargestProducts, "at least 1");
        OptionValue.Require(
            BasisSize is not { } size || size > Count,
            nameof(BasisSize),
            BasisSize ?? 0,
            $"more than the {Count} pairs wanted"
        );
    }
}
