using Thalweg.Numerics.Random;
using Thalweg.Numerics.Statistics;
using Thalweg.Results.Records;

namespace Thalweg.Studies.Analyses;

/// <summary>Medians of groups and their ratios.</summary>
/// <remarks>The pairs of variants of one quantity are one family that decides wrongly in one study of twenty at most (<see cref="HolmIntervals"/>);
/// several quantities are not adjusted for each other.</remarks>
internal static class GroupRatios
{
    public static (IReadOnlyList<GroupFigure> Figures, IReadOnlyList<PairedFigure> Ratios) Of(
        List<GroupQuantities> groups,
        ulong seed
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
            ratios.AddRange(
                PairedFamily.Of(
                    quantity,
                    [
                        .. Comparable(having.ConvertAll(h => h.Group))
                            .Select(p =>
                                (
                                    having[p.Above].Group.Label,
                                    having[p.Below].Group.Label,
                                    new SeedPairs(having[p.Above].Figures, having[p.Below].Figures)
                                )
                            ),
                    ]
                )
            );
        }
        foreach (var (quantity, path) in groups.SelectMany(g => g.Pairs.Select(p => (p.Quantity, p.Path))).Distinct())
        {
            AddPairs(groups, quantity, path, seed, figures, ratios);
        }
        return (figures, ratios);
    }

    private static void AddPairs(
        List<GroupQuantities> groups,
        string quantity,
        string? path,
        ulong seed,
        List<GroupFigure> figures,
        List<PairedFigure> ratios
    )
    {
        var having = groups
            .Select(g => (Group: g, Pairs: g.Pairs.FirstOrDefault(p => p.Quantity == quantity && p.Path == path)))
            .Where(h => h.Pairs is not null)
            .Select(h => (h.Group, Pairs: h.Pairs!))
            .ToList();
        // The same pairs of seeds in every variant, so that one resampling serves all.
        var medians = new PairMedians(
            having[0].Group.Seeds,
            having[0].Pairs.Pairs,
            new RandomStream(seed, "groups/" + quantity)
        );
        foreach (var (group, pairs) in having)
        {
            var interval = pairs.Figures.Any(double.IsNaN)
                ? new Interval(double.NaN, double.NaN, 0.95)
                : medians.Of(pairs.Figures);
            figures.Add(
                new GroupFigure(
                    group.Label,
                    quantity,
                    path,
                    Descriptive.Median([.. pairs.Figures]),
                    interval.Lower,
                    interval.Upper,
                    pairs.Figures.Count,
                    quantity == "barrier" ? pairs.Figures.Count(f => f <= 0) : 0
                )
            );
        }
        var compared = Comparable(having.ConvertAll(h => h.Group)).ToList();
        var intervals = HolmIntervals.Of(
            compared.Count,
            (k, level) =>
                having[compared[k].Above].Pairs.Figures.Concat(having[compared[k].Below].Pairs.Figures).All(f => f >= 0)
                    ? medians.OfRatio(
                        having[compared[k].Above].Pairs.Figures,
                        having[compared[k].Below].Pairs.Figures,
                        level
                    )
                    : new Interval(double.NaN, double.NaN, level)
        );
        var tested = intervals.Count(i => !double.IsNaN(i.Lower));
        foreach (var ((above, below), interval) in compared.Zip(intervals))
        {
            ratios.Add(
                new PairedFigure(
                    path is null ? quantity : $"{quantity}, {path}",
                    having[above].Group.Label,
                    having[below].Group.Label,
                    PairMedians.Ratio(
                        Descriptive.Median([.. having[above].Pairs.Figures]),
                        Descriptive.Median([.. having[below].Pairs.Figures])
                    ),
                    interval.Lower,
                    interval.Upper,
                    having[above].Group.Seeds,
                    Math.Max(tested, 1),
                    $"ratio of the medians of pairs, percentiles of {BootstrapInterval.DefaultResamples} resamples of the seeds, {PairedFamily.LevelWords(interval.Level, tested)}"
                )
            );
        }
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
    private static IEnumerable<(int Above, int Below)> Comparable(List<GroupQuantities> groups)
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
