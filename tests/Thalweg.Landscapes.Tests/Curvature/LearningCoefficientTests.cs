using Thalweg.Landscapes.Curvature;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests.Curvature;

/// <summary>Learning coefficients where they are known; how often intervals cover is in benchmarks/results/coverage.md.</summary>
public sealed class LearningCoefficientTests
{
    private static readonly WorkerTeam Alone = WorkerTeam.Sequential;

    private static readonly SplittingOptions Few = new()
    {
        Points = 64,
        Moves = 15,
        Levels = 80,
        Runs = 6,
    };

    [Fact]
    public void Powers_have_the_sum_of_their_inverses()
    {
        var loss = DegenerateLoss.PowerSum(2, 4, 6);
        var covering = 0;
        for (var seed = 1ul; seed <= 10; seed++)
        {
            var result = At(loss, Few with { Seed = seed });
            covering += result.Interval.Contains(1.0 / 2 + 1.0 / 4 + 1.0 / 6) ? 1 : 0;
            Assert.InRange(result.Interval.Upper - result.Interval.Lower, 0.01, 0.4);
            Assert.All(result.Runs, run => Assert.Equal(SplittingStop.LevelsTaken, run.Stop));
        }
        Assert.InRange(covering, 9, 10);
    }

    [Fact]
    public void A_product_has_half_and_a_logarithm()
    {
        var loss = DegenerateLoss.Cross();
        var covering = 0;
        for (var seed = 1ul; seed <= 10; seed++)
        {
            var result = At(loss, Few with { Seed = seed });
            covering += result.Interval.Contains(0.5) ? 1 : 0;
            Assert.InRange(result.MostMultiplicity, 1, 2);
        }
        Assert.InRange(covering, 9, 10);
    }

    [Fact]
    public void Reduced_rank_regression_is_far_from_half_its_parameters()
    {
        var loss = DegenerateLoss.ReducedRank(5, 3, 5);
        Assert.Equal((30, 6.5, 2), (loss.ParameterCount, loss.Coefficient, loss.Multiplicity));
        Assert.Equal(8, DegenerateLoss.ReducedRank(5, 4, 5).Coefficient);
        var result = At(
            loss,
            new SplittingOptions
            {
                Points = 128,
                Moves = 40,
                Levels = 120,
                Runs = 4,
                Seed = 3,
            }
        );
        Assert.InRange(6.5, result.Interval.Lower, result.Interval.Upper);
        Assert.InRange(result.Interval.Upper, 6.5, 8.5);
    }

    [Fact]
    public void A_regular_minimum_has_half_its_parameters_however_stretched()
    {
        double[] spectrum = [1, 1e2, 1e4, 1e6];
        var result = At(Quadratic.Create(spectrum, basisSeed: 3), Few with { Moves = 30, Seed = 2 });
        Assert.InRange(2, result.Interval.Lower, result.Interval.Upper);
        Assert.InRange(result.Estimate, 1.8, 2.2);
        Assert.InRange(result.Inflation, 0.3, 4);
        // {½xᵀHx ≤ ε} in the unit ball.
        var excess = result.Range.From;
        var volume = BasinVolume.OfBall(4, Math.Sqrt(2 * excess)) - (0.5 * spectrum.Sum(Math.Log));
        Assert.Equal(volume - BasinVolume.OfBall(4, 1), result.LogVolumeAt(excess), 1.5);
        Assert.True(double.IsNaN(result.LogVolumeAt(1e9)));
    }

    [Fact]
    public void The_fit_finds_the_law_of_levels_and_refuses_what_has_none()
    {
        // log V = −0.5 t + log(t + 2) on every run, with a little noise.
        var law = LearningCoefficient.Fit(Runs(t => (-0.5 * t) + Math.Log(t + 2), 200), 5);
        Assert.InRange(0.5, law.Interval.Lower, law.Interval.Upper);
        Assert.InRange(law.Interval.Upper - law.Interval.Lower, 0, 0.02);
        Assert.Equal(2, law.Multiplicity);
        Assert.Equal(6, law.PerRun.Count);
        // λ is at most P/2 at a minimum, and independent points scatter less than runs of a million would.
        Assert.True(double.IsNaN(LearningCoefficient.Fit(Runs(t => -3 * t, 200), 5).Estimate));
        var scattered = LearningCoefficient.Fit(Runs(t => -3 * t, 200, points: 100_000_000), 6);
        Assert.True(double.IsNaN(scattered.Estimate));
        Assert.InRange(scattered.Inflation, 8, 1000);
        var plain = LearningCoefficient.Fit(Runs(t => -3 * t, 200), 6);
        Assert.Equal(1, plain.Multiplicity);
        Assert.Equal(3, plain.Estimate, 0.01);
        // Falling ever more slowly is no law of a minimum.
        var bent = LearningCoefficient.Fit(Runs(t => -Math.Sqrt(t), 30), 5);
        Assert.True(double.IsNaN(bent.Estimate) && double.IsNaN(bent.Interval.Lower));
        Assert.Equal((0, 0), (bent.Multiplicity, bent.MostMultiplicity));
        var few = LearningCoefficient.Fit(Runs(t => -3 * t, SplittingOptions.LeastLevels - 1), 5);
        Assert.True(double.IsNaN(few.Estimate));
        Assert.Throws<ArgumentException>(() => LearningCoefficient.Fit([.. Runs(t => -t, 20).Take(3)], 5));
        Assert.Throws<ArgumentOutOfRangeException>(() => LearningCoefficient.Fit(Runs(t => -t, 20), 5, level: 1));
    }

    [Fact]
    public void Levels_end_where_rounding_or_a_lower_point_or_a_plateau_is_met()
    {
        var rounded = LevelVolumes.Of(Quadratic.Create([1, 1], offset: 1e6), new double[2], Few, 0, Alone);
        Assert.Equal(SplittingStop.Rounding, rounded.Stop);
        Assert.InRange(rounded.Excesses[^1], 1e3 * 1e6 * 2.2e-16, 1);
        // A slope: the ball is lower on one side.
        var sloping = LevelVolumes.Of(Formula.Of(2, θ => θ[0]), new double[2], Few, 0, Alone);
        Assert.Equal(SplittingStop.LowerPoint, sloping.Stop);
        Assert.InRange(sloping.LowestExcess, -1, -0.5);
        Assert.Empty(sloping.Excesses);
        var flat = LevelVolumes.Of(Formula.Of(2, _ => 3), new double[2], Few, 0, Alone);
        Assert.Equal((SplittingStop.Plateau, 0), (flat.Stop, flat.Excesses.Count));
        // What is no number lies outside.
        var walled = LevelVolumes.Of(
            Formula.Of(2, θ => θ[0] < -0.2 ? double.NaN : (θ[0] * θ[0]) + (θ[1] * θ[1])),
            new double[2],
            Few,
            0,
            Alone
        );
        Assert.Equal(SplittingStop.LevelsTaken, walled.Stop);
        Assert.True(double.IsFinite(walled.LargestExcess));
        Assert.Throws<ArgumentException>(() =>
            LevelVolumes.Of(Formula.Of(2, _ => double.NaN), new double[2], Few, 0, Alone)
        );
    }

    [Fact]
    public void Runs_differ_from_each_other_and_not_by_threads()
    {
        using var team = new WorkerTeam(3);
        var loss = new Rosenbrock(3);
        double[] centre = [1, 1, 1];
        var one = LevelVolumes.Of(loss, centre, Few, 2, Alone);
        var same = LevelVolumes.Of(loss, centre, Few, 2, team);
        Assert.Equal(one.Excesses, same.Excesses);
        Assert.Equal(one.Values, same.Values);
        Assert.NotEqual(one.Excesses, LevelVolumes.Of(loss, centre, Few, 3, Alone).Excesses);
        foreach (
            var wrong in new[]
            {
                Few with
                {
                    Radius = 0,
                },
                Few with
                {
                    Points = 7,
                },
                Few with
                {
                    Moves = 0,
                },
                Few with
                {
                    Levels = 15,
                },
                Few with
                {
                    Runs = 3,
                },
                Few with
                {
                    LargestMultiplicity = 0,
                },
            }
        )
        {
            Assert.Throws<ArgumentOutOfRangeException>(() => LearningCoefficient.Of(loss, centre, wrong, Alone));
        }
    }

    private static LearningCoefficient At(IObjective loss, SplittingOptions options) =>
        LearningCoefficient.Of(loss, new double[loss.ParameterCount], options, Alone);

    /// <summary>Six runs whose levels halve volumes that follow a law, each with its own small shift of t.</summary>
    private static LevelVolumes[] Runs(Func<double, double> law, int levels, int points = 64)
    {
        var random = new Thalweg.Numerics.Random.RandomStream(5, "levels of a law");
        return
        [
            .. Enumerable
                .Range(0, 6)
                .Select(_ =>
                {
                    var (excesses, volumes) = (new double[levels], new double[levels]);
                    for (var k = 0; k < levels; k++)
                    {
                        volumes[k] = law(1) - (0.7 * (k + 1));
                        var (low, high) = (1.0, 1e6);
                        for (var halving = 0; halving < 100; halving++)
                        {
                            var middle = 0.5 * (low + high);
                            (low, high) = law(middle) > volumes[k] ? (middle, high) : (low, middle);
                        }
                        excesses[k] = Math.Exp(-low * (1 + (1e-4 * random.NextGaussian())));
                    }
                    return new LevelVolumes(excesses, volumes, 1, 0, points, levels, SplittingStop.LevelsTaken);
                }),
        ];
    }
}
