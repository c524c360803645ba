using Thalweg.Numerics.Random;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Numerics.Tests.Statistics;

public sealed class PairMediansTests
{
    private static readonly (int, int)[] AllOfEight =
    [
        .. Enumerable.Range(1, 7).SelectMany(j => Enumerable.Range(0, j).Select(i => (i, j))),
    ];

    /// <summary>The same draws, each pair written out as often as its members were drawn together.</summary>
    [Theory]
    [InlineData(0.95)]
    [InlineData(0.5)]
    public void Intervals_are_those_of_pairs_that_are_written_out(double level)
    {
        const int Members = 8;
        const int Resamples = 200;
        var stream = new RandomStream(3, "figures");
        double[] above = [.. AllOfEight.Select(_ => 1 + stream.NextUniform())];
        double[] below = [.. AllOfEight.Select(_ => 1 + stream.NextUniform())];
        var medians = new PairMedians(Members, AllOfEight, new RandomStream(4, "draws"), Resamples);

        var draws = new RandomStream(4, "draws");
        var (single, ratios) = (new List<double>(), new List<double>());
        for (var r = 0; r < Resamples; r++)
        {
            int[] drawn = [.. Enumerable.Range(0, Members).Select(_ => draws.NextInt(Members))];
            var (a, b) = (new List<double>(), new List<double>());
            foreach (var one in drawn)
            {
                foreach (var other in drawn)
                {
                    var pair = Array.IndexOf(AllOfEight, (Math.Min(one, other), Math.Max(one, other)));
                    if (one < other)
                    {
                        a.Add(above[pair]);
                        b.Add(below[pair]);
                    }
                }
            }
            single.Add(Descriptive.Median([.. a]));
            ratios.Add(single[^1] / Descriptive.Median([.. b]));
        }
        Check(single, medians.Of(above, level));
        Check(ratios, medians.OfRatio(above, below, level));

        void Check(List<double> figures, Interval interval)
        {
            figures.Sort();
            var (lower, upper) = (
                (int)Math.Round(0.5 * (1 - level) * (Resamples - 1)),
                (int)Math.Round(0.5 * (1 + level) * (Resamples - 1))
            );
            Assert.Equal(figures[lower], interval.Lower, 1e-14);
            Assert.Equal(figures[upper], interval.Upper, 1e-14);
            Assert.Equal(level, interval.Level);
        }
    }

    /// <summary>Figures of pairs scatter by their members too; intervals that took pairs as the unit would be far too short.</summary>
    [Fact]
    public void Two_groups_that_are_alike_are_told_apart_no_more_often_than_the_level_says()
    {
        const int Members = 24;
        var all = Enumerable
            .Range(1, Members - 1)
            .SelectMany(j => Enumerable.Range(0, j).Select(i => (i, j)))
            .ToArray();
        new RandomStream(5, "sample").Shuffle(all.AsSpan());
        var pairs = all[..100];
        var coverage = Coverage.Measure(
            "pairs",
            1,
            400,
            stream =>
            {
                var (above, below) = (Figures(stream), Figures(stream));
                return new PairMedians(Members, pairs, stream, 399).OfRatio(above, below);
            }
        );
        Assert.InRange(coverage.Covered, 0.92, 0.995);

        double[] Figures(RandomStream stream)
        {
            double[] members = [.. Enumerable.Range(0, Members).Select(_ => 1.5 * stream.NextUniform())];
            return [.. pairs.Select(p => Math.Exp(members[p.i] + members[p.j] + stream.NextUniform()))];
        }
    }

    /// <summary>Two groups of eight points, twelve pairs of each: heights that grow with the distance, scatter by their points, and differ by a factor of 2. The points are
    /// the unit; one that took pairs for independent would be too short.</summary>
    [Theory]
    [InlineData(false, 1)]
    [InlineData(true, 1)]
    [InlineData(true, 1.15)]
    public void Groups_without_common_members_are_covered(bool isMatched, double farther)
    {
        const int Members = 8;
        var pairs = AllOfEight.ToArray();
        new RandomStream(6, "sample").Shuffle(pairs.AsSpan());
        pairs = pairs[..12];
        var coverage = Coverage.Measure(
            "unpaired",
            2,
            400,
            stream =>
            {
                var (above, below) = (Group(stream, 2, farther), Group(stream, 1, 1));
                var (a, b) = (
                    new PairMedians(Members, pairs, stream, 399),
                    new PairMedians(Members, pairs, stream, 399)
                );
                return isMatched
                    ? a.OfMatched(new MatchedRatios(above, below), b)
                    : a.OfRatio([.. above.Select(p => p.Figure)], b, [.. below.Select(p => p.Figure)]);
            }
        );
        Assert.InRange(coverage.Covered, 0.91, 1);

        (double Distance, double Figure)[] Group(RandomStream stream, double factor, double far)
        {
            double[] members = [.. Enumerable.Range(0, Members).Select(_ => 0.3 * stream.NextUniform())];
            return
            [
                .. pairs.Select(p =>
                {
                    var distance = far * Math.Exp(0.4 * stream.NextUniform());
                    var scatter = members[p.Item1] + members[p.Item2] + (0.3 * stream.NextUniform());
                    return (distance, factor * distance * distance * Math.Exp(scatter));
                }),
            ];
        }
    }

    /// <summary>With streams that begin alike the ratio of two groups is that over the same pairs.</summary>
    [Fact]
    public void Groups_that_are_drawn_together_have_the_interval_of_one_group()
    {
        var stream = new RandomStream(3, "figures");
        double[] above = [.. AllOfEight.Select(_ => 1 + stream.NextUniform())];
        double[] below = [.. AllOfEight.Select(_ => 1 + stream.NextUniform())];
        PairMedians Medians(int resamples = 200) => new(8, AllOfEight, new RandomStream(4, "draws"), resamples);
        Assert.Equal(Medians().OfRatio(above, below), Medians().OfRatio(above, Medians(), below));
        Assert.Contains(
            "other has 100 resamples, expected 200",
            Assert.Throws<ArgumentException>(() => Medians().OfRatio(above, Medians(100), below)).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Only_pairs_at_one_distance_are_set_against_each_other()
    {
        (double, double)[] above = [(1, 3), (2, 8), (9, 100)];
        (double, double)[] below = [(1.05, 1), (2.19, 2), (2.21, 50), (3, 7)];
        var matched = new MatchedRatios(above, below);
        Assert.Equal([3, 4], matched.Values);
        Assert.Equal([(0, 0), (1, 1)], matched.Pairs);
        Assert.Equal(3.5, matched.Median);
        var none = new MatchedRatios([(1, 1)], [(2, 1)]);
        Assert.True(double.IsNaN(none.Median));
        var medians = new PairMedians(8, [(0, 1)], new RandomStream(1, "d"), 100);
        Assert.True(double.IsNaN(medians.OfMatched(none, medians).Lower));
        // Four pairs of each group that are matched say too little of the group.
        (double, double)[] four = [(1, 1), (1, 2), (1, 3), (1, 4), (9, 5)];
        (double, double)[] ten = [(1, 1), (1, 2), (1, 3), (1, 4), (10, 5)];
        (int, int)[] ring = [(0, 1), (1, 2), (2, 3), (3, 4), (4, 5)];
        var five = new PairMedians(8, ring, new RandomStream(1, "d"), 100);
        Assert.True(double.IsNaN(five.OfMatched(new MatchedRatios(four, ten), five).Lower));
        ten[4] = (9, 5);
        Assert.False(double.IsNaN(five.OfMatched(new MatchedRatios(four, ten), five).Lower));
        Assert.Contains(
            "below[0]",
            Assert.Throws<ArgumentOutOfRangeException>(() => new MatchedRatios(above, [(1, -1)])).Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void Zeros_and_infinities_have_their_place()
    {
        double[] none = [.. AllOfEight.Select(_ => 0.0)];
        double[] half = [.. AllOfEight.Select((_, k) => k % 2 == 0 ? 0 : double.PositiveInfinity)];
        var medians = new PairMedians(8, AllOfEight, new RandomStream(1, "draws"), 100);
        Assert.Equal(new Interval(1, 1, 0.95), medians.OfRatio(none, none));
        Assert.Equal(0, medians.Of(half).Lower);
        Assert.Equal(double.PositiveInfinity, medians.Of(half).Upper);
    }

    [Fact]
    public void Few_members_have_no_interval_and_bad_pairs_are_refused()
    {
        Assert.True(double.IsNaN(new PairMedians(4, [(0, 1), (1, 2)], new RandomStream(1, "d")).Of([1, 2]).Lower));
        Assert.Contains(
            "two different members from 0 to 7",
            Assert.Throws<ArgumentException>(() => new PairMedians(8, [(3, 3)], new RandomStream(1, "d"))).Message,
            StringComparison.Ordinal
        );
        var medians = new PairMedians(8, AllOfEight, new RandomStream(1, "d"), 100);
        Assert.Contains(
            "expected 28, one for each pair",
            Assert.Throws<ArgumentException>(() => medians.Of([1])).Message,
            StringComparison.Ordinal
        );
        Assert.Contains(
            "numerator has NaN",
            Assert
                .Throws<ArgumentException>(() => medians.OfRatio([.. AllOfEight.Select(_ => double.NaN)], [1]))
                .Message,
            StringComparison.Ordinal
        );
    }
}
