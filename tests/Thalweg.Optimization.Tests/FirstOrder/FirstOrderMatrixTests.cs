using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Optimizers.FirstOrder;
using Thalweg.Optimization.Schedules;
using Thalweg.Optimization.Training;

namespace Thalweg.Optimization.Tests.FirstOrder;

/// <summary>Every first-order method on objectives whose minimum is known, to the distance that such methods reach.</summary>
public sealed class FirstOrderMatrixTests
{
    /// <summary>Method, objective, rate, steps, whether a cosine lets the rate fall to 0, greatest distance from the minimum.</summary>
    public static TheoryData<string, string, double, int, bool, double> Matrix =>
        new()
        {
            { "sgd", "bowl", 1e-3, 20_000, false, 1e-8 },
            { "heavy-ball", "bowl", 3.6e-3, 2_000, false, 1e-12 },
            { "nesterov", "bowl", 1e-3, 2_000, false, 1e-10 },
            { "rmsprop", "bowl", 1e-2, 5_000, true, 1e-5 },
            { "rmsprop-momentum", "bowl", 1e-3, 5_000, true, 1e-5 },
            { "rmsprop-centered", "bowl", 1e-2, 5_000, true, 1e-5 },
            { "adam", "bowl", 1e-1, 5_000, true, 1e-8 },
            { "amsgrad", "bowl", 1, 10_000, false, 1e-8 },
            { "adamw", "bowl", 1e-1, 5_000, true, 1e-8 },
            { "implicit-sgd", "bowl", 10, 20_000, true, 1e-3 },
            { "sgd", "valley", 1e-3, 60_000, false, 1e-8 },
            { "heavy-ball", "valley", 1e-3, 10_000, false, 1e-8 },
            { "nesterov", "valley", 1e-3, 10_000, false, 1e-8 },
            { "rmsprop", "valley", 1e-3, 30_000, true, 1e-2 },
            { "rmsprop-momentum", "valley", 1e-3, 30_000, true, 1e-2 },
            { "rmsprop-centered", "valley", 1e-3, 30_000, true, 1e-2 },
            { "adam", "valley", 1e-2, 10_000, true, 1e-6 },
            { "amsgrad", "valley", 1e-1, 20_000, false, 1e-6 },
            { "adamw", "valley", 1e-2, 10_000, true, 1e-6 },
            { "implicit-sgd", "valley", 10, 30_000, true, 1e-2 },
            { "sgd", "muller-brown", 2e-4, 2_000, false, 1e-10 },
            { "heavy-ball", "muller-brown", 2e-4, 500, false, 1e-8 },
            { "nesterov", "muller-brown", 1e-4, 500, false, 1e-8 },
            { "rmsprop", "muller-brown", 1e-2, 2_000, true, 1e-6 },
            { "rmsprop-momentum", "muller-brown", 1e-3, 2_000, true, 1e-6 },
            { "rmsprop-centered", "muller-brown", 1e-2, 2_000, true, 1e-6 },
            { "adam", "muller-brown", 1e-2, 2_000, true, 1e-8 },
            { "amsgrad", "muller-brown", 1e-2, 2_000, true, 1e-8 },
            { "adamw", "muller-brown", 1e-2, 2_000, true, 1e-8 },
            { "implicit-sgd", "muller-brown", 1, 2_000, true, 1e-3 },
        };

    [Theory]
    [MemberData(nameof(Matrix))]
    public void It_descends_to_the_minimum(
        string method,
        string objective,
        double rate,
        int steps,
        bool cosine,
        double tolerance
    )
    {
        var (landscape, start, minimum) = Landscape(objective);
        var options = new TrainingOptions(Method(method, rate), steps)
        {
            Schedule = cosine ? new CosineSchedule(steps) : new ConstantSchedule(),
            Records = StepPlan.Ends,
        };
        var trainer = new Trainer(options, landscape);
        var result = trainer.Run(trainer.Begin(start), WorkerTeam.Sequential);
        var distance = Math.Sqrt(result.Parameters.Zip(minimum, (x, m) => (x - m) * (x - m)).Sum());
        Assert.True(distance <= tolerance, $"{distance:e2} from the minimum");
        Assert.True(result.Final.Loss < result.History.Rows[0].Loss);
    }

    [Fact]
    public void The_minima_of_the_matrix_are_such()
    {
        foreach (var objective in new[] { "bowl", "valley", "muller-brown" })
        {
            var (landscape, _, minimum) = Landscape(objective);
            var gradient = new double[minimum.Length];
            landscape.Gradient(minimum, gradient, default, WorkerTeam.Sequential);
            Assert.True(Vectors.Norm(gradient) <= 1e-11);
        }
    }

    private static IMethod Method(string name, double rate) =>
        name switch
        {
            "sgd" => new Sgd(rate),
            "heavy-ball" => new Sgd(rate, 0.9),
            "nesterov" => new Sgd(rate, 0.9, Nesterov: true),
            "rmsprop" => new RmsProp(rate),
            "rmsprop-momentum" => new RmsProp(rate, Momentum: 0.9),
            "rmsprop-centered" => new RmsProp(rate, Centered: true),
            "adam" => new Adam(rate),
            "amsgrad" => new Adam(rate, AmsGrad: true),
            "adamw" => new AdamW(rate, Decay: 0),
            "implicit-sgd" => new ImplicitSgd(rate, 200, 1e-2),
            _ => throw new ArgumentException($"no method {name}", nameof(name)),
        };

    private static (AnalyticObjective Objective, double[] Start, double[] Minimum) Landscape(string name) =>
        name switch
        {
            // Eigenvalues 1 to 1000 along random axes: stiff, and no axis is a coordinate.
            "bowl" => (
                Quadratic.Create([1, 3, 10, 30, 100, 300, 1000], 3, [1, -1, 0.5, 2, 0, 1, -2]),
                new double[7],
                [1, -1, 0.5, 2, 0, 1, -2]
            ),
            // [Rosenbrock1960]: the classical start.
            "valley" => (new Rosenbrock(), [-1.2, 1], [1, 1]),
            // [Muller1979]: the deepest minimum from a point above it.
            "muller-brown" => (ExponentialSum.MullerBrown(), [-0.8, 1.1], [-0.55822363463302428, 1.4417258418046687]),
            _ => throw new ArgumentException($"no landscape {name}", nameof(name)),
        };
}
