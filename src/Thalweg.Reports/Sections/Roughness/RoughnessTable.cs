using Thalweg.Formats.Tables;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Roughness;

/// <summary>Every number of roughness records that is not one by direction.</summary>
internal static class RoughnessTable
{
    private static readonly (string Name, Func<RoughnessRecord, object?> Value)[] Columns =
    [
        ("objective", r => r.Objective),
        ("trained_on", r => r.TrainedOn),
        ("seed", r => r.Seed),
        ("step", r => r.Step),
        ("final", r => r.IsFinal),
        ("directions", r => r.Directions),
        ("intervals", r => r.Intervals),
        ("radius", r => r.Radius),
        ("normalize", r => r.Normalize),
        ("bias", r => r.Bias),
        ("computed_in", r => r.ComputedIn),
        ("roughness", r => r.Roughness),
        ("log10_roughness", r => Decades.LogOrNull(r.Roughness)),
        ("interval_lower", r => r.IntervalLower),
        ("interval_upper", r => r.IntervalUpper),
        ("mean_total_variation", r => r.MeanTotalVariation),
        ("standard_deviation", r => r.StandardDeviation),
        ("twin_roughness", r => r.TwinRoughness),
        ("share_offset", r => r.Shares?.Offset),
        ("share_asymmetry", r => r.Shares?.Asymmetry),
        ("share_oscillation", r => r.Shares?.Oscillation),
        ("oscillation_index", r => r.Oscillation?.OscillationIndex),
        ("oscillation_index_lower", r => r.Oscillation?.OscillationIndexLower),
        ("oscillation_index_upper", r => r.Oscillation?.OscillationIndexUpper),
        ("oscillating", r => r.Oscillation?.Oscillating),
        ("oscillating_lower", r => r.Oscillation?.OscillatingLower),
        ("oscillating_upper", r => r.Oscillation?.OscillatingUpper),
        ("oscillating_slices", r => r.Oscillation?.OscillatingSlices),
        ("counted_slices", r => r.Oscillation?.CountedSlices),
        ("hump_slices", r => r.Oscillation?.HumpSlices),
        ("constant_slices", r => r.ConstantSlices),
        ("non_finite_slices", r => r.NonFiniteSlices),
        ("not_resolved_slices", r => r.NotResolvedSlices),
        ("lowest_without_one", r => r.Influence?.LowestWithoutOne),
        ("highest_without_one", r => r.Influence?.HighestWithoutOne),
        ("largest_share", r => r.Influence?.LargestShare),
        ("largest_direction", r => r.Influence?.LargestDirection + 1),
        ("is_minimum", r => r.Minimiser?.IsMinimum),
        ("verdict", r => r.Minimiser?.Verdict),
        ("median_offset", r => r.Minimiser?.MedianOffset),
        ("monotone_share", r => r.Minimiser?.MonotoneShare),
        ("curved_down_share", r => r.Minimiser?.CurvedDownShare),
        ("gradient_norm", r => r.Minimiser?.GradientNorm),
        ("decrement", r => r.Minimiser?.Decrement),
        ("log10_decrement", r => Decades.LogOrNull(r.Minimiser?.Decrement)),
        ("negative_eigenvalues", r => r.Minimiser?.NegativeEigenvalues),
        ("zero_eigenvalues", r => r.Minimiser?.ZeroEigenvalues),
        ("valley_radius", r => r.Valley?.ValleyRadius),
        ("valley_radius_lower", r => r.Valley?.ValleyRadiusLower),
        ("valley_radius_upper", r => r.Valley?.ValleyRadiusUpper),
        ("largest_radius", r => r.Valley?.LargestRadius),
        ("bottom_roughness", r => r.Bottom?.BottomRoughness),
        ("bottom_lower", r => r.Bottom?.BottomLower),
        ("bottom_upper", r => r.Bottom?.BottomUpper),
        ("polished_roughness", r => r.Polished?.PolishedRoughness),
        ("polished_lower", r => r.Polished?.PolishedLower),
        ("polished_upper", r => r.Polished?.PolishedUpper),
    ];

    public static CsvTable Of(IEnumerable<RoughnessRecord> records)
    {
        var table = new CsvTable([.. Columns.Select(c => c.Name)]);
        foreach (var record in records)
        {
            table.Add([.. Columns.Select(c => c.Value(record))]);
        }
        return table;
    }
}
