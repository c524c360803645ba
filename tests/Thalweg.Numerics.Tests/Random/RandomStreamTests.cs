using FsCheck.Fluent;
using Thalweg.Numerics.Random;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Tests.Random;

public sealed class RandomStreamTests
{
    /// <summary>The known answers published with the Random123 library [Salmon2011].</summary>
    [Theory]
    [InlineData(0UL, 0UL, 0UL, 0x6627e8d5U, 0xe169c58dU, 0xbc57ac4cU, 0x9b00dbd8U)]
    [InlineData(ulong.MaxValue, ulong.MaxValue, ulong.MaxValue, 0x408f276dU, 0x41c83b0eU, 0xa20bc7c6U, 0x6d5451fdU)]
    [InlineData(
        0x85a308d3_243f6a88UL,
        0x03707344_13198a2eUL,
        0x299f31d0_a4093822UL,
        0xd16cfe09U,
        0x94fdccebU,
        0x5001e420U,
        0x24126ea1U
    )]
    public void Philox_gives_the_published_answers(
        ulong low,
        ulong high,
        ulong key,
        uint w0,
        uint w1,
        uint w2,
        uint w3
    ) => Assert.Equal((w0, w1, w2, w3), Philox.Block(low, high, key));

    /// <summary>Results already published depend on these numbers: a change of them is a change of every study.</summary>
    [Fact]
    public void The_first_numbers_of_a_stream_are_fixed()
    {
        var stream = new RandomStream(1, "initial");
        Assert.Equal(1577509807u, stream.NextUInt32());
        Assert.Equal(0.00024130430142565995, stream.NextUniform());
        // The position was 3: the Gaussian numbers begin with the next block.
        Assert.Equal(-0.5138363376839422, stream.NextGaussian(), 1e-15);
        Assert.Equal(0.29683881125564204, stream.NextGaussian(), 1e-15);
        Assert.Equal(8UL, stream.Position);
    }

    [Fact]
    public void A_restored_position_continues_with_the_same_bits()
    {
        var random = new RandomStream(7, "test");
        for (var steps = 0; steps < 40; steps++)
        {
            var stream = new RandomStream(3, "resume");
            for (var i = 0; i < steps; i++)
            {
                Step(stream, random.NextInt(4));
            }
            var restored = new RandomStream(3, "resume") { Position = stream.Position };
            for (var i = 0; i < 20; i++)
            {
                var kind = random.NextInt(4);
                Assert.Equal(Step(stream, kind), Step(restored, kind));
                Assert.Equal(stream.Position, restored.Position);
            }
        }
    }

    [Fact]
    public void Filling_equals_drawing_one_by_one() =>
        Prop.ForAll(
                ArbMap.Default.ArbFor<(byte, byte)>(),
                pair =>
                {
                    var (start, count) = pair;
                    var one = new RandomStream(5, "fill") { Position = start };
                    var many = new RandomStream(5, "fill") { Position = start };
                    var expected = new double[count];
                    var filled = new double[count];
                    for (var i = 0; i < count; i++)
                    {
                        expected[i] = one.NextGaussian();
                    }
                    many.FillGaussian(filled);
                    var uniform = new double[count];
                    many.FillUniform(uniform);
                    var drawn = uniform.Select(_ => one.NextUniform());
                    return filled.SequenceEqual(expected)
                        && uniform.SequenceEqual(drawn)
                        && one.Position == many.Position;
                }
            )
            .Holds();

    [Theory]
    [InlineData(1UL, "directions")]
    [InlineData(2UL, "directions")]
    [InlineData(1UL, "δ")]
    public void Gaussian_numbers_are_normal_and_uncorrelated(ulong seed, string name)
    {
        const int count = 100_000;
        var x = new double[count];
        new RandomStream(seed, name).FillGaussian(x);
        // Standard errors of the moments of a normal sample: 1, 2, 15 and 96 over n.
        Assert.InRange(x.Average(), -5 / Math.Sqrt(count), 5 / Math.Sqrt(count));
        AssertClose(1, x.Average(v => v * v), Math.Sqrt(2.0 / count));
        AssertClose(0, x.Average(v => v * v * v), Math.Sqrt(15.0 / count));
        AssertClose(3, x.Average(v => v * v * v * v), Math.Sqrt(96.0 / count));
        AssertClose(0, x.Zip(x.Skip(1), (a, b) => a * b).Average(), 1 / Math.Sqrt(count));
        AssertClose(0, x.Zip(x.Skip(1), (a, b) => ((a * a) - 1) * ((b * b) - 1)).Average(), 2 / Math.Sqrt(count));
        Array.Sort(x);
        Assert.True(KolmogorovDistance(x, v => 0.5 * (1 + Elementary.Erf(v / Math.Sqrt(2)))) < 1.95 / Math.Sqrt(count));
    }

    [Fact]
    public void Restarted_is_another_stream_from_its_beginning()
    {
        var stream = new RandomStream(7, "first");
        stream.NextUniform();
        foreach (
            var name in new[] { "a", "a much longer name/12345678901234567890", "short", "", new string('ü', 300) }
        )
        {
            stream.Restart(9, name);
            var fresh = new RandomStream(9, name);
            Assert.Equal((fresh.Seed, fresh.Name, 0ul), (stream.Seed, stream.Name, stream.Position));
            Assert.Equal(
                Enumerable.Range(0, 9).Select(_ => fresh.NextUInt32()),
                Enumerable.Range(0, 9).Select(_ => stream.NextUInt32())
            );
            Assert.Equal(fresh.Substream("child").NextUInt64(), stream.Substream("child").NextUInt64());
        }
    }

    [Fact]
    public void Restarting_allocates_nothing()
    {
        var stream = new RandomStream(7, "a name that is long enough");
        stream.Restart(1, "another");
        var least = long.MaxValue;
        for (var window = 0; window < 3; window++)
        {
            var before = GC.GetAllocatedBytesForCurrentThread();
            for (var i = 0UL; i < 20; i++)
            {
                stream.Restart(i, "another");
            }
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        Assert.Equal(0, least);
    }

    [Fact]
    public void Uniform_numbers_are_uniform()
    {
        const int count = 100_000;
        var x = new double[count];
        new RandomStream(1, "uniform").FillUniform(x);
        Array.Sort(x);
        Assert.InRange(x[0], 0, 1);
        Assert.InRange(x[^1], 0, Math.BitDecrement(1.0));
        Assert.True(KolmogorovDistance(x, v => v) < 1.95 / Math.Sqrt(count));
    }

    [Fact]
    public void Names_and_seeds_give_independent_streams()
    {
        const int count = 20_000;
        RandomStream[] streams =
        [
            new(1, "a"),
            new(2, "a"),
            new(1, "b"),
            new(1, ""),
            new RandomStream(1, "a").Substream("b"),
            new(1, "a/c"),
        ];
        var draws = streams.Select(s => Draw(s, count)).ToArray();
        for (var i = 0; i < draws.Length; i++)
        {
            for (var j = 0; j < i; j++)
            {
                AssertClose(0, draws[i].Zip(draws[j], (a, b) => a * b).Average(), 1 / Math.Sqrt(count));
            }
        }
        Assert.Equal(Draw(new RandomStream(1, "a/b"), 10), draws[4][..10]);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(6)]
    [InlineData(7)]
    public void Integers_are_even_over_their_range(int bound)
    {
        const int count = 60_000;
        var stream = new RandomStream(4, "integers");
        var counts = new int[bound];
        for (var i = 0; i < count; i++)
        {
            counts[stream.NextInt(bound)]++;
        }
        var expected = (double)count / bound;
        Assert.All(counts, c => AssertClose(expected, c, Math.Sqrt(expected)));
    }

    [Fact]
    public void Large_bounds_are_not_biased()
    {
        // With 3·2²⁹ a plain remainder or product would favour a third of the range by 2 to 1.
        const int bound = 3 << 29;
        var stream = new RandomStream(4, "integers");
        var inFirstThird = 0;
        for (var i = 0; i < 30_000; i++)
        {
            inFirstThird += stream.NextInt(bound) % 3 == 0 ? 1 : 0;
        }
        AssertClose(10_000, inFirstThird, Math.Sqrt(6667));
    }

    [Fact]
    public void A_bound_below_one_is_refused() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new RandomStream(1, "x").NextInt(0));

    [Fact]
    public void Every_order_is_equally_likely()
    {
        var stream = new RandomStream(9, "shuffle");
        var counts = new Dictionary<string, int>();
        for (var i = 0; i < 24_000; i++)
        {
            char[] items = ['a', 'b', 'c', 'd'];
            stream.Shuffle(items.AsSpan());
            var order = new string(items);
            counts[order] = counts.GetValueOrDefault(order) + 1;
        }
        Assert.Equal(24, counts.Count);
        Assert.All(counts.Values, c => AssertClose(1000, c, Math.Sqrt(1000)));
    }

    private static double[] Draw(RandomStream stream, int count)
    {
        var values = new double[count];
        stream.FillGaussian(values);
        return values;
    }

    private static double Step(RandomStream stream, int kind) =>
        kind switch
        {
            0 => stream.NextUInt32(),
            1 => stream.NextUniform(),
            2 => stream.NextInt(10),
            _ => stream.NextGaussian(),
        };

    private static void AssertClose(double expected, double actual, double standardError) =>
        Assert.InRange(actual, expected - (4.5 * standardError), expected + (4.5 * standardError));

    private static double KolmogorovDistance(double[] sorted, Func<double, double> distribution)
    {
        var worst = 0.0;
        for (var i = 0; i < sorted.Length; i++)
        {
            var p = distribution(sorted[i]);
            worst = Math.Max(worst, Math.Max(p - ((double)i / sorted.Length), ((i + 1.0) / sorted.Length) - p));
        }
        return worst;
    }
}
