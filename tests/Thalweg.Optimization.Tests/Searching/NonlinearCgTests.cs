using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers.Searching;

namespace Thalweg.Optimization.Tests.Searching;

public sealed class NonlinearCgTests
{
    /// <summary>With exact searches on a quadratic both rules are the linear method, which ends after P iterations.</summary>
    [Theory]
    [InlineData(ConjugacyRule.HagerZhang)]
    [InlineData(ConjugacyRule.PolakRibiere)]
    public void A_quadratic_of_P_variables_takes_P_iterations(ConjugacyRule rule)
    {
        double[] spectrum = [1, 2, 3.5, 5, 8, 13, 21, 34];
        var quadratic = Quadratic.Create(spectrum, basisSeed: 5, centre: spectrum);
        var result = SearchTrace.Of(new NonlinearCg(rule), new QuadraticSearch(), 8, quadratic, new double[8]);
        Assert.True(result.History[6].GradientNorm > 1e-2);
        Assert.InRange(result.GradientNorm, 0, 1e-8 * result.History[0].GradientNorm);
    }

    /// <summary>gᵀd ≤ −⅞ ‖g‖² for any step along which the slope grew [HagerZhang2005, Theorem 1.1], and β as printed.</summary>
    [Fact]
    public void The_next_direction_descends_whatever_the_step_was()
    {
        var stream = new RandomStream(11, "conjugate");
        var descent = new NonlinearCg();
        var objective = new Bowl(new double[6], new double[6]);
        for (var trial = 0; trial < 200; trial++)
        {
            var (d, g, y) = (new double[6], new double[6], new double[6]);
            stream.FillUniform(d);
            stream.FillUniform(g);
            stream.FillUniform(y);
            // Uniform in (0, 1): made to point anywhere, and dᵀy made positive.
            for (var i = 0; i < 6; i++)
            {
                (d[i], g[i], y[i]) = (d[i] - 0.5, g[i] - 0.5, y[i] - 0.5);
            }
            var sign = Dot(d, y) > 0 ? 1.0 : -1.0;
            y = [.. y.Select(v => sign * v)];
            var next = Next(descent, objective, d, g, y);
            Assert.True(Dot(next, g) <= -0.875 * Dot(g, g) * (1 - 1e-12));
            var along = Dot(d, y);
            var beta = y.Zip(d, (a, b) => a - (2 * b * Dot(y, y) / along)).Zip(g, (a, b) => a * b).Sum() / along;
            var before = g.Zip(y, (a, b) => a - b).ToArray();
            beta = Math.Max(beta, -1 / (Math.Sqrt(Dot(d, d)) * Math.Min(0.01, Math.Sqrt(Dot(before, before)))));
            Assert.All(
                Enumerable.Range(0, 6),
                i => Assert.Equal(-g[i] + (beta * d[i]), next[i], 1e-11 * (1 + Math.Abs(beta)))
            );
        }
    }

    [Fact]
    public void Polak_and_Ribiere_restart_where_the_gradient_did_not_turn()
    {
        var descent = new NonlinearCg(ConjugacyRule.PolakRibiere);
        var objective = new Bowl([1, 1], [0, 0]);
        // yᵀg⁺ < 0: β is cut at 0.
        Assert.Equal([-1.0, 0], Next(descent, objective, [-2, 1], [1, 0], [-1, 1]));
        // g = (2, 2), g⁺ = (1, −1), y = (−1, −3), β = yᵀg⁺/‖g‖² = ¼.
        Assert.Equal([-1 + 0.25 * -2, 1 + 0.25 * -1], Next(descent, objective, [-2, -1], [1, -1], [-1, -3]));
    }

    [Fact]
    public void It_starts_again_where_the_curvature_is_not_positive_and_when_it_is_time()
    {
        var descent = new NonlinearCg(Restart: 2);
        var objective = new Bowl([1, 2], [0, 0]);
        var state = descent.Begin(objective);
        void Learn(double[] y) =>
            descent.Learn(new DescentStep(1, -1, 0, [-1, 0], y, [0.5, 0.5], [-1, 0]), state, WorkerTeam.Sequential);
        Learn([1, 0]);
        Assert.Equal(1, state.Skipped);
        Learn([-1, 0]);
        Assert.False(state.IsEmpty);
        Learn([-1, 0]);
        Learn([-1, 0]);
        Assert.False(state.IsEmpty);
        Learn([-1, 0]);
        Assert.True(state.IsEmpty);
        Learn([-1, 0]);
        descent.Forget(state);
        Assert.True(state.IsEmpty);
    }

    private static double[] Next(NonlinearCg descent, Bowl objective, double[] d, double[] g, double[] y)
    {
        var state = descent.Begin(objective);
        descent.Learn(new DescentStep(1, -1, 0, d, y, g, d), state, WorkerTeam.Sequential);
        var next = new double[g.Length];
        var point = new DescentPoint(objective, new double[g.Length], g, 0);
        Assert.False(descent.Direct(point, state, next, WorkerTeam.Sequential).HasLength);
        return next;
    }

    private static double Dot(double[] a, double[] b) => a.Zip(b, (x, y) => x * y).Sum();
}
