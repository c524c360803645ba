namespace Thalweg.Landscapes.Curvature;

/// <summary>When an estimate by random vectors ends.</summary>
public sealed record EstimateOptions
{
    /// <summary>It ends where the standard error is at most this times the estimate (of a diagonal: in the 2-norm of all entries).</summary>
    public double Tolerance { get; init; } = 0.01;

    /// <summary>No more products than these.</summary>
    public int LargestProducts { get; init; } = 2_000;

    /// <summary>Of the random vectors.</summary>
    public ulong Seed { get; init; } = 1;

    internal void Check()
    {
        OptionValue.Require(Tolerance is > 0 and < 1, nameof(Tolerance), Tolerance, "a number between 0 and 1");
        OptionValue.Require(
            LargestProducts >= 16,
            nameof(LargestProducts),
            LargestProducts,
            "at least 16: fewer vectors have no standard error"
        );
    }
}

/// <summary>Why an estimate ended.</summary>
public enum EstimateStop
{
    /// <summary>The standard error came below the tolerance.</summary>
    Reached,

    /// <summary>The vectors span all that the operator maps to: the figure is exact up to rounding.</summary>
    Exact,

    /// <summary>The products were spent.</summary>
    ProductsSpent,

    /// <summary>A product was not finite.</summary>
    NotFinite,
}
