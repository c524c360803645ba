namespace Thalweg.Landscapes.Curvature;

/// <summary>How the ends of a spectrum are taken.</summary>
public sealed record SpectrumEndsOptions
{
    /// <summary>k, eigenvalues of each end.</summary>
    public int Count { get; init; } = 5;

    /// <summary>Up to this number of parameters, or 2k, all eigenvalues are taken.</summary>
    public int LargestDense { get; init; } = 1000;

    /// <summary>Of Lanczos: a pair is converged where ‖Hv − λv‖₂ is at most this times the largest |λ| seen.</summary>
    public double Tolerance { get; init; } = 1e-8;

    /// <summary>No more products than these for either end, nor for the trace.</summary>
    public int LargestProducts { get; init; } = 1000;

    /// <summary>Of the random vectors.</summary>
    public ulong Seed { get; init; } = 1;

    internal void Check()
    {
        OptionValue.Require(Count >= 1, nameof(Count), Count, "at least 1");
        OptionValue.Require(
            LargestDense >= 0 && LargestDense <= DenseSpectrum.LargestSize,
            nameof(LargestDense),
            LargestDense,
            $"0 to {DenseSpectrum.LargestSize}"
        );
        OptionValue.Require(LargestProducts >= 16, nameof(LargestProducts), LargestProducts, "at least 16");
    }
}
