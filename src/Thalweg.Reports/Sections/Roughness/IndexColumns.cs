using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Roughness;

/// <summary>What tables say of an index wherever it was measured: its settings, the index, and how much its slices oscillate.</summary>
internal sealed record IndexColumns(
    int Directions,
    int Intervals,
    double Radius,
    double Roughness,
    double IntervalLower,
    double IntervalUpper,
    double? MeanTotalVariation,
    double? StandardDeviation,
    OscillationRecord? Oscillation,
    int? NotResolvedSlices
)
{
    /// <summary>How much slices oscillate over seeds, where that is what the index is of.</summary>
    private (SeedFigure? Index, SeedFigure? Share) OverSeeds { get; init; }

    private static readonly (string Name, Func<IndexColumns, object?> Value)[] Columns =
    [
        ("directions", r => r.Directions),
        ("intervals", r => r.Intervals),
        ("radius", r => r.Radius),
        ("log10_radius", r => Decades.Log10(r.Radius)),
        ("roughness", r => r.Roughness),
        ("log10_roughness", r => Decades.LogOrNull(r.Roughness)),
        ("interval_lower", r => r.IntervalLower),
        ("interval_upper", r => r.IntervalUpper),
        ("mean_total_variation", r => r.MeanTotalVariation),
        ("standard_deviation", r => r.StandardDeviation),
        ("oscillation_index", r => r.Oscillation?.OscillationIndex ?? r.OverSeeds.Index?.Value),
        ("oscillation_index_lower", r => r.Oscillation?.OscillationIndexLower ?? r.OverSeeds.Index?.Lower),
        ("oscillation_index_upper", r => r.Oscillation?.OscillationIndexUpper ?? r.OverSeeds.Index?.Upper),
        ("oscillating", r => r.Oscillation?.Oscillating ?? r.OverSeeds.Share?.Value),
        ("oscillating_lower", r => r.Oscillation?.OscillatingLower ?? r.OverSeeds.Share?.Lower),
        ("oscillating_upper", r => r.Oscillation?.OscillatingUpper ?? r.OverSeeds.Share?.Upper),
        ("oscillating_slices", r => r.Oscillation?.OscillatingSlices),
        ("counted_slices", r => r.Oscillation?.CountedSlices),
        ("hump_slices", r => r.Oscillation?.HumpSlices),
        ("not_resolved_slices", r => r.NotResolvedSlices),
    ];

    public static IReadOnlyList<string> Names { get; } = [.. Columns.Select(c => c.Name)];

    /// <summary>In the order of <see cref="Names"/>.</summary>
    public IEnumerable<object?> Values => Columns.Select(c => c.Value(this));

    public static IndexColumns Of(RoughnessRecord r) =>
        new(
            r.Directions,
            r.Intervals,
            r.Radius,
            r.Roughness,
            r.IntervalLower,
            r.IntervalUpper,
            r.MeanTotalVariation,
            r.StandardDeviation,
            r.Oscillation,
            r.NotResolvedSlices
        );

    public static IndexColumns Of(SweepRow r) =>
        new(
            r.Directions,
            r.Intervals,
            r.Radius,
            r.Roughness,
            r.IntervalLower,
            r.IntervalUpper,
            r.MeanTotalVariation,
            r.StandardDeviation,
            r.Oscillation,
            r.NotResolvedSlices
        );

    /// <summary>Over seeds: counts are those of single seeds and are left out.</summary>
    public static IndexColumns Of(SweptSetting s) =>
        new(
            s.Directions,
            s.Intervals,
            s.Radius,
            s.Roughness.Value,
            s.Roughness.Lower,
            s.Roughness.Upper,
            null,
            null,
            null,
            null
        )
        {
            OverSeeds = (s.OscillationIndex, s.Oscillating),
        };
}
