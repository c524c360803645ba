using Thalweg.Landscapes.Likelihood;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization;
using Thalweg.Optimization.Optimizers.FirstOrder;

namespace Thalweg.Landscapes.Tests.Likelihood;

/// <summary>Profiles of quadratics, where all is known, and of what no data determine.</summary>
public sealed class ProfileLikelihoodTests
{
    private static readonly WorkerTeam Alone = WorkerTeam.Sequential;
    private static readonly double[] Spectrum = [1, 2, 5, 20, 100];

    [Theory]
    [InlineData(false, null, 0.95)]
    [InlineData(true, null, 0.9)]
    [InlineData(true, 7.0, 0.95)]
    public void The_interval_of_a_quadratic_is_the_closed_form(bool byResiduals, double? degrees, double level)
    {
        var bowl = Quadratic.Create(Spectrum, basisSeed: 3);
        IObjective loss = byResiduals ? bowl : new GradientAlone(bowl);
        Assert.Equal(byResiduals, loss.As<IResiduals>() is not null);
        const int place = 2;
        const double s = 0.03;
        var scale = new LikelihoodScale(s, degrees);
        var threshold = scale.Threshold(level);
        // L(c) = c²/(2 (H⁻¹)_cc), so that the ends are at ±√(2 q s (H⁻¹)_cc).
        var inverse = InverseEntry(bowl, place);
        var end = Math.Sqrt(2 * threshold * s * inverse);
        var profile = new ProfileLikelihood(loss, place, new ProfileOptions { Points = 3 });
        var centre = profile.Minimum([1, -1, 2, 0.5, -0.3], s, Alone);
        Assert.Equal(0, centre.Value, 1e-6);
        var points = profile.Walk([centre], 0.4 * end, 0.7 * end, s, threshold * s, Alone);
        Assert.All(points, p => Assert.True(p.IsConverged, $"{p.Value}: {p.Stop}"));
        Assert.All(points, p => Assert.Equal(p.Value * p.Value / (2 * inverse), p.Loss, 1e-9 * s));
        Assert.All(points, p => Assert.Equal(p.Value, p.Parameters[place]));
        var interval = LikelihoodInterval.Of(points, scale, threshold);
        Assert.Equal((IntervalEnd.Crossed, IntervalEnd.Crossed), (interval.LowerEnd, interval.UpperEnd));
        Assert.Equal(-end, interval.Lower!.Value, 1e-5 * end);
        Assert.Equal(end, interval.Upper!.Value, 1e-5 * end);
        Assert.False(interval.Returns);
    }

    [Fact]
    public void Thresholds_are_the_quantiles_of_chi_square_and_f()
    {
        // χ²(1): 3.8415, 2.7055. F(1, 10): 4.9646.
        Assert.Equal(3.841458820694124, new LikelihoodScale(1, null).Threshold(0.95), 1e-9);
        Assert.Equal(2.705543454095416, new LikelihoodScale(1, null).Threshold(0.9), 1e-9);
        Assert.Equal(4.964602743730711, new LikelihoodScale(1, 10).Threshold(0.95), 1e-6);
        Assert.Throws<ArgumentOutOfRangeException>(() => new LikelihoodScale(1, null).Threshold(1));
        Assert.Throws<ArgumentOutOfRangeException>(() => new LikelihoodScale(0, null));
    }

    [Fact]
    public void What_only_a_product_determines_has_an_open_interval()
    {
        var profile = new ProfileLikelihood(new Product(), 0, new ProfileOptions { Points = 4, Further = 3 });
        var centre = profile.Minimum([1.5, 1], 1, Alone);
        Assert.Equal(0, centre.Loss, 1e-12);
        var points = profile.Walk([centre], 0.1, 0.1, 1, 3.84, Alone);
        // Four steps, and 2 + 4 + 8 more on each side.
        Assert.Equal(1 + (2 * 7), points.Count);
        Assert.Equal(centre.Value + (0.1 * 18), points.Max(p => p.Value), 1e-12);
        var interval = LikelihoodInterval.Of(points, new LikelihoodScale(1, null), 3.84);
        Assert.Equal(
            (null, IntervalEnd.Open, null, IntervalEnd.Open),
            (interval.Lower, interval.LowerEnd, interval.Upper, interval.UpperEnd)
        );
        // The other number makes up for it.
        Assert.All(points, p => Assert.Equal(2, p.Value * p.Parameters[1], 1e-4));
    }

    [Fact]
    public void A_walk_goes_on_from_any_of_its_points_to_the_same_bits()
    {
        var bowl = Quadratic.Create(Spectrum, basisSeed: 3);
        var profile = new ProfileLikelihood(new GradientAlone(bowl), 1, new ProfileOptions { Points = 2, Further = 2 });
        var centre = profile.Minimum([1, 1, 1, 1, 1], 1, Alone);
        var whole = profile.Walk([centre], 0.1, 0.1, 1, 3.84, Alone);
        Assert.Equal(1 + (2 * 4), whole.Count);
        for (var done = 1; done <= whole.Count; done++)
        {
            var rest = profile.Walk([.. whole.Take(done)], 0.1, 0.1, 1, 3.84, Alone);
            Assert.Equal(whole.Select(Bits), rest.Select(Bits));
        }

        static string Bits(ProfilePoint p) =>
            string.Join(" ", p.Parameters.Append(p.Loss).Append(p.GradientNorm).Select(BitConverter.DoubleToInt64Bits));
    }

    [Fact]
    public void Points_that_did_not_come_to_rest_say_so()
    {
        var profile = new ProfileLikelihood(
            new Rosenbrock(),
            0,
            new ProfileOptions
            {
                Points = 2,
                Steps = 3,
                Optimizer = new StepOptimizer(new Adam(1e-3)),
            }
        );
        var centre = profile.Minimum([-1, 1], 1e-6, Alone);
        Assert.False(centre.IsConverged);
        Assert.Equal(StopReason.StepsDone, centre.Stop);
        var points = profile.Walk([centre], 1, 1, 1e-6, null, Alone);
        var interval = LikelihoodInterval.Of(points, new LikelihoodScale(1e-6, null), 3.84);
        Assert.Contains(IntervalEnd.NotAtRest, new[] { interval.LowerEnd, interval.UpperEnd });
    }

    // Steps of length 3 in a bowl of that size gain nothing, and the search for what is lower gives up.
    [Fact]
    public void An_optimizer_that_does_not_get_on_has_not_come_to_rest()
    {
        var bowl = Quadratic.Create(Spectrum, basisSeed: 3);
        var profile = new ProfileLikelihood(
            bowl,
            2,
            new ProfileOptions
            {
                Points = 2,
                Steps = 50,
                Optimizer = new StepOptimizer(new Adam(3)),
            }
        );
        var found = new ProfileLikelihood(bowl, 2).Minimum([1, -1, 2, 0.5, -0.3], 0.03, Alone);
        Assert.True(found.IsConverged);
        // The others one unit from where they belong.
        var away = found with
        {
            Parameters = [.. found.Parameters.Select((x, i) => i == 2 ? x : x + 1)],
        };
        var points = profile.Walk([away], 0.1, 0.1, 0.03, null, Alone);
        Assert.All(points.Skip(1), p => Assert.Equal(StopReason.EarlyStopped, p.Stop));
        Assert.All(points.Skip(1), p => Assert.False(p.IsConverged));
    }

    [Fact]
    public void Intervals_know_where_profiles_end_and_return()
    {
        double[] values = [-2, -1, 0, 1, 2, 3];
        double[] losses = [double.NaN, 1, 0, 9, 1, 16];
        var points = values
            .Zip(losses, (c, l) => new ProfilePoint(c, l, 0, 1, StopReason.GradientSmall, true, [c]))
            .ToList();
        var interval = LikelihoodInterval.Of(points, new LikelihoodScale(1, null), 4);
        // √9 = 3 a unit away: the line through the roots is at 2 after two thirds.
        Assert.Equal(2.0 / 3, interval.Upper!.Value, 1e-15);
        Assert.True(interval.Returns);
        Assert.Equal((null, IntervalEnd.NotFinite), (interval.Lower, interval.LowerEnd));
    }

    [Fact]
    public void What_is_held_leaves_a_loss_of_the_others()
    {
        var bowl = Quadratic.Create(Spectrum, basisSeed: 5);
        var held = new HeldParameter(bowl, 1, 0.7);
        double[] others = [1, 2, 3, 4];
        double[] θ = [1, 0.7, 2, 3, 4];
        Assert.Equal(θ, held.Whole(others));
        Assert.Equal(others, held.Others(θ));
        var (own, all) = (new double[4], new double[5]);
        Assert.Equal(bowl.Gradient(θ, all, default, Alone), held.Gradient(others, own, default, Alone));
        Assert.Equal(new[] { all[0], all[2], all[3], all[4] }, own);
        var residuals = bowl.As<IResiduals>()!;
        var rows = held.As<IResiduals>()!;
        var (jacobian, part) = (new double[residuals.RowCount * 5], new double[rows.RowCount * 4]);
        residuals.Rows(θ, 0, residuals.RowCount, jacobian, Alone);
        rows.Rows(others, 0, rows.RowCount, part, Alone);
        Assert.Equal(jacobian.Where((_, i) => i % 5 != 1), part);
        Assert.Null(held.As<ILayered>());
        Assert.Null(new HeldParameter(new GradientAlone(bowl), 1, 0).As<IResiduals>());
        Assert.Throws<ArgumentOutOfRangeException>(() => new HeldParameter(bowl, 5, 0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new HeldParameter(bowl, 0, double.NaN));
    }

    /// <summary>(H⁻¹)_cc by products with H and the closed inverse of a basis: eliminated on the dense matrix.</summary>
    private static double InverseEntry(Quadratic bowl, int place)
    {
        var n = bowl.ParameterCount;
        var rows = new double[n][];
        for (var i = 0; i < n; i++)
        {
            var unit = new double[n];
            unit[i] = 1;
            var column = new double[n];
            bowl.Gradient(unit, column, default, Alone);
            rows[i] = column;
        }
        // Gauss with the right side e_place; H is symmetric and positive.
        var x = new double[n];
        x[place] = 1;
        for (var k = 0; k < n; k++)
        {
            for (var i = k + 1; i < n; i++)
            {
                var factor = rows[i][k] / rows[k][k];
                for (var j = k; j < n; j++)
                {
                    rows[i][j] -= factor * rows[k][j];
                }
                x[i] -= factor * x[k];
            }
        }
        for (var k = n - 1; k >= 0; k--)
        {
            for (var j = k + 1; j < n; j++)
            {
                x[k] -= rows[k][j] * x[j];
            }
            x[k] /= rows[k][k];
        }
        return x[place];
    }

    /// <summary>A loss without its further capabilities.</summary>
    private sealed class GradientAlone(IObjective inner) : AlteringObjective(inner)
    {
        public override string Name => Inner.Name;

        public override void Values(
            ReadOnlyMemory<double> parameters,
            Memory<double> losses,
            Memory<double> terms,
            Memory<double> metrics,
            WorkerTeam team
        ) => Inner.Values(parameters, losses, default, default, team);

        public override double Gradient(
            ReadOnlyMemory<double> parameters,
            Memory<double> gradient,
            Memory<double> terms,
            WorkerTeam team
        ) => Inner.Gradient(parameters, gradient, default, team);
    }

    /// <summary>(ab − 2)² of two numbers.</summary>
    private sealed class Product : IObjective
    {
        public string Name => "product";

        public int ParameterCount => 2;

        public IReadOnlyList<string> TermNames => [];

        public IReadOnlyList<string> MetricNames => [];

        public double? LowerBound => 0;

        public void Values(
            ReadOnlyMemory<double> parameters,
            Memory<double> losses,
            Memory<double> terms,
            Memory<double> metrics,
            WorkerTeam team
        )
        {
            for (var k = 0; k < losses.Length; k++)
            {
                var r = (parameters.Span[2 * k] * parameters.Span[(2 * k) + 1]) - 2;
                losses.Span[k] = r * r;
            }
        }

        public double Gradient(
            ReadOnlyMemory<double> parameters,
            Memory<double> gradient,
            Memory<double> terms,
            WorkerTeam team
        )
        {
            var (a, b) = (parameters.Span[0], parameters.Span[1]);
            var r = (a * b) - 2;
            (gradient.Span[0], gradient.Span[1]) = (2 * r * b, 2 * r * a);
            return r * r;
        }
    }
}
