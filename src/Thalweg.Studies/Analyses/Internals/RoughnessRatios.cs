using Thalweg.Landscapes.Roughness;
using Thalweg.Results.Records;

namespace Thalweg.Studies.Analyses;

/// <summary>Ratios of roughness indices: of two variants at their own minimisers, and of two losses around the same ones.</summary>
internal static class RoughnessRatios
{
    private static readonly PairedRatio Unknown = PairedRatio.Unknown(
        "no seed has two indices that are resolved and above 0"
    );

    public static IReadOnlyList<RoughnessRatio> Of(
        ComparisonInputs inputs,
        List<RoughnessCell> cells,
        List<string> warnings
    )
    {
        var ratios = new List<RoughnessRatio>();
        void Add(string above, string aboveAt, string below, string belowAt)
        {
            var numerator = cells.Find(c => c.Cell.Objective == above && c.Cell.TrainedOn == aboveAt);
            var denominator = cells.Find(c => c.Cell.Objective == below && c.Cell.TrainedOn == belowAt);
            if (
                numerator is not null
                && denominator is not null
                && ratios.TrueForAll(r =>
                    (r.Numerator, r.NumeratorAt, r.Denominator, r.DenominatorAt) != (above, aboveAt, below, belowAt)
                )
            )
            {
                ratios.Add(Ratio(numerator, denominator, inputs.Seed));
            }
        }
        var variants = inputs.Variants;
        for (var g = 1; g < variants.Count; g++)
        {
            for (var f = 0; f < g; f++)
            {
                var (above, below) = (variants[g], variants[f]);
                Add(above.Loss, above.Label, below.Loss, below.Label);
                if (above.Loss == below.Loss)
                {
                    continue;
                }
                foreach (var at in variants)
                {
                    Add(above.Loss, at.Label, below.Loss, at.Label);
                }
            }
        }
        if (ratios.Exists(r => !double.IsFinite(r.Ratio)))
        {
            warnings.Add(
                "A ratio of roughness is not finite because no seed has two indices that are resolved and above 0."
            );
        }
        return ratios;
    }

    private static RoughnessRatio Ratio(RoughnessCell numerator, RoughnessCell denominator, ulong seed)
    {
        var (above, below) = (numerator.Figures, denominator.Figures);
        var both = Enumerable.Range(0, above.Count).Where(s => IsPositive(above[s]) && IsPositive(below[s])).ToArray();
        var ratio =
            both.Length == 0
                ? Unknown
                : PairedRatio.Of(
                    [.. both.Select(s => numerator.Records[s].TotalVariations)],
                    [.. both.Select(s => denominator.Records[s].TotalVariations)],
                    seed
                );
        return new RoughnessRatio(
            numerator.Cell.Objective,
            numerator.Cell.TrainedOn,
            denominator.Cell.Objective,
            denominator.Cell.TrainedOn,
            ratio.Ratio,
            ratio.Interval.Lower,
            ratio.Interval.Upper,
            both.Length,
            ratio.Method
        );
    }

    private static bool IsPositive(double roughness) => roughness > 0 && double.IsFinite(roughness);
}
