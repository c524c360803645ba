using Thalweg.Landscapes.Curvature;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests.Curvature;

/// <summary>With few parameters random signs are often linearly dependent, which is no sign that they span all.</summary>
public sealed class FewParametersTests
{
    private static readonly WorkerTeam Alone = WorkerTeam.Sequential;

    [Theory]
    [InlineData(TraceMethod.XTrace)]
    [InlineData(TraceMethod.HutchPlusPlus)]
    public void A_trace_that_is_called_exact_is(TraceMethod method)
    {
        foreach (var size in new[] { 1, 2, 3, 4, 5, 8 })
        {
            double[] known = [.. Enumerable.Range(0, size).Select(i => 1.0 + (100 * i))];
            var symmetric = TestOperators.WithSpectrum(known);
            for (var seed = 1UL; seed <= 40; seed++)
            {
                var options = new EstimateOptions { Tolerance = 1e-13, Seed = seed };
                var estimate = TraceEstimate.Of(symmetric, method, options, Alone);
                Assert.True(estimate.Stop == EstimateStop.Exact || method == TraceMethod.HutchPlusPlus);
                if (estimate.Stop == EstimateStop.Exact)
                {
                    Assert.Equal(known.Sum(), estimate.Estimate, 1e-10 * known.Sum());
                }
            }
        }
    }

    [Fact]
    public void Few_products_are_enough_where_the_first_signs_were_dependent()
    {
        var symmetric = TestOperators.WithSpectrum([1, 1001]);
        for (var seed = 1UL; seed <= 60; seed++)
        {
            var options = new EstimateOptions { LargestProducts = 40, Seed = seed };
            var trace = TraceEstimate.Of(symmetric, TraceMethod.XTrace, options, Alone);
            Assert.Equal(EstimateStop.Exact, trace.Stop);
            Assert.Equal(1002, trace.Estimate, 1e-9);
            Assert.InRange(trace.Products, 4, options.LargestProducts);
            Assert.Equal(EstimateStop.Exact, DiagonalEstimate.Of(symmetric, options, Alone).Stop);
        }
    }

    [Fact]
    public void A_diagonal_that_is_called_exact_is()
    {
        foreach (var size in new[] { 1, 2, 3, 4, 5, 8 })
        {
            double[] known = [.. Enumerable.Range(0, size).Select(i => 1.0 + (100 * i))];
            var symmetric = TestOperators.WithSpectrum(known);
            var units = new double[size * size];
            for (var i = 0; i < size; i++)
            {
                units[(i * size) + i] = 1;
            }
            var rows = new double[units.Length];
            symmetric.Apply(units, rows, Alone);
            for (var seed = 1UL; seed <= 40; seed++)
            {
                var estimate = DiagonalEstimate.Of(
                    symmetric,
                    new EstimateOptions { Tolerance = 1e-13, Seed = seed },
                    Alone
                );
                Assert.Equal(EstimateStop.Exact, estimate.Stop);
                for (var i = 0; i < size; i++)
                {
                    Assert.Equal(rows[(i * size) + i], estimate.Diagonal[i], 1e-9 * known.Sum());
                }
            }
        }
    }
}
