using Thalweg.Numerics.Statistics;
using Thalweg.Results.Records;

namespace Thalweg.Studies.Analyses;

/// <summary>The indices of one cell of the cross table, by seed.</summary>
internal sealed record RoughnessCell(ComparedCell Cell, IReadOnlyList<RoughnessRecord> Records)
{
    public IReadOnlyList<double> Figures => [.. Records.Select(r => r.Roughness)];

    /// <summary>By seed, infinite where hardly a slice oscillates; null where they were not asked for.</summary>
    public IReadOnlyList<double>? ValleyRadii =>
        Records.Any(r => r.Valley is not null) ? [.. Records.Select(r => r.Valley?.ValleyRadius ?? double.NaN)] : null;

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
        if (known.Any(roughness => roughness == 0) && known.Any(roughness => roughness > 0))
        {
            warnings.Add(
                $"The roughness of {Cell.Objective} around trained points of {Cell.TrainedOn} is 0 for "
                    + $"{known.Count(roughness => roughness == 0)} of {known.Length} seeds, whose slices all have one total variation; the median of all seeds stands in place of the mean."
            );
        }
        var (value, interval) = TypicalIndex.Of(known);
        if (known.Length == 1)
        {
            var only = Records.First(r => double.IsFinite(r.Roughness));
            interval = new Interval(only.IntervalLower, only.IntervalUpper, interval.Level);
        }
        return new CrossCell(
            Cell.Objective,
            Cell.TrainedOn,
            value,
            interval.Lower,
            interval.Upper,
            figures,
            Records.Sum(r => r.Directions),
            Records.Sum(r => r.NotResolvedSlices)
        );
    }
}
