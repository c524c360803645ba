using Thalweg.Numerics.Random;
using Thalweg.Numerics.Statistics;
using Thalweg.Results.Records;

namespace Thalweg.Studies.Analyses;

/// <summary>Medians over pairs of runs and their ratios, runs being what is resampled.</summary>
/// <remarks>Draws are those of the seeds, one for all variants, where groups are paired; each group has its own where they are not.</remarks>
internal static class PairRatios
{
    public static void Add(
        List<GroupQuantities> groups,
        string quantity,
        string? path,
        ulong seed,
        bool isPaired,
        List<GroupFigure> figures,
        List<PairedFigure> ratios
    )
    {
        List<Member> having =
        [
            .. from g in groups
            let pairs = g.Pairs.FirstOrDefault(p => p.Quantity == quantity && p.Path == path)
            where pairs is not null
            select new Member(
                g,
                pairs,
                new PairMedians(
                    g.Count,
                    pairs.Pairs,
                    new RandomStream(seed, isPaired ? "groups/" + quantity : $"groups/{quantity}/{g.Label}")
                )
            ),
        ];
        figures.AddRange(having.Select(h => Figure(h, quantity, path)));
        var compared = GroupRatios.Comparable(having.ConvertAll(h => h.Group)).ToList();
        var name = path is null ? quantity : $"{quantity}, {path}";
        ratios.AddRange(
            Family(
                name,
                having,
                compared,
                (a, b) => PairMedians.Ratio(Median(a), Median(b)),
                (a, b, level) => a.Medians.OfRatio(a.Pairs.Figures, b.Medians, b.Pairs.Figures, level),
                _ =>
                    $"ratio of the medians of pairs, percentiles of {BootstrapInterval.DefaultResamples} resamples of the {(isPaired ? "seeds" : "runs")}"
            )
        );
        if (having.TrueForAll(h => h.Pairs.Distances is not null))
        {
            var matched = compared.ToDictionary(
                p => (having[p.Above], having[p.Below]),
                p => IsRatio(having[p.Above], having[p.Below]) ? Matched(having[p.Above], having[p.Below]) : null
            );
            ratios.AddRange(
                Family(
                    $"matched{char.ToUpperInvariant(name[0])}{name[1..]}",
                    having,
                    compared,
                    (a, b) => matched[(a, b)]?.Median ?? double.NaN,
                    (a, b, level) => a.Medians.OfMatched(matched[(a, b)]!, b.Medians, level),
                    p =>
                        FormattableString.Invariant(
                            $"median ratio over {matched[p]?.Values.Count ?? 0} combinations of pairs whose distances differ by {100 * (MatchedRatios.Factor - 1):0.#} % at most, percentiles of {BootstrapInterval.DefaultResamples} resamples of the {(isPaired ? "seeds" : "runs")}"
                        )
                )
            );
        }
    }

    private static IEnumerable<PairedFigure> Family(
        string name,
        List<Member> having,
        List<(int Above, int Below)> compared,
        Func<Member, Member, double> ratio,
        Func<Member, Member, double, Interval> interval,
        Func<(Member, Member), string> method
    )
    {
        var intervals = HolmIntervals.Of(
            compared.Count,
            (k, level) =>
                IsRatio(having[compared[k].Above], having[compared[k].Below])
                    ? interval(having[compared[k].Above], having[compared[k].Below], level)
                    : new Interval(double.NaN, double.NaN, level)
        );
        var tested = intervals.Count(i => !double.IsNaN(i.Lower));
        return compared.Zip(
            intervals,
            (pair, found) =>
            {
                var (above, below) = (having[pair.Above], having[pair.Below]);
                return new PairedFigure(
                    name,
                    above.Group.Label,
                    below.Group.Label,
                    ratio(above, below),
                    found.Lower,
                    found.Upper,
                    above.Group.Count,
                    Math.Max(tested, 1),
                    $"{method((above, below))}, {PairedFamily.LevelWords(found.Level, tested)}"
                );
            }
        );
    }

    private static GroupFigure Figure(Member member, string quantity, string? path)
    {
        var figures = member.Pairs.Figures;
        var interval = figures.Any(double.IsNaN)
            ? new Interval(double.NaN, double.NaN, 0.95)
            : member.Medians.Of(figures);
        return new GroupFigure(
            member.Group.Label,
            quantity,
            path,
            Median(member),
            interval.Lower,
            interval.Upper,
            figures.Count,
            quantity == "barrier" ? figures.Count(f => f <= 0) : 0
        );
    }

    private static MatchedRatios Matched(Member above, Member below) =>
        new([.. above.Pairs.Distances!.Zip(above.Pairs.Figures)], [.. below.Pairs.Distances!.Zip(below.Pairs.Figures)]);

    private static double Median(Member member) => Descriptive.Median([.. member.Pairs.Figures]);

    private static bool IsRatio(Member above, Member below) =>
        above.Pairs.Figures.Concat(below.Pairs.Figures).All(f => f >= 0);

    private sealed record Member(GroupQuantities Group, PairQuantity Pairs, PairMedians Medians);
}
