using System.Text.Json;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using static Thalweg.Pde.Equations.Calculus;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>Losses, gradients and Hessians with mixed and higher derivatives and several unknowns against PyTorch (Fixtures/higher.py), for every
/// activation that has them.</summary>
public sealed class TorchHigherTests
{
    private static readonly JetEntry U0 = U();
    private static readonly JetEntry U1 = U(1);
    private static readonly JetEntry U2 = U(2);

    private static readonly IReadOnlyList<JsonElement> Fixtures = TorchCases.Read("higher.json");

    private static readonly Dictionary<string, Expression> Residuals = new()
    {
        ["mixed"] = D(U0, 0, 1) * U0 - 1.0,
        ["form"] = D2(U0, 0) + 0.8 * D(U0, 0, 1) + 2.0 * D2(U0, 1) + U0.Power(2),
        ["monge-ampere"] = D2(U0, 0) * D2(U0, 1) - D(U0, 0, 1).Power(2) - 0.3,
        ["korteweg-de vries"] = D(U0, 1) + 6.0 * U0 * D(U0, 0) + 0.1 * D(U0, 0, 0, 0),
        ["kuramoto-sivashinsky"] = D(U0, 1) + U0 * D(U0, 0) + 0.3 * D2(U0, 0) + 0.1 * D(U0, 0, 0, 0, 0),
        ["beam"] = D(U0, 0, 0, 0, 0) - U0,
        ["plate"] = D(U0, 0, 0, 0, 0) + 2.0 * D(U0, 0, 0, 1, 1) + D(U0, 1, 1, 1, 1) - X(0),
        ["elasticity"] = 3.0 * D2(U0, 0) + D2(U0, 1) + 2.0 * D(U1, 0, 1) + U0 * U1,
        ["three unknowns"] = U0 * D(U2, 0) + D2(U1, 0) - 0.4 * D(U2, 0, 0, 0) + D(U0, 1) * U2,
    };

    public static TheoryData<int> All { get; } = [.. Enumerable.Range(0, Fixtures.Count)];

    [Theory]
    [MemberData(nameof(All))]
    public void Loss_and_gradient_equal_those_of_PyTorch(int index)
    {
        var fixture = Fixtures[index];
        var (objective, parameters) = Case(index, default);
        var numbers = Variants.LossTermsAndGradient(objective, parameters);
        var expected = TorchCases.Numbers(fixture, "gradient");
        var loss = fixture.GetProperty("loss").GetDouble();
        var before = 1 + objective.TermNames.Count;
        Assert.Equal(loss, numbers[0], 1e-11 * loss);
        var tolerance = 1e-11 * Math.Max(1.0, expected.Max(Math.Abs));
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], numbers[before + i], tolerance);
        }
        var (single, _) = Case(index, new Arithmetic(Precision.Single));
        double[] rounded = [.. parameters.Select(p => (double)(float)p)];
        var exact = Variants.LossTermsAndGradient(objective, rounded);
        var coarse = Variants.LossTermsAndGradient(single, rounded);
        Assert.Equal(exact[0], coarse[0], 1e-4 * exact[0]);
        var scale = exact.Skip(before).Max(Math.Abs);
        Assert.All(exact.Zip(coarse).Skip(before), pair => Assert.Equal(pair.First, pair.Second, 1e-4 * scale));
    }

    [Theory]
    [MemberData(nameof(All))]
    public void Hessians_equal_those_of_PyTorch(int index)
    {
        var (objective, parameters) = Case(index, default);
        var size = parameters.Length;
        var (units, products) = (new double[size * size], new double[size * size]);
        for (var i = 0; i < size; i++)
        {
            units[(i * size) + i] = 1.0;
        }
        objective.LinearizeAt(parameters, WorkerTeam.Sequential).Apply(units, products, WorkerTeam.Sequential);
        var largest = Fixtures[index].GetProperty("largest").GetDouble();
        var lower = TorchCases.Numbers(Fixtures[index], "hessian");
        for (var (i, next) = (0, 0); i < size; i++)
        {
            for (var j = 0; j <= i; j++, next++)
            {
                Assert.Equal(largest * lower[next], products[(i * size) + j], 1e-10 * largest);
                Assert.Equal(largest * lower[next], products[(j * size) + i], 1e-10 * largest);
            }
        }
    }

    [Fact]
    public void The_fixtures_have_every_equation_smooth_activation_trial_and_kind_of_network()
    {
        foreach (
            var (key, count) in new[] { ("equation", Residuals.Count), ("activation", 6), ("trial", 2), ("kind", 2) }
        )
        {
            Assert.Equal(count, Fixtures.Select(f => TorchCases.Text(f, key)).Distinct().Count());
        }
    }

    private static (PdeObjective Objective, double[] Parameters) Case(int index, Arithmetic arithmetic)
    {
        var fixture = Fixtures[index];
        var network = TorchCases.NetworkOf(fixture);
        var isHard = TorchCases.Text(fixture, "trial") == "hard";
        var problem = PoissonProblem.Sine(network.Inputs) with
        {
            Residuals = [Residuals[TorchCases.Text(fixture, "equation")]],
            Exact = [],
            ExactGradient = [],
            Outputs = network.Outputs,
        };
        var points = TorchCases.Points(
            TorchCases.Numbers(fixture, "nodes"),
            TorchCases.Numbers(fixture, "weights"),
            network.Inputs
        );
        // A boundary term of no weight: the fixtures are interior terms alone.
        var boundary = new PointSet(network.Inputs, new double[network.Inputs], new double[1]);
        var objective = new PdeObjective(
            problem,
            network,
            isHard ? TrialFunction.Hard(problem) : TrialFunction.None,
            new Formulation(FormulationKind.Galerkin, isHard ? null : 1.0),
            new GivenPoints(points, boundary),
            arithmetic
        );
        return (objective, TorchCases.Numbers(fixture, "parameters"));
    }
}
