using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Evaluation;
using Thalweg.Landscapes.Roughness;
using Thalweg.Landscapes.Slices;
using Thalweg.Networks;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Cli.Tests.Acceptance;

/// <summary>
/// The model u = x(x − 1)(θ₁x + θ₀) of −u″ = π² sin πx has quadratic losses in closed form: with (a, b) = (θ₁, θ₀),
/// Ritz a²/15 + ab/6 + b²/6 + (2a + 4b)/π and Galerkin 4a² + 4ab + 4b² + 4πa + 8πb + π⁴/2.
/// </summary>
public sealed class TwoParameterModelTests
{
    private static readonly double[] Centre = [0.3, -3.7];

    public static TheoryData<FormulationKind> Kinds { get; } = [FormulationKind.Ritz, FormulationKind.Galerkin];

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Loss_and_gradient(FormulationKind kind)
    {
        var gradient = new double[2];
        var loss = Objective(kind).Gradient(Centre, gradient, default, WorkerTeam.Sequential);
        var (a, b) = (Centre[0], Centre[1]);
        Assert.Equal(Formula(kind, a, b), loss, 1e-12 * Math.Abs(loss));
        var (ga, gb) =
            kind == FormulationKind.Ritz
                ? (2 * a / 15 + b / 6 + 2 / Math.PI, a / 6 + b / 3 + 4 / Math.PI)
                : (8 * a + 4 * b + 4 * Math.PI, 4 * a + 8 * b + 8 * Math.PI);
        Assert.Equal(ga, gradient[0], 1e-12);
        Assert.Equal(gb, gradient[1], 1e-12);
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Surface(FormulationKind kind)
    {
        double[] first = [1.0, 0.5];
        double[] second = [-0.2, 2.0];
        var result = Slice.Surface(
            [new LabelledObjective("loss", Objective(kind))],
            Centre,
            first,
            second,
            new Axis(-1.0, 1.0, 7),
            new Axis(-2.0, 1.0, 4),
            WorkerTeam.Sequential
        );
        var losses = result.Objectives[0].Losses;
        for (var i = 0; i < 7; i++)
        {
            for (var j = 0; j < 4; j++)
            {
                var (s, t) = (-1.0 + i / 3.0, -2.0 + j);
                var expected = Formula(
                    kind,
                    Centre[0] + s * first[0] + t * second[0],
                    Centre[1] + s * first[1] + t * second[1]
                );
                Assert.Equal(expected, losses[i * 4 + j], 1e-11 * Math.Max(1.0, Math.Abs(expected)));
            }
        }
    }

    [Theory]
    [MemberData(nameof(Kinds))]
    public void Roughness(FormulationKind kind)
    {
        const int count = 20;
        const int intervals = 10;
        const double radius = 0.5;
        var set = DirectionSet.Random(count, 2, seed: 4);
        var result = RoughnessIndex.Measure(
            Objective(kind),
            Centre,
            new RoughnessOptions
            {
                Directions = count,
                Intervals = intervals,
                Radius = radius,
                Rule = new DirectionRule(Normalization.None, BiasRule.Keep),
            },
            WorkerTeam.Sequential,
            set
        );
        var variations = new double[count];
        var direction = new double[2];
        for (var k = 0; k < count; k++)
        {
            set.Write(k, direction);
            var losses = Enumerable
                .Range(0, intervals + 1)
                .Select(i => radius * (2 * i - intervals) / intervals)
                .Select(t => Formula(kind, Centre[0] + t * direction[0], Centre[1] + t * direction[1]))
                .ToArray();
            var sum = losses.Zip(losses.Skip(1), (x, y) => Math.Abs(y - x)).Sum();
            variations[k] = sum / (2 * radius * (losses.Max() - losses.Min()));
            Assert.Equal(variations[k], result.TotalVariations[k]!.Value, 1e-9);
        }
        var mean = variations.Average();
        var deviation = Math.Sqrt(variations.Sum(v => (v - mean) * (v - mean)) / (count - 1));
        Assert.Equal(deviation / mean, result.Summary.Roughness, 1e-9);
    }

    private static double Formula(FormulationKind kind, double a, double b) =>
        kind == FormulationKind.Ritz
            ? a * a / 15 + a * b / 6 + b * b / 6 + (2 * a + 4 * b) / Math.PI
            : 4 * (a * a + a * b + b * b) + 4 * Math.PI * a + 8 * Math.PI * b + Math.Pow(Math.PI, 4) / 2;

    private static PdeObjective Objective(FormulationKind kind)
    {
        var problem = PoissonProblem.Sine(1);
        return new PdeObjective(
            problem,
            Network.Linear(1, 1),
            TrialFunction.Hard(problem, negative: true),
            new Formulation(kind),
            new GaussRule(24)
        );
    }
}
