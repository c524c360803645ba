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
