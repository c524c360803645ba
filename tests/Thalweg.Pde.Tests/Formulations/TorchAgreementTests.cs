using System.Text.Json;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Formulations;

public sealed class TorchAgreementTests
{
    private static readonly IReadOnlyList<JsonElement> Losses = TorchCases.Read("cases.json");
    private static readonly IReadOnlyList<JsonElement> Jets = TorchCases.Read("jets.json");

    public static TheoryData<int, Precision> LossCases { get; } =
        new MatrixTheoryData<int, Precision>(Enumerable.Range(0, Losses.Count), Variants.Precisions);

    public static TheoryData<int, Precision> JetCases { get; } =
        new MatrixTheoryData<int, Precision>(Enumerable.Range(0, Jets.Count), Variants.Precisions);

    [Theory]
    [MemberData(nameof(LossCases))]
    public void Loss_terms_and_gradient_equal_those_of_PyTorch(int index, Precision precision)
    {
        var fixture = Losses[index];
        var parameters = TorchCases.Numbers(fixture, "parameters");
        var names = ObjectiveOf(fixture).TermNames;
        var numbers = Variants.Evaluate(
            precision,
            arithmetic =>
            {
                var objective = ObjectiveOf(fixture, arithmetic);
                Assert.Equal(parameters.Length, objective.ParameterCount);
                return Variants.LossTermsAndGradient(objective, parameters);
            }
        );
        var loss = numbers[0];
        var terms = numbers[1..(1 + names.Count)];
        var gradient = numbers[(1 + names.Count)..];

        var name = TorchCases.Text(fixture, "name");
        var expected = fixture.GetProperty("loss").GetDouble();
        var relative = Variants.Tolerance(precision, TorchCases.Text(fixture, "formulation") == "ritz" ? 1e-13 : 1e-11);
        // Ritz losses are differences of larger terms: absolute on the scale of the loss's own size or one.
        var scale = Math.Max(TorchCases.Text(fixture, "formulation") == "ritz" ? 1.0 : 0.0, Math.Abs(expected));
        Assert.True(Math.Abs(loss - expected) <= relative * scale, $"{name}: loss {loss:R}, expected {expected:R}");
        for (var t = 0; t < terms.Length; t++)
        {
            var term = fixture.GetProperty("terms").GetProperty(names[t]).GetDouble();
            Assert.True(
                Math.Abs(terms[t] - term) <= relative * Math.Max(scale, Math.Abs(term)),
                $"{name}: term {names[t]} {terms[t]:R}, expected {term:R}"
            );
        }
        var reference = TorchCases.Numbers(fixture, "gradient");
        var tolerance = Variants.Tolerance(precision, 1e-12) * Math.Max(1.0, reference.Max(Math.Abs));
        for (var i = 0; i < reference.Length; i++)
        {
            Assert.True(
                Math.Abs(gradient[i] - reference[i]) <= tolerance,
                $"{name}: gradient[{i}] {gradient[i]:R}, expected {reference[i]:R}"
            );
        }
    }

    [Theory]
    [MemberData(nameof(JetCases))]
    public void Values_gradients_and_second_derivatives_equal_those_of_PyTorch(int index, Precision precision)
    {
        var fixture = Jets[index];
        var network = TorchCases.NetworkOf(fixture);
        var (d, outputs) = (network.Inputs, network.Outputs);
        var rows = TorchCases.Numbers(fixture, "points");
        var count = rows.Length / d;
        var points = TorchCases.Points(rows, new double[count], d);
        var parameters = TorchCases.Numbers(fixture, "parameters");

        var values = Evaluate(o => [Calculus.U(o)]);
        AssertClose("values", (i, o) => values[o][i], (i, o) => i * outputs + o, 1);
        var gradients = Evaluate(o => [.. Enumerable.Range(0, d).Select(k => Calculus.D(Calculus.U(o), k))]);
        AssertClose("gradients", (i, ok) => gradients[ok / d][ok % d * count + i], (i, ok) => i * outputs * d + ok, d);
        var seconds = Evaluate(o => [.. Enumerable.Range(0, d).Select(k => Calculus.D2(Calculus.U(o), k))]);
        AssertClose(
            "secondDerivatives",
            (i, ok) => seconds[ok / d][ok % d * count + i],
            (i, ok) => i * outputs * d + ok,
            d
        );
        var collapsed = Evaluate(o => [Calculus.Laplacian(Calculus.U(o))]);
        AssertClose("laplacians", (i, o) => collapsed[o][i], (i, o) => i * outputs + o, 1);

        double[][] Evaluate(Func<int, Expression[]> expressions) =>
            [
                .. Enumerable
                    .Range(0, outputs)
                    .Select(o =>
                        Variants.Evaluate(
                            precision,
                            arithmetic =>
                                new FieldEvaluator(
                                    network,
                                    TrialFunction.None,
                                    expressions(o),
                                    points,
                                    arithmetic
                                ).Evaluate(parameters, WorkerTeam.Sequential)
                        )
                    ),
            ];

        void AssertClose(string key, Func<int, int, double> got, Func<int, int, int> at, int each)
        {
            var expected = TorchCases.Numbers(fixture, key);
            var tolerance = Variants.Tolerance(precision, 1e-12) * Math.Max(1.0, expected.Max(Math.Abs));
            for (var i = 0; i < count; i++)
            {
                for (var o = 0; o < outputs * each; o++)
                {
                    var (a, b) = (got(i, o), expected[at(i, o)]);
                    Assert.True(
                        Math.Abs(a - b) <= tolerance,
                        $"{TorchCases.Text(fixture, "name")}: {key} at point {i}: {a:R}, expected {b:R}"
                    );
                }
            }
        }
    }

    internal static PdeObjective ObjectiveOf(JsonElement fixture, Arithmetic arithmetic = default)
    {
        var network = TorchCases.NetworkOf(fixture);
        var d = network.Inputs;
        var problem = TorchCases.Text(fixture, "problem") switch
        {
            "cubic" => CubicProblem.Create(),
            "burgers" => BurgersProblem.Create(),
            "heat" => HeatProblem.Create(d - 1),
            _ => PoissonProblem.Sine(d),
        };
        var trial = TorchCases.Text(fixture, "trial") == "hard" ? TrialFunction.Hard(problem) : TrialFunction.None;
        var penalty = fixture.GetProperty("penalty").GetDouble();
        var kind = TorchCases.Text(fixture, "formulation") switch
        {
            "ritz" => FormulationKind.Ritz,
            "galerkin" => FormulationKind.Galerkin,
            _ => FormulationKind.Supervised,
        };
        var interior = TorchCases.Points(
            TorchCases.Numbers(fixture, "nodes"),
            TorchCases.Numbers(fixture, "weights"),
            d
        );
        PointSet PointsOf(string part) =>
            TorchCases.Points(
                TorchCases.Numbers(fixture, $"{part}Nodes"),
                TorchCases.Numbers(fixture, $"{part}Weights"),
                d
            );
        return new PdeObjective(
            problem,
            network,
            trial,
            new Formulation(kind, penalty > 0 ? penalty : null),
            new GivenPoints(
                interior,
                PointsOf("boundary"),
                fixture.TryGetProperty("initialNodes", out _) ? PointsOf("initial") : null
            ),
            arithmetic
        );
    }
}
