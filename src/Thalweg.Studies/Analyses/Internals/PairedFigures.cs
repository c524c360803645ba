using Thalweg.Results.Records;

namespace Thalweg.Studies.Analyses;

/// <summary>Ratios of what runs came to, variant over variant, paired by seed.</summary>
/// <remarks>The pairs of one quantity are one family (<see cref="PairedFamily"/>), so that many variants do not make one of them stand out by
/// chance; several quantities are not adjusted for each other. A run whose figure is not finite has diverged: it counts as infinite, worse than any
/// other, and is not left out.</remarks>
internal static class PairedFigures
{
    /// <param name="losses">Errors that are losses.</param>
    public static IReadOnlyList<PairedFigure> Of(
        List<ComparedRuns> runs,
        List<RoughnessCell> cells,
        IReadOnlyList<string> losses
    )
    {
        var figures = new List<PairedFigure>();
        foreach (var error in runs[0].Records[0].Final.Errors.Keys)
        {
            figures.AddRange(
                Pairs(
                    error,
                    runs,
                    run => run.Final.Errors.TryGetValue(error, out var value) ? Diverging(value) : double.NaN,
                    any: !losses.Contains(error)
                )
            );
        }
        // Losses and their gradients compare where they are those of one function.
        figures.AddRange(Pairs("loss", runs, run => Diverging(run.Final.Loss), any: false));
        figures.AddRange(Pairs("gradientNorm", runs, run => Diverging(run.Final.GradientNorm), any: false));
        figures.AddRange(Pairs("gradientEvaluations", runs, run => run.GradientEvaluations, any: true));
        figures.AddRange(Pairs("valueEvaluations", runs, run => run.ValueEvaluations, any: true));
        if (runs.TrueForAll(r => r.Records.All(run => run.ProductEvaluations > 0)))
        {
            figures.AddRange(Pairs("productEvaluations", runs, run => run.ProductEvaluations, any: true));
        }
        var own = runs.ConvertAll(r =>
            cells.Find(c => c.Cell.Objective == r.Variant.Loss && c.Cell.TrainedOn == r.Variant.Label)
        );
        List<ComparedVariant> variants = runs.ConvertAll(r => r.Variant);
        figures.AddRange(Pairs("roughness", variants, [.. own.Select(c => c?.Figures)], any: true));
        figures.AddRange(Pairs("oscillationIndex", variants, [.. own.Select(c => c?.Oscillations)], any: true));
        figures.AddRange(Pairs("valleyRadius", variants, [.. own.Select(c => c?.ValleyRadii)], any: true));
        return figures;
    }

    private static double Diverging(double figure) => double.IsNaN(figure) ? double.PositiveInfinity : figure;

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
        return PairedFamily.Of(
            quantity,
            [
                .. pairs.Select(p =>
                    (
                        variants[p.Above].Label,
                        variants[p.Below].Label,
                        new SeedPairs(figures[p.Above]!, figures[p.Below]!)
                    )
                ),
            ]
        );
    }
}
