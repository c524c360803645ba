using Thalweg.Landscapes.Curvature;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests.Curvature;

public sealed class SpectrumEndsTests
{
    private const int Size = 90;

    private static readonly WorkerTeam Alone = WorkerTeam.Sequential;

    [Theory]
    [InlineData("decaying", true)]
    [InlineData("decaying", false)]
    [InlineData("clustered", true)]
    [InlineData("clustered", false)]
    [InlineData("indefinite", true)]
    [InlineData("indefinite", false)]
    [InlineData("rank-deficient", true)]
    [InlineData("rank-deficient", false)]
    public void Ends_counts_and_trace_hold_those_of_the_known_spectrum(string kind, bool isDense)
    {
        var known = TestOperators.Spectrum(kind, Size).Order().ToArray();
        var ends = Of(TestOperators.WithSpectrum(known), isDense);
        Assert.Equal((isDense, true), (ends.IsDense, ends.IsConverged));
        for (var i = 0; i < 5; i++)
        {
            Assert.InRange(Math.Abs(ends.Smallest[i] - known[i]), 0, ends.SmallestBounds[i]);
            Assert.InRange(Math.Abs(ends.Largest[i] - known[Size - 5 + i]), 0, ends.LargestBounds[i]);
        }
        Holds(ends.Negative, known.Count(λ => λ < 0));
        Holds(ends.Zero, known.Count(λ => λ == 0));
        Assert.InRange(known.Sum(), ends.Trace.Interval.Lower, ends.Trace.Interval.Upper);
        Assert.Equal(isDense, ends.Trace.Estimate is null);
    }

    [Fact]
    public void That_nothing_more_is_negative_is_known_only_where_the_last_one_seen_is_not()
    {
        // Three negative ones, seen with five: exactly three. Eight of them, seen with five: from five on.
        Assert.Equal(new CountRange(3, 3), Of(WithNegatives(3), isDense: false).Negative);
        Assert.Equal(new CountRange(5, Size - 5), Of(WithNegatives(8), isDense: false).Negative);
        Assert.Equal(new CountRange(8, 8), Of(WithNegatives(8), isDense: true).Negative);
        Assert.Equal(new CountRange(0, 0), Of(WithNegatives(3), isDense: false).Zero);
    }

    [Fact]
    public void What_did_not_converge_says_so_and_its_bounds_hold()
    {
        double[] known = [.. Enumerable.Range(0, 400).Select(i => Math.Cos(i))];
        var ends = SpectrumEnds.Of(
            new HessianProducts(TestOperators.WithSpectrum(known), null),
            new SpectrumEndsOptions
            {
                LargestDense = 0,
                LargestProducts = 20,
                Count = 3,
            },
            Alone
        )!;
        Assert.False(ends.IsConverged);
        foreach (var (λ, bound) in ends.Smallest.Zip(ends.SmallestBounds).Concat(ends.Largest.Zip(ends.LargestBounds)))
        {
            Assert.True(known.Min(at => Math.Abs(at - λ)) <= bound);
            Assert.True(bound > 1e-6);
        }
        Holds(ends.Negative, known.Count(λ => λ < 0));
        Holds(ends.Zero, 0);
        Assert.Equal(EstimateStop.ProductsSpent, ends.Trace.Estimate!.Stop);
    }

    [Fact]
    public void A_product_that_is_not_finite_gives_no_ends()
    {
        var broken = new DenseOperator(Enumerable.Repeat(double.NaN, 900).ToArray(), 30, 30);
        Assert.Null(Ends(broken, 0));
        Assert.Null(Ends(broken, 100));

        static SpectrumEnds? Ends(ILinearOperator symmetric, int dense) =>
            SpectrumEnds.Of(
                new HessianProducts(symmetric, null),
                new SpectrumEndsOptions { LargestDense = dense },
                Alone
            );
    }

    private static ILinearOperator WithNegatives(int count) =>
        TestOperators.WithSpectrum([.. Enumerable.Range(0, Size).Select(i => i < count ? -2.0 - i : 1.0 + i)]);

    private static SpectrumEnds Of(ILinearOperator symmetric, bool isDense) =>
        SpectrumEnds.Of(
            new HessianProducts(symmetric, null),
            new SpectrumEndsOptions { LargestDense = isDense ? 1000 : 0 },
            Alone,
            // One seed: how often 95 % hold is counted elsewhere.
            level: 0.999
        )!;

    private static void Holds(CountRange range, int truth) => Assert.InRange(truth, range.Least, range.Most);
}
