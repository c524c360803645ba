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
        if (Count < 1 || Count > rows)
        {
            throw new ArgumentOutOfRangeException(
                nameof(Count),
                Count,
                $"Count is {Count}; ask for 1 to {rows}, the rows of the operator"
            );
        }
        if (!(Tolerance > 0 && Tolerance < 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(Tolerance),
                Tolerance,
                $"Tolerance is {Tolerance}; give a number between 0 and 1"
            );
        }
        if (LargestProducts < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(LargestProducts),
                LargestProducts,
                $"LargestProducts is {LargestProducts}; give at least 1"
            );
        }
        if (BasisSize is { } size && size <= Count)
        {
            throw new ArgumentOutOfRangeException(
                nameof(BasisSize),
                size,
                $"BasisSize is {size}; give more than the {Count} pairs wanted"
            );
        }
    }
}
