using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using static Thalweg.Pde.Equations.Calculus;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>Products with the matrices of a loss, which form no rows, against the rows.</summary>
public sealed class MatrixProductTests
{
    private static readonly Problem Square = PoissonProblem.Sine(2);

    private static readonly Problem Coupled = Square with
    {
        Name = "coupled",
        Energy = 0.5 * (D(U(), 0) + U()).Power(2) + 0.5 * D(U(), 1).Power(2) + 0.25 * U().Power(4),
    };

    private static readonly Dictionary<string, Func<LaneWidth, IMatrixRows>> Matrices = Cases();

    public static TheoryData<string> Names { get; } = new(Matrices.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Products_are_those_of_the_rows(string name)
    {
        var (matrix, parameters) = Make(name);
        var all = new double[matrix.RowCount * parameters.Length];
        matrix.Rows(parameters, 0, matrix.RowCount, all, WorkerTeam.Sequential);
        var dense = new DenseOperator(all, matrix.RowCount, parameters.Length);
        var linear = new MatrixOperator(matrix, parameters);
        // Rounding is that of the summands, which may cancel.
        var sizes = new DenseOperator(all.Select(Math.Abs).ToArray(), matrix.RowCount, parameters.Length);
        Near(
            Block(dense.Apply, dense.Columns, dense.Rows),
            Block(linear.Apply, dense.Columns, dense.Rows),
            Block(sizes.Apply, dense.Columns, dense.Rows, of: Math.Abs)
        );
        Near(
            Block(dense.ApplyTransposed, dense.Rows, dense.Columns),
            Block(linear.ApplyTransposed, dense.Rows, dense.Columns),
            Block(sizes.ApplyTransposed, dense.Rows, dense.Columns, of: Math.Abs)
        );
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Blocks_threads_and_lanes_leave_no_trace(string name)
    {
        var (matrix, parameters) = Make(name);
        var linear = new MatrixOperator(matrix, parameters);
        var forward = Block(linear.Apply, linear.Columns, linear.Rows);
        var backward = Block(linear.ApplyTransposed, linear.Rows, linear.Columns);
        using var team = new WorkerTeam(3);
        Assert.Equal(forward, Block(linear.Apply, linear.Columns, linear.Rows, team));
        Assert.Equal(backward, Block(linear.ApplyTransposed, linear.Rows, linear.Columns, team));
        Assert.Equal(forward, Block(linear.Apply, linear.Columns, linear.Rows, one: true));
        Assert.Equal(backward, Block(linear.ApplyTransposed, linear.Rows, linear.Columns, one: true));
        var narrow = new MatrixOperator(Matrices[name](LaneWidth.Bits256), parameters);
        Assert.Equal(forward, Block(narrow.Apply, linear.Columns, linear.Rows));
        Assert.Equal(backward, Block(narrow.ApplyTransposed, linear.Rows, linear.Columns));
    }

    [Fact]
    public void Blocks_that_do_not_fit_are_refused()
    {
        var (matrix, parameters) = Make("square, hard");
        var linear = new MatrixOperator(matrix, parameters);
        Assert.Throws<ArgumentException>(() =>
            linear.Apply(new double[parameters.Length + 1], new double[linear.Rows], WorkerTeam.Sequential)
        );
        Assert.Throws<ArgumentException>(() =>
            linear.Apply(new double[parameters.Length], new double[linear.Rows + 1], WorkerTeam.Sequential)
        );
        Assert.Throws<ArgumentException>(() =>
            linear.ApplyTransposed(new double[linear.Rows], new double[1], WorkerTeam.Sequential)
        );
    }

    private static Dictionary<string, Func<LaneWidth, IMatrixRows>> Cases()
    {
        var cases = new Dictionary<string, Func<LaneWidth, IMatrixRows>>();
        foreach (var (name, make) in ResidualTests.Objectives)
        {
            cases.Add(name, width => With(make(), width).As<IResiduals>()!);
            cases.Add($"{name}, varied", width => With(make(), width).As<ISecondVariation>()!);
        }
        cases.Add("energy", width => Energy(Square, 7, width).As<ISecondVariation>()!);
        // Several tiles to a chunk, and entries that are coupled.
        cases.Add("coupled energy", width => Energy(Coupled, 150, width).As<ISecondVariation>()!);
        return cases;
    }

    private static PdeObjective Energy(Problem problem, int nodes, LaneWidth width) =>
        With(
            new PdeObjective(
                problem,
                Network.Mlp(2, 1, [6, 5], Activation.Tanh),
                TrialFunction.Hard(problem),
                new Formulation(FormulationKind.Ritz),
                new GaussRule(nodes)
            ),
            width
        );

    private static PdeObjective With(PdeObjective o, LaneWidth width) =>
        new(o.Problem, o.Network, o.Trial, o.Formulation, o.Quadrature, new Arithmetic(Precision.Double, width));

    private static (IMatrixRows Matrix, double[] Parameters) Make(string name)
    {
        var matrix = Matrices[name](LaneWidth.Bits512);
        var objective = ResidualTests.Objectives.GetValueOrDefault(name.Replace(", varied", ""));
        var count = objective?.Invoke().ParameterCount ?? Energy(Square, 2, LaneWidth.Bits512).ParameterCount;
        return (matrix, [.. Enumerable.Range(0, count).Select(i => 0.4 * Math.Sin((1.7 * i) + 0.3))]);
    }

    private delegate void Multiply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team);

    private static double[] Block(
        Multiply multiply,
        int from,
        int to,
        WorkerTeam? team = null,
        bool one = false,
        Func<double, double>? of = null
    )
    {
        const int K = 3;
        var vectors = Enumerable.Range(0, K * from).Select(i => Math.Cos(0.7 * i)).Select(of ?? (v => v)).ToArray();
        var products = Enumerable.Repeat(double.NaN, K * to).ToArray();
        if (!one)
        {
            multiply(vectors, products, team ?? WorkerTeam.Sequential);
            return products;
        }
        for (var k = 0; k < K; k++)
        {
            multiply(vectors.AsMemory(k * from, from), products.AsMemory(k * to, to), team ?? WorkerTeam.Sequential);
        }
        return products;
    }

    private static void Near(double[] expected, double[] actual, double[] sizes)
    {
        Assert.True(expected.Max(Math.Abs) > 1e-9);
        for (var i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-13 * sizes[i]);
        }
    }
}
