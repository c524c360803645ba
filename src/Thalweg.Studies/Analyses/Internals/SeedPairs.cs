using Thalweg.Numerics.Statistics;

namespace Thalweg.Studies.Analyses;

/// <summary>Figures of two variants, paired by seed, and how they compare.</summary>
/// <remarks>Where all are positive and finite their ratio has Student's t on the log scale. Where one is 0 or infinite, a seed that is left out would be
/// left out for what it says: the median of all ratios stands in its place, with the interval of the sign test. Seeds of which a figure is not known
/// (NaN) are left out; figures below 0 have no ratio.</remarks>
internal sealed class SeedPairs : IFigurePairs
{
    private readonly double[] above;
    private readonly double[] below;

    /// <param name="above">By seed.</param>
    /// <param name="below">By seed, in the same order.</param>
    public SeedPairs(IReadOnlyList<double> above, IReadOnlyList<double> below)
    {
        int[] known = [.. Enumerable.Range(0, above.Count).Where(s => IsKnown(above[s]) && IsKnown(below[s]))];
        this.above = [.. known.Select(s => above[s])];
        this.below = [.. known.Select(s => below[s])];
        var isNegative = Array.Exists(this.above, x => x < 0) || Array.Exists(this.below, x => x < 0);
        HasRatio = known.Length > 0 && !isNegative && !(this.above.All(x => x == 0) && this.below.All(x => x == 0));
        HasLogarithms =
            HasRatio && Array.TrueForAll(this.above, IsPositive) && Array.TrueForAll(this.below, IsPositive);
    }

    /// <summary>Seeds with two figures that are known.</summary>
    public int Seeds => HasRatio ? above.Length : 0;

    /// <summary>Whether there is anything to divide.</summary>
    public bool HasRatio { get; }

    /// <summary>Whether every figure is positive and finite.</summary>
    public bool HasLogarithms { get; }

    public double Ratio =>
        !HasRatio ? double.NaN
        : HasLogarithms ? SeedInterval.GeometricMean(above) / SeedInterval.GeometricMean(below)
        : MedianRatio.Of(above, below);

    /// <summary>NaN with fewer than two seeds.</summary>
    public Interval IntervalAt(double level) =>
        Seeds < 2 ? new Interval(double.NaN, double.NaN, level)
        : HasLogarithms ? SeedInterval.OfPairedRatio(above, below, level)
        : MedianRatio.IntervalOf(above, below, level);

    /// <summary>How <see cref="IntervalAt"/> is made, for reports.</summary>
    public string Method =>
        HasLogarithms || !HasRatio
            ? "Student's t on the logarithms of the ratios, seeds as the unit"
            : "median of the ratios and sign test, seeds as the unit, since a figure is 0 or infinite";

    private static bool IsKnown(double figure) => !double.IsNaN(figure);

    private static bool IsPositive(double figure) => figure > 0 && double.IsFinite(figure);
}
