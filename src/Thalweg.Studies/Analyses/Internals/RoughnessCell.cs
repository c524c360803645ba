using Thalweg.Numerics.Statistics;
using Thalweg.Results.Records;

namespace Thalweg.Studies.Analyses;

/// <summary>The indices of one cell of the cross table, by seed.</summary>
internal sealed record RoughnessCell(ComparedCell Cell, IReadOnlyList<RoughnessRecord> Records)
{
    public IReadOnlyList<double> Figures => [.. Records.Select(r => r.Roughness)];

    /// <summary>By seed; null where none of the slices oscillates, so that there is nothing to compare.</summary>
    public IReadOnlyList<double>? Oscillations =>
        Records.Any(r => r.Oscillation is { OscillatingSlices: > 0 })
            ? [.. Records.Select(r => r.Oscillation?.OscillationIndex ?? double.NaN)]
            : null;

    public CrossCell Describe(List<string> warnings)
    {
        var figures = Figures;
        var known = figures.Where(double.IsFinite).ToArray();
        if (known.Length < figures.Count)
        {
            warnings.Add(
                $"The roughness of {Cell.Objective} around trained points of {Cell.TrainedOn} is not finite for "
                    + $"{figures.Count - known.Length} of {figures.Count} seeds; these are left out."
            );
        }
        // The logarithm of 0 has no place in a mean of logarithms.
        var positive = known.Where(roughness => roughness > 0).ToArray();
        if (positive.Length < known.Length && positive.Length > 0)
        {
            warnings.Add(
                $"The roughness of {Cell.Objective} around trained points of {Cell.TrainedOn} is 0 for "
                    + $"{known.Length - positive.Length} of {known.Length} seeds, whose slices all have one total variation; the mean is over the others."
            );
        }
        var interval = SeedInterval.OfGeometricMean(positive);
        if (known.Length == 1)
        {
            var only = Records.First(r => double.IsFinite(r.Roughness));
            interval = new Interval(only.IntervalLower, only.IntervalUpper, interval.Level);
        }
        return new CrossCell(
            Cell.Objective,
            Cell.TrainedOn,
            known.Length > 0 && positive.Length == 0 ? 0 : SeedInterval.GeometricMean(positive),
            interval.Lower,
            interval.Upper,
            figures,
            Records.Sum(r => r.Directions),
            Records.Sum(r => r.NotResolvedSlices)
        );
    }
}
