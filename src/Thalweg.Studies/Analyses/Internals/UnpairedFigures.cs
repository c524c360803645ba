using Thalweg.Numerics.Statistics;

namespace Thalweg.Studies.Analyses;

/// <summary>Figures of two variants whose runs have nothing in common, and how they compare.</summary>
/// <remarks>Figures that are not known (NaN) are left out; figures below 0 have no ratio.</remarks>
internal sealed class UnpairedFigures : IFigurePairs
{
    private readonly double[] above;
    private readonly double[] below;

    public UnpairedFigures(IReadOnlyList<double> above, IReadOnlyList<double> below)
    {
        this.above = [.. above.Where(x => !double.IsNaN(x))];
        this.below = [.. below.Where(x => !double.IsNaN(x))];
        HasRatio =
            this.above.Length > 0
            && this.below.Length > 0
            && this.above.Concat(this.below).All(x => x >= 0)
            && this.above.Concat(this.below).Any(x => x > 0);
    }

    public int Seeds => HasRatio ? Math.Min(above.Length, below.Length) : 0;

    public double Ratio => HasRatio ? RankSumRatio.Of(above, below) : double.NaN;

    public string Method =>
        "median of all ratios of two runs and rank-sum test, unpaired since runs were chosen by their loss";

    private bool HasRatio { get; }

    public Interval IntervalAt(double level) =>
        HasRatio ? RankSumRatio.IntervalOf(above, below, level) : new Interval(double.NaN, double.NaN, level);
}
