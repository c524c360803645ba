using Thalweg.Numerics.Statistics;
using Thalweg.Results.Records;

namespace Thalweg.Studies.Analyses;

/// <summary>Ratios of what runs came to, variant over variant, paired by seed.</summary>
/// <remarks>Student's t on the logarithms of the ratios. The pairs of one quantity share an error rate of 5 % (Bonferroni), so that
/// many variants do not make one of them stand out by chance; several quantities are not adjusted for each other.</remarks>
internal static class PairedFigures
{
    public static IReadOnlyList<PairedFigure> Of(List<ComparedRuns> runs, List<RoughnessCell> cells)
    {
        var figures = new List<PairedFigure>();
        foreach (var error in runs[0].Records[0].Final.Errors.Keys)
        {
            figures.AddRange(
                Pairs(error, runs, run => run.Final.Errors.GetValueOrDefault(error, double.NaN), any: true)
            );
        }
        // Losses and their gradients compare where they are those of one function.
        figures.AddRange(Pairs("loss", runs, run => run.Final.Loss, any: false));
        figures.AddRange(Pairs("gradientNorm", runs, run => run.Final.GradientNorm, any: false));
        figures.AddRange(Pairs("gradientEvaluations", runs, run => run.GradientEvaluations, any: true));
        figures.AddRange(Pairs("valueEvaluations", runs, run => run.ValueEvaluations, any: true));
        var own = runs.ConvertAll(r =>
            cells.Find(c => c.Cell.Objective == r.Variant.Loss && c.Cell.TrainedOn == r.Variant.Label)
        );
        List<ComparedVariant> variants = runs.ConvertAll(r => r.Variant);
        figures.AddRange(Pairs("roughness", variants, [.. own.Select(c => c?.Figures)], any: true));
        figures.AddRange(Pairs("oscillationIndex", variants, [.. own.Select(c => c?.Oscillations)], any: true));
        return figures;
    }

    private static IEnumerable<PairedFigure> Pairs(
        string quantity,
        List<ComparedRuns> runs,
        Func<TrainRecord, double> figure,
        bool any
    ) =>
        Pairs(
            quantity,
            [.. runs.Select(r => r.Variant)],
            [.. runs.Select(r => (IReadOnlyList<double>)[.. r.Records.Select(figure)])],
            any
        );

    /// <param name="any">True where the quantity compares between variants of different losses.</param>
    private static IReadOnlyList<PairedFigure> Pairs(
        string quantity,
        IReadOnlyList<ComparedVariant> variants,
        IReadOnlyList<IReadOnlyList<double>?> figures,
        bool any
    )
    {
        var pairs = new List<(int Above, int Below)>();
        for (var g = 1; g < variants.Count; g++)
        {
            for (var f = 0; f < g; f++)
            {
                var compares = any || variants[g].Loss == variants[f].Loss;
                if (compares && figures[g] is not null && figures[f] is not null)
                {
                    pairs.Add((g, f));
                }
            }
        }
        return
        [
            .. pairs.Select(p =>
                Pair(
                    quantity,
                    variants[p.Above].Label,
                    variants[p.Below].Label,
                    figures[p.Above]!,
                    figures[p.Below]!,
                    pairs.Count
                )
            ),
        ];
    }

    /// <summary>One pair of <paramref name="comparisons"/> that share an error rate.</summary>
    /// <param name="above">By seed.</param>
    /// <param name="below">By seed, in the same order.</param>
    internal static PairedFigure Pair(
        string quantity,
        string numerator,
        string denominator,
        IReadOnlyList<double> above,
        IReadOnlyList<double> below,
        int comparisons
    )
    {
        var both = Enumerable.Range(0, above.Count).Where(s => IsPositive(above[s]) && IsPositive(below[s])).ToArray();
        double[] upper = [.. both.Select(s => above[s])];
        double[] lower = [.. both.Select(s => below[s])];
        var level = 1 - (0.05 / comparisons);
        var interval =
            both.Length < 2
                ? new Interval(double.NaN, double.NaN, level)
                : SeedInterval.OfPairedRatio(upper, lower, level);
        return new PairedFigure(
            quantity,
            numerator,
            denominator,
            both.Length == 0 ? double.NaN : SeedInterval.GeometricMean(upper) / SeedInterval.GeometricMean(lower),
            interval.Lower,
            interval.Upper,
            both.Length,
            comparisons,
            comparisons == 1
                ? "Student's t on the logarithms of the ratios, seeds as the unit, 95 %"
                : FormattableString.Invariant(
                    $"Student's t on the logarithms of the ratios, seeds as the unit, 95 % for all {comparisons} pairs together (Bonferroni)"
                )
        );
    }

    private static bool IsPositive(double figure) => figure > 0 && double.IsFinite(figure);
}
