using Thalweg.Landscapes.Roughness;
using Thalweg.Numerics.Statistics;
using Thalweg.Results.Records;

namespace Thalweg.Studies.Analyses;

/// <summary>Ratios of roughness indices. Pairs that answer one question are one family, which together decides wrongly in one study of twenty at
/// most (Holm).</summary>
internal static class RoughnessRatios
{
    private static readonly PairedRatio Unknown = PairedRatio.Unknown(
        "no seed has two indices that are resolved, of which one is above 0"
    );

    public static IReadOnlyList<RoughnessRatio> Of(
        ComparisonInputs inputs,
        List<RoughnessCell> cells,
        List<string> warnings
    )
    {
        var pairs = Pairs(inputs.Variants, cells);
        var ratios = new RoughnessRatio[pairs.Count];
        foreach (var family in Enumerable.Range(0, pairs.Count).GroupBy(k => pairs[k].Question))
        {
            int[] members = [.. family];
            var intervals = HolmIntervals.Of(
                members.Length,
                (k, level) => Ratio(pairs[members[k]], inputs.Seed, level).Interval
            );
            var tested = intervals.Count(i => !double.IsNaN(i.Lower));
            for (var k = 0; k < members.Length; k++)
            {
                var pair = pairs[members[k]];
                ratios[members[k]] = Record(pair, Ratio(pair, inputs.Seed, intervals[k].Level), Math.Max(tested, 1));
            }
        }
        if (Array.Exists(ratios, r => double.IsNaN(r.Ratio)))
        {
            warnings.Add(
                "A ratio of roughness is not known because no seed has two indices that are resolved, of which one is above 0."
            );
        }
        return ratios;
    }

    private enum Question
    {
        /// <summary>How do two losses differ around the same points?</summary>
        Loss,

        /// <summary>Does the index of one loss follow its training?</summary>
        Training,

        /// <summary>Do two losses that were trained alike differ, each at its own points?</summary>
        Formulation,

        /// <summary>Do variants differ that have neither their loss nor their training in common?</summary>
        Variant,
    }

    private sealed record CellPair(RoughnessCell Numerator, RoughnessCell Denominator, Question Question);

    private static List<CellPair> Pairs(IReadOnlyList<ComparedVariant> variants, List<RoughnessCell> cells)
    {
        var pairs = new List<CellPair>();
        void Add(string above, string aboveAt, string below, string belowAt, Question question)
        {
            var numerator = cells.Find(c => c.Cell.Objective == above && c.Cell.TrainedOn == aboveAt);
            var denominator = cells.Find(c => c.Cell.Objective == below && c.Cell.TrainedOn == belowAt);
            if (
                numerator is not null
                && denominator is not null
                && pairs.TrueForAll(p => p.Numerator != numerator || p.Denominator != denominator)
            )
            {
                pairs.Add(new CellPair(numerator, denominator, question));
            }
        }
        for (var g = 1; g < variants.Count; g++)
        {
            for (var f = 0; f < g; f++)
            {
                var (above, below) = (variants[g], variants[f]);
                var question =
                    above.Loss == below.Loss ? Question.Training
                    : above.Treatment == below.Treatment ? Question.Formulation
                    : Question.Variant;
                Add(above.Loss, above.Label, below.Loss, below.Label, question);
                if (above.Loss == below.Loss)
                {
                    continue;
                }
                foreach (var at in variants)
                {
                    Add(above.Loss, at.Label, below.Loss, at.Label, Question.Loss);
                }
            }
        }
        return pairs;
    }

    private static PairedRatio Ratio(CellPair pair, ulong seed, double level)
    {
        var (above, below) = (pair.Numerator.Figures, pair.Denominator.Figures);
        int[] known =
        [
            .. Enumerable.Range(0, above.Count).Where(s => double.IsFinite(above[s]) && double.IsFinite(below[s])),
        ];
        double[] upper = [.. known.Select(s => above[s])];
        double[] lower = [.. known.Select(s => below[s])];
        // A seed whose slices are all alike has an index of 0 and no logarithm; to leave it out would leave out what it says.
        return known.Length == 0 || (upper.All(x => x == 0) && lower.All(x => x == 0)) ? Unknown
            : upper.Concat(lower).Any(x => x == 0)
                ? new PairedRatio(
                    MedianRatio.Of(upper, lower),
                    MedianRatio.IntervalOf(upper, lower, level),
                    "median of the ratios and sign test, seeds as the unit, since an index is 0",
                    upper,
                    lower
                )
            : PairedRatio.Of(
                [.. known.Select(s => pair.Numerator.Records[s].TotalVariations)],
                [.. known.Select(s => pair.Denominator.Records[s].TotalVariations)],
                seed,
                level
            );
    }

    private static RoughnessRatio Record(CellPair pair, PairedRatio ratio, int comparisons)
    {
        // From 0 to infinity says nothing.
        var isOpen = ratio.Interval is { Lower: 0, Upper: double.PositiveInfinity };
        return new RoughnessRatio(
            pair.Numerator.Cell.Objective,
            pair.Numerator.Cell.TrainedOn,
            pair.Denominator.Cell.Objective,
            pair.Denominator.Cell.TrainedOn,
            ratio.Ratio,
            isOpen ? double.NaN : ratio.Interval.Lower,
            isOpen ? double.NaN : ratio.Interval.Upper,
            ratio.Numerators.Count,
            double.IsNaN(ratio.Ratio)
                ? ratio.Method
                : $"{ratio.Method}, {PairedFamily.LevelWords(ratio.Interval.Level, comparisons)}",
            comparisons
        );
    }
}
