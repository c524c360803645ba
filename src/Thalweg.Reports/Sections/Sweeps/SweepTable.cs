using Thalweg.Formats.Tables;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Sweeps;

/// <summary>Every number of the rows of sweeps.</summary>
internal static class SweepTable
{
    private static readonly (string Name, Func<SweepRow, object?> Value)[] Columns =
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
        ("oscillation_index", r => r.Oscillation?.OscillationIndex),
        ("oscillation_index_lower", r => r.Oscillation?.OscillationIndexLower),
        ("oscillation_index_upper", r => r.Oscillation?.OscillationIndexUpper),
        ("oscillating", r => r.Oscillation?.Oscillating),
        ("oscillating_lower", r => r.Oscillation?.OscillatingLower),
        ("oscillating_upper", r => r.Oscillation?.OscillatingUpper),
        ("oscillating_slices", r => r.Oscillation?.OscillatingSlices),
        ("counted_slices", r => r.Oscillation?.CountedSlices),
        ("hump_slices", r => r.Oscillation?.HumpSlices),
        ("not_resolved_slices", r => r.NotResolvedSlices),
    ];

    public static CsvTable Of(IEnumerable<(SweepRecord Sweep, List<SweepRow> Rows)> sweeps)
    {
        var table = new CsvTable(["objective", "trained_on", "seed", .. Columns.Select(c => c.Name)]);
        foreach (var (sweep, rows) in sweeps)
        {
            foreach (var row in rows)
            {
                table.Add([sweep.Objective, sweep.TrainedOn, sweep.Seed, .. Columns.Select(c => c.Value(row))]);
            }
        }
        return table;
    }
}
