using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;
using Thalweg.Optimization.Optimizers.FirstOrder;
using Thalweg.Optimization.Training;
using Thalweg.Optimization.Weightings;

namespace Thalweg.Optimization.Tests.Weightings;

/// <summary>Every rule against the same one written out from the values and residuals of the loss, with gradients by differences.</summary>
public sealed class WeightingTests
{
    private static readonly WeighedFit Fit = new();

    /// <summary>Differences of order four err by about 1e-11 here.</summary>
    private const double Rounding = 1e-9;

    [Fact]
    public void Gradient_statistics_are_the_largest_of_the_equation_over_the_means_of_conditions() =>
        Averaged(
            new GradientStatistics(1, 0.1, AsWritten: true),
            0.1,
            (_, g) => [1, Largest(g[0]) / Mean(g[1]), Largest(g[0]) / Mean(g[2])]
        );

    [Fact]
    public void Gradient_statistics_of_the_published_code_are_of_conditions_with_their_weights() =>
        Averaged(
            new GradientStatistics(1, 0.1),
            0.1,
            (λ, g) => [1, Largest(g[0]) / (λ[1] * Mean(g[1])), Largest(g[0]) / (λ[2] * Mean(g[2]))]
        );

    [Fact]
    public void Of_two_equations_their_sum_is_looked_at()
    {
        var fit = new WeighedFit { Conditions = 1 };
        var row = Rows(new GradientStatistics(1, 1), fit, 1)[0];
        var g = Gradients(WeighedFit.Start);
        var whole = g[0].Zip(g[1], (a, b) => a + b).ToArray();
        Close([1, 1, Largest(whole) / Mean(g[2])], row.Weights);
    }

    [Fact]
    public void Gradient_norms_become_one() =>
        Averaged(
            new GradientNorms(1, 0.3),
            0.3,
            (_, g) =>
            {
                var norms = g.Select(Norm).ToArray();
                return [.. norms.Select(n => norms.Average() / n)];
            }
        );

    [Fact]
    public void Inverse_Dirichlet_takes_deviations() =>
        Averaged(
            new InverseDirichlet(1, 0.5),
            0.5,
            (_, g) =>
            {
                var deviations = g.Select(Deviation).ToArray();
                return [.. deviations.Select(d => deviations.Max() / d)];
            }
        );

    [Fact]
    public void Kernel_traces_are_those_of_the_residuals()
    {
        const double Rate = 0.4;
        var rows = Rows(new KernelTraces(1, Rate), Fit, 4);
        double[] λ = [1, 1, 1];
        foreach (var row in rows[..^1])
        {
            var traces = new double[3];
            for (var n = 0; n < 12; n++)
            {
                var own = n;
                var slopes = Difference(θ => Fit.Residual(θ, own), row.Parameters);
                traces[WeighedFit.TermOf(n)] += Fit.PointWeights()[n] * slopes.Sum(s => s * s);
            }
            λ = [.. λ.Zip(traces, (l, trace) => ((1 - Rate) * l) + (Rate * traces.Sum() / trace))];
            Close(λ, row.Weights);
        }
    }

    [Theory]
    [InlineData(0.7, 0.4)]
    [InlineData(0.0, 1.0)]
    [InlineData(0.5, 0.0)]
    public void Relative_losses_are_balanced_and_the_weights_sum_to_the_number_of_terms(double memory, double lookback)
    {
        const double T = 0.6;
        var rows = Rows(new RelativeLossBalancing(1, memory, T, lookback, 5), Fit, 12);
        double[] λ = [1, 1, 1];
        var losses = rows.Select(r => Enumerable.Range(0, 3).Select(t => Fit.TermAt(r.Parameters, t)).ToArray())
            .ToArray();
        var kept = 0;
        for (var k = 0; k < rows.Length - 1; k++)
        {
            if (k > 0)
            {
                var random = new RandomStream(5, "relobralo") { Position = 2 * (ulong)k };
                var keeps = random.NextUniform() < lookback;
                kept += keeps ? 1 : 0;
                var since = Shares(losses[k], losses[0], T);
                var last = Shares(losses[k], losses[k - 1], T);
                λ =
                [
                    .. Enumerable
                        .Range(0, 3)
                        .Select(t => (memory * (keeps ? λ[t] : since[t])) + ((1 - memory) * last[t])),
                ];
            }
            Close(λ, rows[k].Weights);
            Assert.Equal(3, rows[k].Weights.Sum(), 1e-12);
        }
        Assert.Equal(lookback is > 0 and < 1, kept is > 0 and < 11);
    }

    [Fact]
    public void Self_adaptive_multipliers_rise_by_Adam_and_never_fall()
    {
        const double Rate = 0.05;
        var rows = Rows(new SelfAdaptive(1, Rate, 0.9, 0.99), Fit, 6);
        var (λ, m, v) = (Enumerable.Repeat(1.0, 12).ToArray(), new double[12], new double[12]);
        var former = (double[])λ.Clone();
        for (var k = 1; k < rows.Length; k++)
        {
            for (var n = 0; n < 12; n++)
            {
                var r = Fit.Residual(rows[k - 1].Parameters, n);
                var g = 2 * λ[n] * Fit.PointWeights()[n] * r * r;
                m[n] = (0.9 * m[n]) + (0.1 * g);
                v[n] = (0.99 * v[n]) + (0.01 * g * g);
                λ[n] += Rate * (m[n] / (1 - Math.Pow(0.9, k))) / Math.Sqrt(v[n] / (1 - Math.Pow(0.99, k)));
                Assert.True(λ[n] >= former[n]);
            }
            Close(Means(λ), rows[k - 1].Weights);
            λ.CopyTo(former, 0);
        }
        Close([.. λ.Select(l => l * l)], rows[^1].Factors);
    }

    [Theory]
    [InlineData(0.0)]
    [InlineData(1.5)]
    public void Residual_attention_follows_the_residuals_of_each_term(double start)
    {
        var rows = Rows(new ResidualAttention(1, 0.8, 0.1, start), Fit, 6);
        var λ = Enumerable.Repeat(start, 12).ToArray();
        foreach (var row in rows[..^1])
        {
            var r = Enumerable.Range(0, 12).Select(n => Math.Abs(Fit.Residual(row.Parameters, n))).ToArray();
            for (var n = 0; n < 12; n++)
            {
                var most = r.Where((_, i) => WeighedFit.TermOf(i) == WeighedFit.TermOf(n)).Max();
                λ[n] = (0.8 * λ[n]) + (0.1 * r[n] / most);
            }
            Close(Means(λ), row.Weights);
            Assert.True(λ.Max() <= Math.Max(start, 0.5) + 1e-12);
        }
        Close([.. λ.Select(l => l * l)], rows[^1].Factors);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(50)]
    public void Causal_weights_fall_from_slice_to_slice(int slices)
    {
        const double ε = 2;
        var rows = Rows(new CausalWeighting(1, ε, slices), Fit, 3);
        // The equation has a point at each of the times 0, 1/4, …, 1; the last two share the last of four slices.
        var (θ, w) = (rows[^2].Parameters, Fit.PointWeights());
        double Square(int n) => Math.Pow(Fit.Residual(θ, n), 2);
        var expected = Enumerable.Repeat(1.0, 12).ToArray();
        for (var n = 1; n < 5; n++)
        {
            expected[n] = expected[n - 1] * Math.Exp(-ε * Square(n - 1));
        }
        if (slices == 4)
        {
            expected[4] = expected[3];
        }
        Close(expected, rows[^1].Factors);
        Assert.All(
            rows[^1].Factors.Take(5).Zip(rows[^1].Factors.Skip(1)),
            pair => Assert.True(pair.First >= pair.Second || pair.Second == 1)
        );
        Assert.True(rows[^1].Factors[4] < 0.9);
        Assert.Equal(w.Length, rows[^1].Factors.Count);
    }

    [Fact]
    public void Descriptions_tell_all_options() =>
        Assert.Equal(
            [
                "lra(every=10, rate=0.1, form=code)",
                "grad-norm(every=1000, rate=0.1)",
                "inverse-dirichlet(every=100, rate=0.5)",
                "ntk(every=100, rate=1)",
                "relobralo(every=1, memory=0.999, temperature=1, lookback=0.999, seed=0)",
                "self-adaptive(every=1, rate=0.005, beta1=0.99, beta2=0.999)",
                "rba(every=1, decay=0.999, rate=0.001, start=0)",
                "causal(every=1, epsilon=1, slices=32)",
            ],
            new Weighting[]
            {
                new GradientStatistics(),
                new GradientNorms(),
                new InverseDirichlet(),
                new KernelTraces(),
                new RelativeLossBalancing(),
                new SelfAdaptive(),
                new ResidualAttention(),
                new CausalWeighting(),
            }.Select(w => w.Description)
        );

    /// <summary>A running mean of what the gradients of the terms say.</summary>
    private static void Averaged(Weighting weighting, double rate, Func<double[], double[][], double[]> target)
    {
        double[] λ = [1, 1, 1];
        foreach (var row in Rows(weighting, Fit, 5)[..^1])
        {
            λ = [.. λ.Zip(target(λ, Gradients(row.Parameters)), (l, t) => ((1 - rate) * l) + (rate * t))];
            Close(λ, row.Weights);
        }
    }

    /// <summary>What a run had at each step: θ, the weights of the terms, and the factors it ended with.</summary>
    private static (double[] Parameters, IReadOnlyList<double> Weights, IReadOnlyList<double> Factors)[] Rows(
        Weighting weighting,
        WeighedFit fit,
        int steps
    )
    {
        var options = new TrainingOptions(new Sgd(0.05), steps)
        {
            Weighting = weighting,
            Records = StepPlan.Every(1),
            Checkpoints = StepPlan.Every(1),
        };
        var trainer = new Trainer(options, fit);
        var result = trainer.Run(trainer.Begin(WeighedFit.Start), WorkerTeam.Sequential);
        Assert.Equal(result.History.Rows.Select(r => r.Weights), result.Trajectory.Select(c => c.Weights));
        return [.. result.Trajectory.Select(c => (c.Parameters, c.Weights, result.Factors))];
    }

    private static double[][] Gradients(double[] θ) =>
        [.. Enumerable.Range(0, 3).Select(t => Difference(at => Fit.TermAt(at, t), θ))];

    private static double[] Difference(Func<double[], double> f, double[] θ)
    {
        const double h = 3e-4;
        return
        [
            .. Enumerable
                .Range(0, θ.Length)
                .Select(i =>
                {
                    double At(double by)
                    {
                        var moved = (double[])θ.Clone();
                        moved[i] += by;
                        return f(moved);
                    }
                    return ((8 * (At(h) - At(-h))) - (At(2 * h) - At(-2 * h))) / (12 * h);
                }),
        ];
    }

    private static double[] Means(double[] λ) =>
        [
            .. Enumerable
                .Range(0, 3)
                .Select(t =>
                {
                    var own = Enumerable.Range(0, 12).Where(n => WeighedFit.TermOf(n) == t).ToArray();
                    var w = Fit.PointWeights();
                    return own.Sum(n => w[n] * λ[n] * λ[n]) / own.Sum(n => w[n]);
                }),
        ];

    private static double[] Shares(double[] losses, double[] former, double temperature)
    {
        var e = losses.Zip(former, (l, f) => Math.Exp(l / (temperature * f))).ToArray();
        return [.. e.Select(x => 3 * x / e.Sum())];
    }

    private static double Largest(double[] g) => g.Max(Math.Abs);

    private static double Mean(double[] g) => g.Average(Math.Abs);

    private static double Norm(double[] g) => Math.Sqrt(g.Sum(x => x * x));

    private static double Deviation(double[] g) => Math.Sqrt(g.Average(x => Math.Pow(x - g.Average(), 2)));

    private static void Close(IReadOnlyList<double> expected, IReadOnlyList<double> got)
    {
        Assert.Equal(expected.Count, got.Count);
        for (var i = 0; i < expected.Count; i++)
        {
            Assert.Equal(expected[i], got[i], Rounding * Math.Max(1, Math.Abs(expected[i])));
        }
    }
}
