using Thalweg.Numerics.Statistics;
using Thalweg.Results.Records;

namespace Thalweg.Studies.Analyses;

/// <summary>The indices of one cell of the cross table, by seed.</summary>
internal sealed record RoughnessCell(ComparedCell Cell, IReadOnlyList<RoughnessRecord> Records)
{
    public IReadOnlyList<double> Figures => [.. Records.Select(r => r.Roughness)];

    public CrossCell Describe(List<string> warnings)
    {
        var figures = Figures;
        var known = figures.Where(double.IsFinite).ToArray();
        if (known.Length < figures.Count)
        {
            warnings.Add(
                $"The roughness of {Cell.Objective} around minimisers of {Cell.TrainedOn} is not finite for "
                    + $"{figures.Count - known.Length} of {figures.Count} seeds; these are left out."
            );
        }
        var interval = SeedInterval.OfGeometricMean(known);
        if (known.Length == 1)
        {
            var only = Records.First(r => double.IsFinite(r.Roughness));
            interval = new Interval(only.IntervalLower, only.IntervalUpper, interval.Level);
        }
        return new CrossCell(
            Cell.Objective,
            Cell.TrainedOn,
            // Where T is the same in every direction an index is 0, and with it the geometric mean.
            known.Contains(0)
                ? 0
                : SeedInterval.GeometricMean(known),
            interval.Lower,
            interval.Upper,
            figures
        );
    }
}
