using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Tests.Objectives;

/// <summary>Products from rows, where an implementation has nothing better.</summary>
public sealed class RowPortionTests
{
    [Theory]
    [InlineData(3, 2)]
    [InlineData(700, 900)] // More than one portion, and more than one part of the columns' work.
    [InlineData(5, 300000)] // A row that is a portion by itself.
    public void Products_are_those_of_the_rows(int rowCount, int parameterCount)
    {
        const int K = 2;
        var matrix = new Waves(rowCount);
        var parameters = new double[parameterCount];
        parameters[0] = 0.3;
        var all = new double[rowCount * parameterCount];
        matrix.Rows(parameters, 0, rowCount, all, WorkerTeam.Sequential);
        var dense = new DenseOperator(all, rowCount, parameterCount);
        var linear = new MatrixOperator(matrix, parameters);
        Assert.Equal((rowCount, parameterCount), (linear.Rows, linear.Columns));
        using var team = new WorkerTeam(3);
        var vectors = Cosines(K * parameterCount);
        var (expected, products) = (new double[K * rowCount], new double[K * rowCount]);
        dense.Apply(vectors, expected, WorkerTeam.Sequential);
        linear.Apply(vectors, products, team);
        Assert.Equal(expected, products);

        vectors = Cosines(K * rowCount);
        (expected, products) = (new double[K * parameterCount], new double[K * parameterCount]);
        Array.Fill(products, double.NaN);
        dense.ApplyTransposed(vectors, expected, WorkerTeam.Sequential);
        linear.ApplyTransposed(vectors, products, team);
        Assert.Equal(expected, products);
    }

    [Fact]
    public void Blocks_that_do_not_fit_are_refused()
    {
        var linear = new MatrixOperator(new Waves(3), new double[2]);
        Assert.Throws<ArgumentException>(() => linear.Apply(new double[3], new double[3], WorkerTeam.Sequential));
        Assert.Throws<ArgumentException>(() => linear.Apply(new double[4], new double[3], WorkerTeam.Sequential));
        Assert.Throws<ArgumentException>(() =>
            linear.ApplyTransposed(new double[3], new double[3], WorkerTeam.Sequential)
        );
    }

    private static double[] Cosines(int count) => [.. Enumerable.Range(0, count).Select(i => Math.Cos(0.7 * i))];

    private sealed class Waves(int rowCount) : IMatrixRows
    {
        public int RowCount => rowCount;

        public void Rows(ReadOnlyMemory<double> parameters, int first, int count, Memory<double> rows, WorkerTeam team)
        {
            var size = parameters.Length;
            for (var n = 0; n < count; n++)
            {
                for (var i = 0; i < size; i++)
                {
                    rows.Span[(n * size) + i] = parameters.Span[0] + (((first + n) * 31 + i * 17) % 101) - 50;
                }
            }
        }
    }
}
