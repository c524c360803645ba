using Thalweg.Numerics.Statistics;
using Thalweg.Results.Records;

namespace Thalweg.Studies.Analyses;

/// <summary>Medians of groups and their ratios.</summary>
/// <remarks>The pairs of variants of one quantity are one family that decides wrongly in one study of twenty at most (<see cref="HolmIntervals"/>);
/// several quantities are not adjusted for each other. Runs that were chosen by what they came to are no longer those of the same seeds: groups are compared
/// unpaired then.</remarks>
internal static class GroupRatios
{
    public static (IReadOnlyList<GroupFigure> Figures, IReadOnlyList<PairedFigure> Ratios) Of(
        List<GroupQuantities> groups,
        ulong seed,
        bool isPaired
    )
    {
        var figures = new List<GroupFigure>();
        var ratios = new List<PairedFigure>();
        foreach (var quantity in groups.SelectMany(g => g.Runs.Select(r => r.Quantity)).Distinct())
        {
            var having = groups
                .Where(g => g.Runs.Any(r => r.Quantity == quantity))
                .Select(g => (Group: g, g.Runs.First(r => r.Quantity == quantity).Figures))
                .ToList();
            figures.AddRange(having.Select(h => OfRuns(h.Group.Label, quantity, h.Figures)));
            var compared = Comparable(having.ConvertAll(h => h.Group))
                .Where(_ => quantity != "weightMean")
                .Select(p =>
                    (
                        having[p.Above].Group.Label,
                        having[p.Below].Group.Label,
                        (IFigurePairs)(
                            isPaired
                                ? new SeedPairs(having[p.Above].Figures, having[p.Below].Figures)
                                : new UnpairedFigures(having[p.Above].Figures, having[p.Below].Figures)
                        )
                    )
                );
            ratios.AddRange(PairedFamily.Of(quantity, [.. compared]));
        }
        foreach (var (quantity, path) in groups.SelectMany(g => g.Pairs.Select(p => (p.Quantity, p.Path))).Distinct())
        {
            PairRatios.Add(groups, quantity, path, seed, isPaired, figures, ratios);
        }
        return (figures, ratios);
    }

    private static GroupFigure OfRuns(string label, string quantity, double[] figures)
    {
        double[] known = [.. figures.Where(f => !double.IsNaN(f)).Order()];
        var (lower, upper) =
            known.Length < 2 ? (0, int.MaxValue) : BinomialInterval.OfQuantile(known.Length, 0.5, 0.95);
        return new GroupFigure(
            label,
            quantity,
            null,
            known.Length == 0 ? double.NaN : Descriptive.Median(known),
            lower == 0 ? double.NaN : known[lower - 1],
            upper > known.Length ? double.NaN : known[upper - 1],
            known.Length,
            0
        );
    }

    /// <summary>Variants of one loss, each later one over each earlier one.</summary>
    public static IEnumerable<(int Above, int Below)> Comparable(List<GroupQuantities> groups)
    {
        for (var above = 1; above < groups.Count; above++)
        {
            for (var below = 0; below < above; below++)
            {
                if (groups[above].Loss == groups[below].Loss)
                {
                    yield return (above, below);
                }
            }
        }
    }
}
