using Thalweg.Formats.Tables;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Roughness;

/// <summary>Every number of roughness records that is not one by direction.</summary>
internal static class RoughnessTable
{
    private static readonly (string Name, Func<RoughnessRecord, object?> Value)[] Places =
    [
        ("objective", r => r.Objective),
        ("trained_on", r => r.TrainedOn),
        ("seed", r => r.Seed),
        ("step", r => r.Step),
        ("final", r => r.IsFinal),
    ];

    private static readonly (string Name, Func<RoughnessRecord, object?> Value)[] Further =
    [
        ("normalize", r => r.Normalize),
        ("bias", r => r.Bias),
        ("computed_in", r => r.ComputedIn),
        ("twin_roughness", r => r.TwinRoughness),
        ("share_offset", r => r.Shares?.Offset),
        ("share_asymmetry", r => r.Shares?.Asymmetry),
        ("share_oscillation", r => r.Shares?.Oscillation),
        ("constant_slices", r => r.ConstantSlices),
        ("non_finite_slices", r => r.NonFiniteSlices),
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
        var table = new CsvTable([
            .. Places.Select(c => c.Name),
            .. IndexColumns.Names,
            .. Further.Select(c => c.Name),
        ]);
        foreach (var record in records)
        {
            table.Add([
                .. Places.Select(c => c.Value(record)),
                .. IndexColumns.Of(record).Values,
                .. Further.Select(c => c.Value(record)),
            ]);
        }
        return table;
    }
}
