using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using static Thalweg.Pde.Equations.Calculus;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>Mixed derivatives, derivatives of third and fourth order, and several outputs: against power series, against differences of fourth order,
/// and to the bit over registers and threads.</summary>
public sealed class HigherStreamTests
{
    private static readonly JetEntry U0 = U();
    private static readonly JetEntry U1 = U(1);
    private static readonly JetEntry U2 = U(2);

    /// <summary>Residual, dimensions, outputs, streams.</summary>
    private static readonly Dictionary<
        string,
        (Expression Residual, int Dimension, int Outputs, int Streams)
    > Equations = new()
    {
        ["mixed"] = (D(U0, 0, 1) * U0 - 1.0, 2, 1, 4),
        ["mixed with first"] = (D(U0, 1, 0) + U0 * D(U0, 0) - D(U0, 1) * X(0), 2, 1, 4),
        ["elliptic form"] = (D2(U0, 0) + 0.8 * D(U0, 0, 1) + 2.0 * D2(U0, 1) + U0.Power(2), 2, 1, 4),
        ["hessian"] = (D2(U0, 0) * D2(U0, 1) - D(U0, 0, 1).Power(2) - 0.3, 2, 1, 7),
        ["form in space"] = (
            D2(U0, 0) + D(U0, 0, 1) - 0.5 * D(U0, 1, 2) + 2.0 * D2(U0, 1) + D2(U0, 2) - D(U0, 2),
            3,
            1,
            5
        ),
        ["korteweg-de vries"] = (D(U0, 1) + 6.0 * U0 * D(U0, 0) + 0.1 * D(U0, 0, 0, 0), 2, 1, 4),
        ["kuramoto-sivashinsky"] = (D(U0, 1) + U0 * D(U0, 0) + 0.3 * D2(U0, 0) + 0.1 * D(U0, 0, 0, 0, 0), 2, 1, 5),
        ["beam"] = (D(U0, 0, 0, 0, 0) - U0, 1, 1, 5),
        ["beam in time"] = (D2(U0, 1) + 0.2 * D(U0, 0, 0, 0, 0), 2, 1, 6),
        ["plate"] = (D(U0, 0, 0, 0, 0) + 2.0 * D(U0, 0, 0, 1, 1) + D(U0, 1, 1, 1, 1) - X(0), 2, 1, 11),
        ["third, mixed"] = (D(U0, 0, 0, 1) * U0 + D(U0, 0, 1, 1), 2, 1, 8),
        ["fourth, mixed"] = (0.2 * D(U0, 0, 0, 0, 1) - U0 * D(U0, 1, 1, 0, 1), 2, 1, 12),
        ["vorticity"] = (
            D(U0, 1) * (D(U0, 0, 0, 0) + D(U0, 0, 1, 1))
                - D(U0, 0) * (D(U0, 0, 0, 1) + D(U0, 1, 1, 1))
                - 0.1 * (D(U0, 0, 0, 0, 0) + 2.0 * D(U0, 0, 0, 1, 1) + D(U0, 1, 1, 1, 1)),
            2,
            1,
            11
        ),
        ["third in space"] = (D(U0, 0, 1, 2) + U0 * D(U0, 2) - D2(U0, 1), 3, 1, 9),
        ["fourth in space"] = (0.3 * D(U0, 0, 0, 1, 2) + D(U0, 0, 1) * U0, 3, 1, 17),
        ["fourth in four coordinates"] = (D(U0, 0, 1, 2, 3) + U0, 4, 1, 21),
        ["elasticity, first row"] = (3.0 * D2(U0, 0) + D2(U0, 1) + 2.0 * D(U1, 0, 1) + U0 * U1, 2, 2, 6),
        ["two outputs"] = (D(U0, 0) * D(U1, 1) - D(U1, 0) * U0 + D2(U1, 1) - D2(U0, 0) * U1, 2, 2, 5),
        ["three outputs"] = (U0 * D(U2, 0) + D2(U1, 0) - 0.4 * D(U2, 0, 0, 0) + D(U0, 1) * U2, 2, 3, 5),
        ["three outputs of first order"] = (D(U0, 0) + D(U1, 1) - U2 * D(U2, 0) + 0.3, 2, 3, 3),
    };

    public static TheoryData<string> Names { get; } = [.. Equations.Keys];

    public static TheoryData<string, Precision> PreciseNames { get; } =
        new MatrixTheoryData<string, Precision>(Equations.Keys, Variants.Precisions);

    public static TheoryData<string, bool, Precision> Cases { get; } =
        new MatrixTheoryData<string, bool, Precision>(Equations.Keys, [false, true], Variants.Precisions);

    [Theory]
    [MemberData(nameof(Cases))]
    public void Loss_and_gradient_agree_with_power_series(string name, bool residual, Precision precision)
    {
        var numbers = Variants.Evaluate(
            precision,
            arithmetic =>
            {
                var (objective, parameters) = Setup(name, residual, arithmetic);
                return Variants.LossTermsAndGradient(objective, parameters);
            }
        );
        var (objective, parameters) = Setup(name, residual);
        var step = Math.Max(1, parameters.Length / 10);
        var expected = TwinLoss(name, residual, objective, parameters, -1).Value;
        var tolerance = Variants.Tolerance(precision, 2e-13) * Math.Max(1.0, expected);
        Assert.Equal(expected, numbers[0], tolerance);
        for (var j = 0; j < parameters.Length; j += step)
        {
            var slope = TwinLoss(name, residual, objective, parameters, j).Slope;
            Assert.Equal(slope, numbers[2 + j], 10 * tolerance);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Gradient_is_the_slope_of_the_loss(string name)
    {
        var (objective, parameters) = Setup(name, residual: false);
        var gradient = new double[parameters.Length];
        objective.Gradient(parameters, gradient, default, WorkerTeam.Sequential);
        var scale = gradient.Max(Math.Abs);
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

            const double h = 1e-3;
            var slope = (8.0 * (At(h) - At(-h)) - (At(2 * h) - At(-2 * h))) / (12.0 * h);
            Assert.Equal(slope, gradient[j], 1e-7 * scale);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Products_with_the_hessian_are_slopes_of_the_gradient_and_symmetric(string name)
    {
        foreach (var residual in new[] { false, true })
        {
            var (objective, parameters) = Setup(name, residual);
            var hessian = Dense(objective, parameters, HessianPart.Whole);
            var size = parameters.Length;
            var largest = hessian.Max(Math.Abs);
            for (var j = 0; j < size; j++)
            {
                double[] At(double t)
                {
                    double[] moved = [.. parameters];
                    moved[j] += t;
                    var gradient = new double[size];
                    objective.Gradient(moved, gradient, default, WorkerTeam.Sequential);
                    return gradient;
                }

                const double h = 1e-3;
                var (up, down, farUp, farDown) = (At(h), At(-h), At(2 * h), At(-2 * h));
                for (var i = 0; i < size; i++)
                {
                    var slope = (8.0 * (up[i] - down[i]) - (farUp[i] - farDown[i])) / (12.0 * h);
                    Assert.Equal(slope, hessian[(j * size) + i], 1e-7 * largest);
                    Assert.Equal(hessian[(i * size) + j], hessian[(j * size) + i], 1e-12 * largest);
                }
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void The_parts_of_a_hessian_are_those_of_the_jacobian_and_sum_to_it(string name)
    {
        var (objective, parameters) = Setup(name, residual: false);
        var size = parameters.Length;
        var whole = Dense(objective, parameters, HessianPart.Whole);
        var gauss = Dense(objective, parameters, HessianPart.GaussNewton);
        var rest = Dense(objective, parameters, HessianPart.Remainder);
        var residuals = objective.As<IResiduals>()!;
        var rows = new double[residuals.RowCount * size];
        residuals.Rows(parameters, 0, residuals.RowCount, rows, WorkerTeam.Sequential);
        var largest = whole.Max(Math.Abs) + gauss.Max(Math.Abs);
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                var square = 0.0;
                for (var n = 0; n < residuals.RowCount; n++)
                {
                    square += 2.0 * rows[(n * size) + i] * rows[(n * size) + j];
                }
                Assert.Equal(square, gauss[(i * size) + j], 1e-12 * largest);
                Assert.Equal(whole[(i * size) + j], gauss[(i * size) + j] + rest[(i * size) + j], 1e-12 * largest);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rows_times_vectors_are_products_with_rows(string name)
    {
        var (objective, parameters) = Setup(name, residual: false);
        var size = parameters.Length;
        var residuals = objective.As<IResiduals>()!;
        var count = residuals.RowCount;
        var rows = new double[count * size];
        residuals.Rows(parameters, 0, count, rows, WorkerTeam.Sequential);
        double[] vector = [.. Enumerable.Range(0, size).Select(i => Math.Sin((2.1 * i) + 0.3))];
        double[] weights = [.. Enumerable.Range(0, count).Select(i => Math.Cos(1.7 * i))];
        var (forward, back) = (new double[count], new double[size]);
        residuals.Multiply(parameters, vector, forward, WorkerTeam.Sequential);
        residuals.MultiplyTransposed(parameters, weights, back, WorkerTeam.Sequential);
        var scale = rows.Max(Math.Abs);
        for (var n = 0; n < count; n++)
        {
            var sum = Enumerable.Range(0, size).Sum(i => rows[(n * size) + i] * vector[i]);
            Assert.Equal(sum, forward[n], 1e-13 * scale * size);
        }
        for (var i = 0; i < size; i++)
        {
            var sum = Enumerable.Range(0, count).Sum(n => rows[(n * size) + i] * weights[n]);
            Assert.Equal(sum, back[i], 1e-13 * scale * count);
        }
    }

    [Theory]
    [MemberData(nameof(PreciseNames))]
    public void The_bits_are_those_of_any_registers_and_threads(string name, Precision precision) =>
        Variants.Evaluate(
            precision,
            arithmetic =>
            {
                var (objective, parameters) = Setup(name, residual: false, arithmetic, points: 90);
                double[] direction = [.. Enumerable.Range(0, parameters.Length).Select(i => Math.Cos(2.3 * i))];
                var expected = All(WorkerTeam.Sequential);
                using var three = new WorkerTeam(3);
                Variants.SameBits(expected, All(three), "three threads");
                return expected;

                double[] All(WorkerTeam team)
                {
                    var (gradient, product) = (new double[parameters.Length], new double[parameters.Length]);
                    var loss = objective.Gradient(parameters, gradient, default, team);
                    var alone = new double[1];
                    objective.Values(parameters, alone, default, default, team);
                    Variants.SameBits([loss], alone, "with the gradient and alone");
                    objective.As<ILinearizable>()!.LinearizeAt(parameters, team).Apply(direction, product, team);
                    return [loss, .. gradient, .. product];
                }
            }
        );

    [Theory]
    [MemberData(nameof(Names))]
    public void Single_precision_products_agree_with_double(string name)
    {
        var (objective, parameters) = Setup(name, residual: false);
        var (single, _) = Setup(name, residual: false, new Arithmetic(Precision.Single));
        double[] rounded = [.. parameters.Select(p => (double)(float)p)];
        double[] direction = [.. rounded.Select((_, i) => (double)(float)Math.Cos(2.3 * i))];
        var expected = Product(objective);
        var got = Product(single);
        var scale = expected.Max(Math.Abs);
        Assert.All(expected.Zip(got), pair => Assert.Equal(pair.First, pair.Second, 2e-4 * scale));

        double[] Product(PdeObjective of)
        {
            var product = new double[rounded.Length];
            of.LinearizeAt(rounded, WorkerTeam.Sequential).Apply(direction, product, WorkerTeam.Sequential);
            return product;
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Streams_are_the_fewest_known(string name)
    {
        var (objective, _) = Setup(name, residual: false);
        Assert.Equal(Equations[name].Streams, objective.Plans[0].Plan.Streams.Count);
    }

    private static double[] Dense(PdeObjective objective, double[] parameters, HessianPart part)
    {
        var size = parameters.Length;
        var (units, products) = (new double[size * size], new double[size * size]);
        for (var i = 0; i < size; i++)
        {
            units[(i * size) + i] = 1.0;
        }
        var team = WorkerTeam.Sequential;
        var hessian = part switch
        {
            HessianPart.GaussNewton => objective.GaussNewtonAt(parameters, null, team),
            HessianPart.Remainder => objective.RemainderAt(parameters, null, team),
            _ => objective.LinearizeAt(parameters, team),
        };
        hessian.Apply(units, products, team);
        return products;
    }

    private static (PdeObjective Objective, double[] Parameters) Setup(
        string name,
        bool residual,
        Arithmetic arithmetic = default,
        int points = 11
    )
    {
        var (equation, d, outputs, _) = Equations[name];
        var network = residual
            ? Network.Residual(d, outputs, 4, 1, Activation.Tanh)
            : Network.Mlp(d, outputs, [5, 3], Activation.Tanh);
        double[] parameters =
        [
            .. Enumerable.Range(0, network.ParameterCount).Select(i => 0.7 * Math.Sin((1.3 * i) + 0.4)),
        ];
        var coordinates = new double[d * points];
        var weights = new double[points];
        for (var i = 0; i < points; i++)
        {
            for (var k = 0; k < d; k++)
            {
                coordinates[(k * points) + i] = (0.11 + (i * (0.371 + (0.127 * k)))) % 1.0;
            }
            weights[i] = (0.5 + (i % 3)) / points;
        }
        var problem = PoissonProblem.Sine(d) with
        {
            Residuals = [equation],
            Exact = [],
            ExactGradient = [],
            Outputs = outputs,
            Lifts = [d == 1 ? 0.3 * X(0).Power(4) : X(0).Power(3) * X(1) - 0.3 * X(1).Power(4) + 0.2],
        };
        var objective = new PdeObjective(
            problem,
            network,
            TrialFunction.Hard(problem),
            new Formulation(FormulationKind.Galerkin),
            new GivenPoints(new PointSet(d, coordinates, weights)),
            arithmetic
        );
        return (objective, parameters);
    }

    private static Dual TwinLoss(string name, bool residual, PdeObjective objective, double[] parameters, int j)
    {
        var (equation, d, outputs, _) = Equations[name];
        var twin = new SeriesTwin(d, residual ? [4] : [5, 3], outputs, residual, SeriesTwin.Tanh);
        var points = objective.Quadrature.Interior(objective.Problem.Domain);
        Dual loss = 0.0;
        for (var i = 0; i < points.Count; i++)
        {
            double[] x = [.. Enumerable.Range(0, d).Select(k => points.Axis(k)[i])];
            var coordinates = x.Select((at, k) => Series.Coordinate(d, k, at)).ToArray();
            var one = Series.Constant(d, 1.0);
            var factor = coordinates.Select(c => c * (one + (-1.0 * c))).Aggregate((a, b) => a * b);
            var lift =
                d == 1
                    ? 0.3 * Power(coordinates[0], 4)
                    : (Power(coordinates[0], 3) * coordinates[1])
                        + (-0.3 * Power(coordinates[1], 4))
                        + Series.Constant(d, 0.2);
            var u = twin.Evaluate(parameters, j, x).Select(n => (factor * n) + lift).ToArray();
            var value = Walk(equation, x, u);
            loss += (Dual)points.Weights[i] * value * value;
        }
        return loss;

        static Series Power(Series s, int n) => Enumerable.Repeat(s, n).Aggregate((a, b) => a * b);
    }

    private static Dual Walk(Expression e, double[] x, Series[] u) =>
        e switch
        {
            Constant c => c.Value,
            Coordinate c => x[c.Axis],
            JetEntry j => u[j.Output].Derivative(j.Axes.ToArray()),
            Sum s => Walk(s.Left, x, u) + Walk(s.Right, x, u),
            Product p => Walk(p.Left, x, u) * Walk(p.Right, x, u),
            IntegerPower p => Enumerable.Repeat(Walk(p.Operand, x, u), p.Exponent).Aggregate((a, b) => a * b),
            _ => throw new ArgumentException($"unexpected {e}", nameof(e)),
        };
}
