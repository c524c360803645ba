using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using static Thalweg.Pde.Equations.Calculus;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>Every stream set against a scalar twin and against finite differences.</summary>
public sealed class ScalarTwinTests
{
    private const int Dimension = 2;

    private static readonly string[] StreamSets = ["value", "gradient", "laplacian", "diagonal", "folded"];

    public static TheoryData<string, bool, bool> Cases { get; } =
        new MatrixTheoryData<string, bool, bool>(StreamSets, [false, true], [false, true]);

    public static TheoryData<string, bool, bool, Precision> PreciseCases { get; } =
        new MatrixTheoryData<string, bool, bool, Precision>(
            StreamSets,
            [false, true],
            [false, true],
            Variants.Precisions
        );

    [Theory]
    [MemberData(nameof(PreciseCases))]
    public void Loss_and_gradient_agree(string streams, bool residual, bool lifted, Precision precision)
    {
        var (_, twin, parameters, points) = Setup(streams, residual, lifted);
        var numbers = Variants.Evaluate(
            precision,
            arithmetic =>
                Variants.LossTermsAndGradient(Setup(streams, residual, lifted, arithmetic).Objective, parameters)
        );

        var expected = TwinLoss(streams, lifted, twin, parameters, -1, points).Value;
        // The losses run to a hundred: a sum of squares is its own scale.
        Assert.Equal(expected, numbers[0], Variants.Tolerance(precision, 1e-14) * Math.Max(1.0, expected));
        for (var j = 0; j < parameters.Length; j++)
        {
            var slope = TwinLoss(streams, lifted, twin, parameters, j, points).Slope;
            Assert.Equal(slope, numbers[2 + j], Variants.Tolerance(precision, 1e-14) * Math.Max(1.0, expected));
        }
    }

    [Theory]
    [MemberData(nameof(Cases))]
    public void Gradient_agrees_with_finite_differences(string streams, bool residual, bool lifted)
    {
        var (objective, _, parameters, _) = Setup(streams, residual, lifted);
        var gradient = new double[objective.ParameterCount];
        objective.Gradient(parameters, gradient, default, WorkerTeam.Sequential);
        const double h = 1e-3;
        for (var j = 0; j < parameters.Length; j++)
        {
            double At(double step)
            {
                var moved = (double[])parameters.Clone();
                moved[j] += step;
                var value = new double[1];
                objective.Values(moved, value, default, default, WorkerTeam.Sequential);
                return value[0];
            }

            var slope = (8.0 * (At(h) - At(-h)) - (At(2 * h) - At(-2 * h))) / (12.0 * h);
            Assert.Equal(slope, gradient[j], 1e-8);
        }
    }

    /// <summary>Fused layers, points in lanes, padded products: which kernels run hangs on the widths and the number of points.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    [InlineData(17)]
    public void Every_width_and_number_of_points_agrees(int count)
    {
        foreach (var width in (int[])[1, 2, 3, 4, 5, 6, 7, 8, 9, 15, 16, 17, 20, 24, 25, 31, 32, 33, 50])
        {
            foreach (var residual in new[] { false, true })
            {
                int[] widths = residual || width > 9 ? [width] : [width, 9 - (width % 9)];
                foreach (var precision in Variants.Precisions)
                {
                    var (_, twin, parameters, points) = Setup("folded", residual, false, default, widths, count);
                    var numbers = Variants.Evaluate(
                        precision,
                        arithmetic =>
                            Variants.LossTermsAndGradient(
                                Setup("folded", residual, false, arithmetic, widths, count).Objective,
                                parameters
                            )
                    );
                    var scale = Math.Max(1.0, TwinLoss("folded", false, twin, parameters, -1, points).Value);
                    var step = Math.Max(1, parameters.Length / 40);
                    for (var j = 0; j < parameters.Length; j += step)
                    {
                        var expected = TwinLoss("folded", false, twin, parameters, j, points);
                        var tolerance = Variants.Tolerance(precision, 1e-13) * scale;
                        Assert.Equal(expected.Value, numbers[0], tolerance);
                        Assert.Equal(expected.Slope, numbers[2 + j], tolerance);
                    }
                }
            }
        }
    }

    private static (PdeObjective Objective, ScalarTwin Twin, double[] Parameters, PointSet Points) Setup(
        string streams,
        bool residual,
        bool lifted,
        Arithmetic arithmetic = default,
        int[]? given = null,
        int count = 37
    )
    {
        var widths = given ?? (residual ? [5] : [5, 3]);
        var network = residual
            ? Network.Residual(Dimension, 1, widths[0], 1, Activation.Tanh)
            : Network.Mlp(Dimension, 1, widths, Activation.Tanh);
        var parameters = new double[network.ParameterCount];
        for (var i = 0; i < parameters.Length; i++)
        {
            parameters[i] = 0.7 * Math.Sin(1.3 * i + 0.4);
        }
        var coordinates = new double[Dimension * count];
        var weights = new double[count];
        for (var i = 0; i < count; i++)
        {
            coordinates[i] = (i + 0.5) / count;
            coordinates[count + i] = i * 0.37 % 1.0;
            weights[i] = 0.5 + i % 3;
        }
        var points = new PointSet(Dimension, coordinates, weights);
        var problem = PoissonProblem.Sine(Dimension) with
        {
            Residuals = [IntegrandOf(streams)],
            Lifts = [lifted ? X(0).Power(2) * X(1) - 0.3 * X(1).Power(2) + 0.2 : null],
        };
        var objective = new PdeObjective(
            problem,
            network,
            TrialFunction.Hard(problem),
            new Formulation(FormulationKind.Galerkin),
            new GivenPoints(points),
            arithmetic
        );
        return (objective, new ScalarTwin(Dimension, widths, 1, residual, TanhDerivatives), parameters, points);
    }

    // The square of each of these is the integrand; together they reach every stream set.
    private static Expression IntegrandOf(string streams)
    {
        var u = U();
        return streams switch
        {
            "value" => u + 0.3 * X(0),
            "gradient" => D(u, 0) * u + 2.0 * D(u, 1) - X(1),
            "laplacian" => Laplacian(u) + u * D(u, 0) - 1.0,
            "folded" => D(u, 1) - 0.4 * D2(u, 0) + u * D(u, 0),
            _ => D2(u, 0) - 3.0 * D2(u, 1) * u + D(u, 1),
        };
    }

    private static Dual TwinLoss(
        string streams,
        bool lifted,
        ScalarTwin twin,
        double[] parameters,
        int j,
        PointSet points
    )
    {
        Dual loss = 0.0;
        for (var i = 0; i < points.Count; i++)
        {
            double[] x = [points.Axis(0)[i], points.Axis(1)[i]];
            var along = new Taylor[Dimension];
            for (var k = 0; k < Dimension; k++)
            {
                var other = x[1 - k] * (1.0 - x[1 - k]);
                var factor = new Taylor(x[k] * (1.0 - x[k]) * other, (1.0 - 2.0 * x[k]) * other, -2.0 * other);
                along[k] = factor * twin.Evaluate(parameters, j, x, k);
                if (lifted)
                {
                    var value = x[0] * x[0] * x[1] - 0.3 * x[1] * x[1] + 0.2;
                    along[k] +=
                        k == 0
                            ? new Taylor(value, 2.0 * x[0] * x[1], 2.0 * x[1])
                            : new Taylor(value, x[0] * x[0] - 0.6 * x[1], -0.6);
                }
            }
            var u = along[0].Value;
            var residual = streams switch
            {
                "value" => u + (Dual)(0.3 * x[0]),
                "gradient" => along[0].First * u + (Dual)2.0 * along[1].First - (Dual)x[1],
                "laplacian" => along[0].Second + along[1].Second + u * along[0].First - (Dual)1.0,
                "folded" => along[1].First - (Dual)0.4 * along[0].Second + u * along[0].First,
                _ => along[0].Second - (Dual)3.0 * along[1].Second * u + along[1].First,
            };
            loss += (Dual)points.Weights[i] * residual * residual;
        }
        return loss;
    }

    private static double[] TanhDerivatives(double z)
    {
        var t = Math.Tanh(z);
        var c = 1.0 - t * t;
        return [t, c, -2.0 * t * c, c * (6.0 * t * t - 2.0)];
    }
}
