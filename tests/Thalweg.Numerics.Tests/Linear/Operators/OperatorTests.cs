using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;

namespace Thalweg.Numerics.Tests.Linear.Operators;

/// <summary>Each operator against the matrix that it stands for, formed entry by entry.</summary>
public sealed class OperatorTests
{
    private static readonly double[,] A = Matrix(5, 7, 1);
    private static readonly double[,] B = Matrix(7, 4, 2);
    private static readonly double[,] C = Matrix(5, 7, 3);
    private static readonly double[,] S = Symmetric(6, 4);
    private static readonly double[,] Q = Matrix(6, 6, 5);

    private static readonly Dictionary<string, (ILinearOperator Operator, double[,] Matrix, bool IsSymmetric)> Cases =
        new()
        {
            ["dense"] = (Dense(A), A, false),
            ["dense symmetric"] = (Dense(S), S, true),
            ["dense square"] = (Dense(Q), Q, false),
            ["wide"] = (Dense(Matrix(3, 700, 6)), Matrix(3, 700, 6), false),
            ["tall"] = (Dense(Matrix(700, 3, 7)), Matrix(700, 3, 7), false),
            ["transposed"] = (new TransposedOperator(Dense(A)), Transpose(A), false),
            ["transposed symmetric"] = (new TransposedOperator(Dense(S)), S, true),
            ["chain"] = (new ChainOperator(Dense(A), Dense(B)), Product(A, B), false),
            ["gram"] = (new GramOperator(Dense(A)), Product(Transpose(A), A), true),
            ["gram of the transpose"] = (
                new GramOperator(new TransposedOperator(Dense(A))),
                Product(A, Transpose(A)),
                true
            ),
            ["sum"] = (
                new SumOperator(Dense(A), Dense(C), Dense(A)),
                Entries(5, 7, (i, j) => A[i, j] + C[i, j] + A[i, j]),
                false
            ),
            ["sum of symmetric ones"] = (
                new SumOperator(Dense(S), new GramOperator(Dense(Q))),
                Entries(6, 6, (i, j) => S[i, j] + Product(Transpose(Q), Q)[i, j]),
                true
            ),
            ["scaled"] = (new ScaledOperator(-2.5, Dense(A)), Entries(5, 7, (i, j) => -2.5 * A[i, j]), false),
            ["shifted"] = (
                new ShiftedOperator(Dense(Q), 0.7),
                Entries(6, 6, (i, j) => Q[i, j] + (i == j ? 0.7 : 0)),
                false
            ),
            ["spectral"] = (
                new SpectralOperator([2, -3], [1, 0, 1, 0, 1, 0]),
                Entries(3, 3, (i, j) => ((i != 1 && j != 1 ? 2 : 0) - (i == 1 && j == 1 ? 3 : 0))),
                true
            ),
            ["submatrix"] = (
                new SubmatrixOperator(Dense(A), [4, 0], [6, 2, 3]),
                Entries(2, 3, (i, j) => A[new[] { 4, 0 }[i], new[] { 6, 2, 3 }[j]]),
                false
            ),
            ["principal submatrix"] = (
                new SubmatrixOperator(Dense(S), [5, 1, 2], [5, 1, 2]),
                Entries(3, 3, (i, j) => S[new[] { 5, 1, 2 }[i], new[] { 5, 1, 2 }[j]]),
                true
            ),
            ["submatrix of other columns"] = (
                new SubmatrixOperator(Dense(S), [0, 1], [1, 0]),
                Entries(2, 2, (i, j) => S[i, 1 - j]),
                false
            ),
        };

    public static TheoryData<string> Names { get; } = new(Cases.Keys);

    [Theory]
    [MemberData(nameof(Names))]
    public void Products_are_those_of_the_matrix(string name)
    {
        var (linear, matrix, isSymmetric) = Cases[name];
        Assert.Equal((matrix.GetLength(0), matrix.GetLength(1)), (linear.Rows, linear.Columns));
        Assert.Equal(isSymmetric, linear.IsSymmetric);
        Agree(matrix, linear.Columns, linear.Rows, linear.Apply);
        Agree(Transpose(matrix), linear.Rows, linear.Columns, linear.ApplyTransposed);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Blocks_and_threads_leave_no_trace(string name)
    {
        var linear = Cases[name].Operator;
        using var team = new WorkerTeam(3);
        // A smaller block last: memory that is kept must not show.
        Single(linear.Columns, linear.Rows, linear.Apply, team);
        Single(linear.Rows, linear.Columns, linear.ApplyTransposed, team);
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Blocks_that_do_not_fit_are_refused(string name)
    {
        var linear = Cases[name].Operator;
        var team = WorkerTeam.Sequential;
        var error = Assert.Throws<ArgumentException>(() =>
            linear.Apply(new double[(2 * linear.Columns) + 1], new double[2 * linear.Rows], team)
        );
        Assert.Contains($"whole vectors of {linear.Columns}", error.Message, StringComparison.Ordinal);
        Assert.Equal("vectors", error.ParamName);
        error = Assert.Throws<ArgumentException>(() =>
            linear.ApplyTransposed(new double[2 * linear.Rows], new double[linear.Columns], team)
        );
        Assert.Equal("products", error.ParamName);
    }

    [Fact]
    public void Operators_that_do_not_fit_each_other_are_refused()
    {
        Assert.Throws<ArgumentException>(() => new ChainOperator(Dense(A), Dense(C)));
        Assert.Throws<ArgumentException>(() => new SumOperator(Dense(A), Dense(B)));
        Assert.Throws<ArgumentException>(() => new SumOperator(Dense(A), Dense(Matrix(5, 6, 1))));
        Assert.Throws<ArgumentException>(() => new SumOperator());
        Assert.Throws<ArgumentException>(() => new ShiftedOperator(Dense(A), 1));
        Assert.Throws<ArgumentException>(() => new DenseOperator([1, 2, 3], 2, 2));
        Assert.Throws<ArgumentException>(() => new SpectralOperator([1, 2], [1, 2, 3]));
        Assert.Throws<ArgumentException>(() => new SubmatrixOperator(Dense(A), [5], [0]));
        Assert.Throws<ArgumentException>(() => new SubmatrixOperator(Dense(A), [0], [-1]));
        Assert.Throws<ArgumentException>(() => new SubmatrixOperator(Dense(A), [0, 0], [0]));
        Assert.Throws<ArgumentException>(() => new SubmatrixOperator(Dense(A), [], [0]));
    }

    private delegate void Multiply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team);

    private static void Agree(double[,] matrix, int from, int to, Multiply multiply)
    {
        const int K = 3;
        var vectors = Draw(K * from, 8);
        var products = Enumerable.Repeat(double.NaN, K * to).ToArray();
        multiply(vectors, products, WorkerTeam.Sequential);
        for (var k = 0; k < K; k++)
        {
            for (var i = 0; i < to; i++)
            {
                var (expected, size) = (0.0, 0.0);
                for (var j = 0; j < from; j++)
                {
                    expected += matrix[i, j] * vectors[(k * from) + j];
                    size += Math.Abs(matrix[i, j] * vectors[(k * from) + j]);
                }
                Assert.Equal(expected, products[(k * to) + i], 1e-14 * (1 + size));
            }
        }
    }

    private static void Single(int from, int to, Multiply multiply, WorkerTeam team)
    {
        const int K = 5;
        var vectors = Draw(K * from, 9);
        var products = new double[K * to];
        multiply(vectors, products, team);
        for (var k = 0; k < K; k++)
        {
            var one = new double[to];
            multiply(vectors.AsMemory(k * from, from), one, WorkerTeam.Sequential);
            Assert.Equal(one, products[(k * to)..((k + 1) * to)]);
        }
    }

    private static DenseOperator Dense(double[,] matrix) =>
        new([.. matrix.Cast<double>()], matrix.GetLength(0), matrix.GetLength(1));

    private static double[,] Product(double[,] a, double[,] b) =>
        Entries(
            a.GetLength(0),
            b.GetLength(1),
            (i, j) => Enumerable.Range(0, a.GetLength(1)).Sum(k => a[i, k] * b[k, j])
        );

    private static double[,] Transpose(double[,] a) => Entries(a.GetLength(1), a.GetLength(0), (i, j) => a[j, i]);

    private static double[,] Symmetric(int size, ulong seed)
    {
        var a = Matrix(size, size, seed);
        return Entries(size, size, (i, j) => a[i, j] + a[j, i]);
    }

    private static double[,] Matrix(int rows, int columns, ulong seed)
    {
        var numbers = Draw(rows * columns, seed);
        return Entries(rows, columns, (i, j) => numbers[(i * columns) + j]);
    }

    private static double[,] Entries(int rows, int columns, Func<int, int, double> entry)
    {
        var matrix = new double[rows, columns];
        for (var i = 0; i < rows; i++)
        {
            for (var j = 0; j < columns; j++)
            {
                matrix[i, j] = entry(i, j);
            }
        }
        return matrix;
    }

    private static double[] Draw(int count, ulong seed)
    {
        var numbers = new double[count];
        new RandomStream(seed, "operators").FillGaussian(numbers);
        return numbers;
    }
}
