using Thalweg.Networks;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using static Thalweg.Pde.Equations.Calculus;

namespace Thalweg.Pde.Tests.Equations;

public sealed class ExpressionTests
{
    private static readonly Expression[] Samples =
    [
        X(0) * X(1) + 2.5,
        1.0 - X(0) - X(1),
        (X(0) + 0.5).Power(5) / (X(1) + 1.0),
        Sin(3.0 * X(0)) * Cos(X(1)) - Exp(-X(0) * X(1)),
        Log(1.0 + X(0)) * Sqrt(0.1 + X(1)),
        Tanh(X(0) - X(1)) + Sinc(2.0 * X(0) + 0.3),
        Abs(X(0) - 2.0 * X(1) - 5.0) * X(0),
        -(X(0) / (2.0 - X(1))).Power(3) + Sin(X(0)) * Sin(X(0)),
    ];

    public static TheoryData<int> SampleIndices { get; } = [.. Enumerable.Range(0, Samples.Length)];

    [Theory]
    [MemberData(nameof(SampleIndices))]
    public void Compiled_values_equal_a_walk_of_the_tree(int index)
    {
        var points = Points();
        var values = Evaluate([Samples[index], Samples[index] * 2.0 + Samples[index]], points);
        for (var i = 0; i < points.Count; i++)
        {
            var expected = Walk(Samples[index], points.Axis(0)[i], points.Axis(1)[i]);
            Assert.Equal(expected, values[i], 1e-14);
            Assert.Equal(3.0 * expected, values[points.Count + i], 4e-14);
        }
    }

    [Theory]
    [MemberData(nameof(SampleIndices))]
    public void Symbolic_derivatives_equal_finite_differences(int index)
    {
        var points = Points();
        const double h = 1e-3;
        for (var axis = 0; axis < 2; axis++)
        {
            var slopes = Evaluate([Differentiation.AlongAxis(Samples[index], axis)], points);
            for (var i = 0; i < points.Count; i++)
            {
                double At(double step) =>
                    Walk(
                        Samples[index],
                        points.Axis(0)[i] + (axis == 0 ? step : 0.0),
                        points.Axis(1)[i] + (axis == 1 ? step : 0.0)
                    );
                var difference = (8.0 * (At(h) - At(-h)) - (At(2 * h) - At(-2 * h))) / (12.0 * h);
                Assert.Equal(difference, slopes[i], 1e-9);
            }
        }
    }

    [Fact]
    public void Every_problem_is_solved_by_its_exact_solution()
    {
        Problem[] problems =
        [
            .. Enumerable.Range(1, 10).Select(PoissonProblem.Sine),
            .. Enumerable.Range(1, 3).Select(PoissonProblem.Peak),
            CubicProblem.Create(),
            PoissonProblem.Ball(),
            .. Enumerable.Range(1, 9).Select(dimension => HeatProblem.Create(dimension)),
            HeatProblem.Create(2, diffusivity: 1.5),
        ];
        foreach (var problem in problems)
        {
            // Put u* in the place of u: the residual must vanish, and the given gradient must be that of u*.
            var d = problem.Dimension;
            var residual = Substitute(problem.Residuals[0], problem.Exact[0], d);
            var gradient = SumOver(
                d,
                k => (Differentiation.AlongAxis(problem.Exact[0], k) - problem.ExactGradient[k]).Power(2)
            );
            var values = Evaluate([residual, gradient], Points(d));
            Assert.All(values, value => Assert.Equal(0.0, value, 1e-10));
        }
    }

    [Fact]
    public void Equations_print_as_they_are_written()
    {
        var u = U();
        var f = 2.0 * Sin(X(0));
        Assert.Equal("-Laplacian(u) - 2*sin(x[0])", (-Laplacian(u) - f).ToString());
        Assert.Equal("-Laplacian(u) + u^3 - 2*sin(x[0])", (-Laplacian(u) + u.Power(3) - f).ToString());
        Assert.Equal("0.5*D(u, x[0])^2 - 2*sin(x[0])*u", (0.5 * D(u, 0).Power(2) - f * u).ToString());
        Assert.Equal("(1 + x[0])*(1 - x[0])", ((1.0 + X(0)) * (1.0 - X(0))).ToString());
        Assert.Equal("x[0] - (x[1] - 1)", (X(0) - (X(1) - 1.0)).ToString());
    }

    [Fact]
    public void Time_prints_as_t()
    {
        var u = U();
        var t = T(1);
        Assert.Equal(
            "D(u, t) + u*D(u, x[0]) - 0.1*D(u, x[0], x[0])",
            (D(u, t) + u * D(u, 0) - 0.1 * D2(u, 0)).ToString()
        );
        Assert.Equal("exp(-t)*sin(x[0])", (Exp(-t) * Sin(X(0))).ToString());
        Assert.Equal([D(u, 1).ToString(), D(u, X(1) as Coordinate ?? t).ToString()], ["D(u, x[1])", "D(u, x[1])"]);
        // One variable, however it is written.
        Assert.Single(Differentiation.Entries(D(u, t) + D(u, 1)));
    }

    [Fact]
    public void Derivatives_of_any_order_are_entries_whatever_the_order_of_their_axes()
    {
        var u = U();
        Assert.Equal("D(u, x[0], x[1])", D(u, 1, 0).ToString());
        Assert.Equal("D(u[1], x[0], x[0], x[2])", D(U(1), 0, 2, 0).ToString());
        Assert.Equal("D(u, x[0], x[0], t, t)", D(u, T(1), (Coordinate)X(0), T(1), (Coordinate)X(0)).ToString());
        Assert.Equal("D(u, t, t)", D(u, T(1), T(1)).ToString());
        Assert.Single(Differentiation.Entries(D(u, 0, 1) + D(u, 1, 0)));
        Assert.Equal(2, Differentiation.Entries(D(u, 0, 0, 1) + D(u, 0, 1, 1)).Count);
        // What was there before is the same variable.
        int[] one = [1];
        Assert.Single(Differentiation.Entries(D(u, 1) + D(u, one.AsSpan())));
        Assert.Single(Differentiation.Entries(D2(u, 0) + D(u, 0, 0)));
        Assert.Equal(JetKind.Second, ((JetEntry)D(u, 0, 0)).Kind);
        Assert.Equal(4, Differentiation.Order(u + D(u, 0, 1) * D(u, 1, 1, 0, 0)));
        Assert.Equal(
            "2*D(u, x[0], x[1])",
            Differentiation.ByEntry(D(u, 0, 1).Power(2), (JetEntry)D(u, 1, 0)).ToString()
        );
        int[] five = [0, 0, 0, 0, 0];
        Refused(() => D(u, five.AsSpan()), "got a derivative of order 5, expected at most 4");
        Refused(() => D(u, -1, 0), "got axis -1");
        Refused(() => D((JetEntry)D(u, 0), 0, 1), "expected the unknown itself");
        Refused(() => new JetEntry(0, JetKind.Higher), "write D(u, axes)");

        static void Refused(Func<object> create, string message) =>
            Assert.Contains(message, Assert.Throws<ArgumentException>(create).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_coordinate_function_is_evaluated_at_the_points_and_enters_expressions()
    {
        var points = Points();
        var calls = 0;
        var together = CoordinateFunction.Together(
            (x, values) =>
            {
                calls++;
                values[0] = x[0] + 10.0 * x[1];
                values[1] = -x[0];
                values[2] = x[0] - x[1];
            },
            "f",
            "g",
            "h"
        );
        var (f, h) = (together[0], together[2]);
        Assert.Equal("f(x)*x[0]", (f * X(0)).ToString());
        var values = Evaluate([f, (f * X(0)).Power(2) + U(), U() * f, h + 1.0], points);
        Assert.Equal(points.Count, calls);
        for (var i = 0; i < points.Count; i++)
        {
            var (x, y) = (points.Axis(0)[i], points.Axis(1)[i]);
            Assert.Equal(x + 10.0 * y, values[i]);
            Assert.Equal(Math.Pow((x + 10.0 * y) * x, 2), values[points.Count + i], 1e-13);
            Assert.Equal(0.0, values[2 * points.Count + i]);
            Assert.Equal(x - y + 1.0, values[3 * points.Count + i]);
        }
    }

    [Fact]
    public void A_coordinate_function_has_derivatives_by_jet_entries_alone()
    {
        var f = CoordinateFunction.Together((x, values) => values[0] = x[0], "f")[0];
        var u = U();
        Assert.Equal("2*(u - f(x))", Differentiation.ByEntry((u - f).Power(2), u).ToString());
        var error = Assert.Throws<ArgumentException>(() => Differentiation.AlongAxis(f * X(0), 0));
        Assert.Contains("got f(x) along x[0], for which there is no rule", error.Message, StringComparison.Ordinal);
    }

    private static PointSet Points(int dimension = 2)
    {
        const int count = 41;
        var coordinates = new double[dimension * count];
        for (var k = 0; k < dimension; k++)
        {
            for (var i = 0; i < count; i++)
            {
                coordinates[k * count + i] = 0.02 + 0.5 * ((i + 1) * (0.371 + 0.113 * k) % 1.0);
            }
        }
        return new PointSet(dimension, coordinates, new double[count]);
    }

    private static double[] Evaluate(Expression[] expressions, PointSet points)
    {
        var network = Network.Linear(points.Dimension, 1);
        var evaluator = new FieldEvaluator(network, TrialFunction.None, expressions, points);
        return evaluator.Evaluate(new double[network.ParameterCount], WorkerTeam.Sequential);
    }

    private static double Walk(Expression e, double x, double y) =>
        e switch
        {
            Constant c => c.Value,
            Coordinate c => c.Axis == 0 ? x : y,
            Sum s => Walk(s.Left, x, y) + Walk(s.Right, x, y),
            Product p => Walk(p.Left, x, y) * Walk(p.Right, x, y),
            Quotient q => Walk(q.Left, x, y) / Walk(q.Right, x, y),
            IntegerPower p => Math.Pow(Walk(p.Operand, x, y), p.Exponent),
            Function f => Apply(f.Kind, Walk(f.Operand, x, y)),
            _ => throw new ArgumentException($"unexpected {e}", nameof(e)),
        };

    private static double Apply(FunctionKind kind, double z) =>
        kind switch
        {
            FunctionKind.Sin => Math.Sin(z),
            FunctionKind.Cos => Math.Cos(z),
            FunctionKind.Exp => Math.Exp(z),
            FunctionKind.Log => Math.Log(z),
            FunctionKind.Sqrt => Math.Sqrt(z),
            FunctionKind.Tanh => Math.Tanh(z),
            FunctionKind.Abs => Math.Abs(z),
            _ => Math.Sin(z) / z,
        };

    private static Expression Substitute(Expression e, Expression u, int dimension) =>
        e switch
        {
            JetEntry { Kind: JetKind.Value } => u,
            JetEntry { Kind: JetKind.First } j => Differentiation.AlongAxis(u, j.Axis),
            JetEntry { Kind: JetKind.Second } j => Differentiation.AlongAxis(
                Differentiation.AlongAxis(u, j.Axis),
                j.Axis
            ),
            JetEntry { Kind: JetKind.Laplacian } => Differentiation.LaplacianOf(u, dimension),
            Sum s => Substitute(s.Left, u, dimension) + Substitute(s.Right, u, dimension),
            Product p => Substitute(p.Left, u, dimension) * Substitute(p.Right, u, dimension),
            IntegerPower p => Substitute(p.Operand, u, dimension).Power(p.Exponent),
            _ => e,
        };
}
