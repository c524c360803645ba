using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;
using Thalweg.Optimization.Optimizers.LeastSquares;
using Thalweg.Optimization.Training;
using Thalweg.Pde.Formulations;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tests.Equations;

/// <summary>Conductivity of a rod from noisy temperatures: u_t = k u_xx with u = exp(−kπ²t) sin πx, whose sensitivity to k is known.</summary>
public sealed class InverseProblemTests : IDisposable
{
    private const double Conductivity = 0.25;
    private const double Sigma = 0.05;
    private const int Count = 40;

    private readonly string folder = Directory.CreateTempSubdirectory("inverse").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_deviation_is_that_of_the_sensitivity()
    {
        var found = Found(1, withSigma: true, "1e-6");
        Assert.Equal(Deviation(1, found.Value), found.Deviation!.Value, 0.01 * Deviation(1, found.Value));
        Assert.Equal(Conductivity, found.Known!.Value);
        Assert.Null(found.Reason);
        // Neither the value nor its deviation depends on a weight that is small enough.
        var other = Found(1, withSigma: true, "1e-8");
        Assert.Equal(found.Value, other.Value, 0.02 * Deviation(1));
        Assert.Equal(found.Deviation!.Value, other.Deviation!.Value, 0.02 * Deviation(1));
    }

    [Fact]
    public void Ninety_five_of_a_hundred_intervals_hold_the_truth()
    {
        const int trials = 24;
        var held = 0;
        for (ulong seed = 1; seed <= trials; seed++)
        {
            var found = Found(seed, withSigma: true, "1e-6");
            held +=
                Math.Abs(found.Value - Conductivity) <= CoefficientEstimate.Quantile * found.Deviation!.Value ? 1 : 0;
        }
        // Fewer than 20 of 24 have a chance of 3 in 1000 where 95 of 100 are held.
        Assert.InRange(held, 20, trials);
    }

    [Fact]
    public void Deviations_that_nobody_knows_are_estimated_by_the_misfit()
    {
        var found = Found(1, withSigma: false, "1e-5");
        Assert.InRange(found.Deviation!.Value / Deviation(1), 0.7, 1.4);
    }

    [Theory]
    [InlineData(true, "misfit")]
    [InlineData(false, "come to rest")]
    public void Before_a_training_has_come_to_rest_there_is_no_interval(bool withSigma, string reason)
    {
        var found = Found(1, withSigma, "1e-6", steps: 3);
        Assert.Null(found.Deviation);
        Assert.Contains(reason, found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Without_measured_values_there_is_no_interval()
    {
        var objective = Source(data: null, "galerkin").Create();
        var found = objective.EstimateCoefficients(Start(objective), WorkerTeam.Sequential).Single();
        Assert.Null(found.Deviation);
        Assert.Contains("no measured values", found.Reason, StringComparison.Ordinal);
        Assert.Equal(1, found.Value);
    }

    [Fact]
    public void Keys_know_the_values_and_not_the_path()
    {
        var (first, second) = (Written(1, withSigma: true), Written(1, withSigma: true, "copy.csv"));
        Assert.Equal(Identity(first), Identity(second));
        File.AppendAllText(second, "0.5,0.5,0.1,0.05\n");
        Assert.NotEqual(Identity(first), Identity(second));

        string Identity(string path) => Source(path, "galerkin").ProblemIdentity;
    }

    public static TheoryData<string, string> Bad =>
        new()
        {
            { "", "names each column once" },
            { "x,t,u\n", "no line of values" },
            { "x,x,u\n1,1,1\n", "names each column once" },
            { "u\n1\n", "expected coordinates" },
            { "x,u\n0.5,1\n", "expected 2, those of the" },
            { "x,t\n0.5,0.5\n", "holds no values" },
            { "x,t,v\n0.5,0.5,1\n", "expected some of u, k" },
            { "x,t,u\n0.5,0.5\n", "has 2 values in line 2" },
            { "x,t,u\n0.5,0.5,warm\n", "'warm' in line 2" },
            { "x,t,u\n0.5,0.5,NaN\n", "expected finite numbers" },
            { "x,t,u\n0.5,1e400,1\n", "expected finite numbers" },
            { "x,t,u\n1.5,0.5,1\n", "expected points of the" },
            { "x,t,u\n0.5,-0.5,1\n", "expected points of the" },
            { "x,t,u,u_sigma\n0.5,0.5,1,0\n", "expected positive deviations" },
            { "x,t,u,v_sigma\n0.5,0.5,1,1\n", "expected values of 'v'" },
            { "PK\u0003\u0004 nothing", "" },
        };

    [Theory]
    [MemberData(nameof(Bad))]
    public void Files_that_hold_no_measured_values_are_refused(string text, string reason)
    {
        var path = Path.Combine(folder, "bad.csv");
        File.WriteAllText(path, text);
        var fault = Assert.Throws<InputException>(() => Source(path, "galerkin").Create());
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.Contains("bad.csv", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_there_is_told()
    {
        var fault = Assert.Throws<InputException>(() => Source(Path.Combine(folder, "none.csv"), "galerkin").Create());
        Assert.Contains("give the path of a file with measured values", fault.Message, StringComparison.Ordinal);
    }

    private CoefficientEstimate Found(ulong seed, bool withSigma, string weight, long steps = 150)
    {
        var objective = Source(Written(seed, withSigma), $"galerkin(weights=data={weight})").Create();
        var trainer = new Trainer(new TrainingOptions(new LeastSquaresOptimizer(), steps), objective);
        var result = trainer.Run(trainer.Begin(Start(objective)), WorkerTeam.Sequential);
        return objective.EstimateCoefficients(result.Parameters, WorkerTeam.Sequential).Single();
    }

    private static double[] Start(PdeObjective objective) =>
        Initializers.Create(Initializers.Catalogue.Resolve("xavier-normal", default)).Draw(objective.Layout, seed: 1);

    private static PdeSource Source(string? data, string formulation) =>
        new(
            Problems.Catalogue.Resolve(
                new Call(
                    "equation",
                    null,
                    [
                        new CallArgument("domain", "interval(0, 1) x time(1)", default),
                        new CallArgument("residual", "D(u, t) - k*D(u, x, x)", default),
                        new CallArgument("conditions", "u = 0 on boundary;u = sin(pi*x) at t=0", default),
                        new CallArgument("coefficients", "k = 1", default),
                        new CallArgument("reference", "exp(-pi^2*t/4)*sin(pi*x);1/4", default),
                        .. data is null ? Array.Empty<CallArgument>() : [new CallArgument("data", data, default)],
                    ],
                    default
                )
            ),
            Catalogues.Networks.Catalogue.Resolve("mlp(width=6, depth=2)", default),
            Trials.Catalogue.Resolve("hard", default),
            Quadratures.Catalogue.Resolve("gauss:16", default),
            Formulations.Catalogue.Resolve(formulation, default)
        );

    private string Written(ulong seed, bool withSigma, string name = "measured.csv")
    {
        var path = Path.Combine(folder, name);
        var lines = Measured(seed)
            .Select(m => FormattableString.Invariant($"{m.X:R},{m.T:R},{m.U:R}") + (withSigma ? ",0.05" : ""));
        File.WriteAllLines(path, [withSigma ? "x,t,u,u_sigma" : "x,t,u", .. lines]);
        return path;
    }

    private static IEnumerable<(double X, double T, double U)> Measured(ulong seed)
    {
        var (places, noise) = (new double[2 * Count], new double[Count]);
        new RandomStream(seed, "places").FillUniform(places);
        new RandomStream(seed, "noise").FillGaussian(noise);
        for (var i = 0; i < Count; i++)
        {
            var (x, t) = (places[2 * i], places[(2 * i) + 1]);
            yield return (x, t, Solution(x, t) + (Sigma * noise[i]));
        }
    }

    private static double Solution(double x, double t, double k = Conductivity) =>
        Math.Exp(-k * Math.PI * Math.PI * t) * Math.Sin(Math.PI * x);

    /// <summary>σ/(Σ (∂u/∂k)²)^½.</summary>
    private static double Deviation(ulong seed, double k = Conductivity) =>
        Sigma / Math.Sqrt(Measured(seed).Sum(m => Math.Pow(Math.PI * Math.PI * m.T * Solution(m.X, m.T, k), 2)));
}
