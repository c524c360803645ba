using Thalweg.Networks;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>u = x(x − 1)(ax + b) for −u″ = π² sin πx: a²/15 + ab/6 + b²/6 + (2a + 4b)/π by Ritz and
/// 4a² + 4ab + 4b² + 4πa + 8πb + π⁴/2 by Galerkin, with every variant of the engine.</summary>
public sealed class ClosedFormTests
{
    public static TheoryData<FormulationKind, Precision> Cases { get; } =
        new MatrixTheoryData<FormulationKind, Precision>(
            [FormulationKind.Ritz, FormulationKind.Galerkin],
            Variants.Precisions
        );

    [Theory]
    [MemberData(nameof(Cases))]
    public void Loss_and_gradient(FormulationKind kind, Precision precision)
    {
        const double a = 0.3;
        const double b = -3.7;
        var problem = PoissonProblem.Sine(1);
        var numbers = Variants.Evaluate(
            precision,
            arithmetic =>
                Variants.LossTermsAndGradient(
                    new PdeObjective(
                        problem,
                        Network.Linear(1, 1),
                        TrialFunction.Hard(problem, negative: true),
                        new Formulation(kind),
                        new GaussRule(24),
                        arithmetic
                    ),
                    [a, b]
                )
        );
        double[][] terms =
            kind == FormulationKind.Ritz
                ?
                [
                    [a * a / 15, a * b / 6, b * b / 6, 2 * a / Math.PI, 4 * b / Math.PI],
                    [2 * a / 15, b / 6, 2 / Math.PI],
                    [a / 6, b / 3, 4 / Math.PI],
                ]
                :
                [
                    [4 * a * a, 4 * a * b, 4 * b * b, 4 * Math.PI * a, 8 * Math.PI * b, Math.Pow(Math.PI, 4) / 2],
                    [8 * a, 4 * b, 4 * Math.PI],
                    [4 * a, 8 * b, 8 * Math.PI],
                ];
        Assert.Equal(numbers[0], numbers[1]);
        for (var i = 0; i < 3; i++)
        {
            var tolerance = Variants.Tolerance(precision, 1e-15) * (1.0 + terms[i].Sum(Math.Abs));
            Assert.Equal(terms[i].Sum(), numbers[i == 0 ? 0 : 1 + i], tolerance);
        }
    }
}
