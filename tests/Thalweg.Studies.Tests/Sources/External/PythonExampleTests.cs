using Thalweg.Landscapes.Roughness;
using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Studies.Sources.External;

namespace Thalweg.Studies.Tests.Sources.External;

/// <summary>The Python module and the numpy example: another program, written apart, computes the same.</summary>
public sealed class PythonExampleTests
{
    private const string Script = """
        from thalweg_loss import serve
        print("this goes to standard error")

        def pairs(x):
            return [(x[i], x[i + 1]) for i in range(len(x) - 1)]

        def terms(x):
            return [sum(100 * (b - a * a) * (b - a * a) for a, b in pairs(x)), sum((1 - a) * (1 - a) for a, b in pairs(x))]

        def gradient(x):
            g = [0.0] * len(x)
            for i, (a, b) in enumerate(pairs(x)):
                g[i] += -400 * a * (b - a * a) - 2 * (1 - a)
                g[i + 1] += 200 * (b - a * a)
            return g

        def product(x, v):
            p = [0.0] * len(x)
            for i, (a, b) in enumerate(pairs(x)):
                p[i] += (1200 * a * a - 400 * b + 2) * v[i] - 400 * a * v[i + 1]
                p[i + 1] += -400 * a * v[i] + 200 * v[i + 1]
            return p

        def residuals(x):
            print("so does this")
            return [10 * (b - a * a) for a, b in pairs(x)] + [1 - a for a, b in pairs(x)]

        def jacobian(x):
            n = len(x) - 1
            rows = [[0.0] * len(x) for _ in range(2 * n)]
            for i in range(n):
                rows[i][i], rows[i][i + 1], rows[n + i][i] = -20 * x[i], 10.0, -1.0
            return rows

        def start(seed):
            if seed == 13:
                raise ValueError("no luck")
            return [seed % 1000, 0.5, -1, 2]

        serve("rosenbrock", 4, terms, gradient=gradient, product=product, residuals=residuals, residual_count=6,
              jacobian=jacobian, start=start, terms=["valley", "slope"], metrics=["first", "last"],
              measure=lambda x: [x[0], x[3]], tensors=[("w", (1, 4), "weight")], lower_bound=0)
        """;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_module_serves_every_capability(bool withoutNumpy)
    {
        var script = withoutNumpy ? "import sys; sys.modules['numpy'] = None\n" + Script : Script;
        using var program = new ExternalProgram(PythonPrograms.Plain("-c", script));
        var objective = program.Objective(Token);
        var own = new Rosenbrock(4);
        Assert.Equal(
            new ParameterTensor("w", ParameterRole.Weight, 0, 1, 4, 0),
            Assert.Single(objective.Layout.Tensors)
        );
        Assert.Equal(own.TermNames, objective.TermNames);
        var points = new double[40 * 4];
        new RandomStream(5, "points").FillGaussian(points);
        var team = WorkerTeam.Sequential;

        var (losses, terms, metrics) = (new double[40], new double[80], new double[80]);
        objective.Values(points, losses, terms, metrics, team);
        var (ownLosses, ownTerms) = (new double[40], new double[80]);
        own.Values(points, ownLosses, ownTerms, default, team);
        AssertNear(ownLosses, losses);
        AssertNear(ownTerms, terms);
        Assert.Equal(points.Chunk(4).SelectMany(x => new[] { x[0], x[3] }), metrics);

        var point = points.AsMemory(0, 4);
        var (gradient, ownGradient) = (new double[4], new double[4]);
        Assert.Equal(losses[0], objective.Gradient(point, gradient, terms.AsMemory(0, 2), team));
        own.Gradient(point, ownGradient, default, team);
        AssertNear(ownGradient, gradient);

        var (products, ownProducts) = (new double[points.Length], new double[points.Length]);
        objective.As<ILinearizable>()!.LinearizeAt(point, team).Apply(points, products, team);
        own.LinearizeAt(point, team).Apply(points, ownProducts, team);
        AssertNear(ownProducts, products);

        var squares = objective.As<IResiduals>()!;
        var (vector, ownVector) = (new double[6], new double[6]);
        squares.Residuals(point, vector, team);
        own.Residuals(point, ownVector, team);
        AssertNear(ownVector, vector);
        var (rows, ownRows) = (new double[12], new double[12]);
        foreach (var at in new[] { point, points.AsMemory(4, 4) })
        {
            squares.Rows(at, 2, 3, rows, team);
            own.Rows(at, 2, 3, ownRows, team);
            AssertNear(ownRows, rows);
        }

        Assert.Equal([ulong.MaxValue % 1000, 0.5, -1, 2], program.Start(ulong.MaxValue, Token)!);
        var fault = Assert.Throws<ExternalProcessException>(() => program.Start(13, Token));
        Assert.Contains("answered a start with an error: ValueError: no luck", fault.Message, StringComparison.Ordinal);
        Assert.StartsWith(
            "this goes to standard error\nso does this\nTraceback",
            fault.StandardError,
            StringComparison.Ordinal
        );
        // It was an answer, not an end.
        Assert.Equal(7, program.Start(7, Token)![0]);
    }

    [Fact]
    public void A_fault_of_the_script_is_told_with_its_traceback()
    {
        using var program = new ExternalProgram(PythonPrograms.Plain("-c", "import thalweg_loss, no_such_module"));
        var fault = Assert.Throws<ExternalProcessException>(() => program.Describe(Token));
        Assert.Equal(ExternalFault.Ended, fault.Fault);
        Assert.Equal(1, fault.ExitCode);
        Assert.EndsWith(
            "ModuleNotFoundError: No module named 'no_such_module'",
            fault.Message,
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void The_numpy_network_is_the_network_of_this_library()
    {
        var problem = PoissonProblem.Sine(1);
        var own = new PdeObjective(
            problem,
            Network.Residual(1, 1, width: 4, blocks: 1, Activation.Swish),
            TrialFunction.Hard(problem),
            new Formulation(FormulationKind.Ritz),
            new SimpsonRule(200)
        );
        using var program = new ExternalProgram(PythonPrograms.WithNumpy("numpy_loss.py") with { Processes = 2 });
        var objective = program.Objective(Token);
        Assert.Equal(own.Layout.Tensors, objective.Layout.Tensors);
        Assert.Equal(own.LowerBound!.Value, objective.LowerBound!.Value, 12);

        var start = program.Start(1, Token)!;
        var (gradient, ownGradient) = (new double[start.Length], new double[start.Length]);
        var loss = objective.Gradient(start, gradient, default, WorkerTeam.Sequential);
        var ownLoss = own.Gradient(start, ownGradient, default, WorkerTeam.Sequential);
        Assert.Equal(ownLoss, loss, 1e-12);
        Assert.All(ownGradient.Zip(gradient), pair => Assert.Equal(pair.First, pair.Second, 1e-12));
        var (losses, errors) = (new double[1], new double[1]);
        objective.Values(start, losses, default, errors, WorkerTeam.Sequential);
        Assert.Equal(loss, losses[0]);

        var options = new RoughnessOptions
        {
            Directions = 20,
            Intervals = 50,
            Radius = 0.5,
            Seed = 1,
        };
        var roughness = RoughnessIndex.Measure(objective, start, options, WorkerTeam.Sequential).Summary;
        var ownRoughness = RoughnessIndex.Measure(own, start, options, WorkerTeam.Sequential).Summary;
        Assert.Equal(ownRoughness.Roughness, roughness.Roughness, 1e-9);
        Assert.Equal(ownRoughness.MeanTotalVariation, roughness.MeanTotalVariation, 1e-9);
        Assert.True(roughness.Roughness > 1e-3, $"{roughness.Roughness}");
    }

    private static void AssertNear(double[] expected, double[] actual) =>
        Assert.All(
            expected.Zip(actual),
            pair => Assert.Equal(pair.First, pair.Second, 1e-13 * Math.Max(1, Math.Abs(pair.First)))
        );
}
