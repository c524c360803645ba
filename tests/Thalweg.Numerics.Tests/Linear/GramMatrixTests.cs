using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Tests.Linear;

public sealed class GramMatrixTests
{
    public static TheoryData<int, int> Shapes
    {
        get
        {
            var data = new TheoryData<int, int>();
            foreach (var columns in (int[])[1, 2, 3, 4, 5, 7, 8, 11, 12, 13, 23, 24, 25, 31, 95, 96, 97, 121, 200, 257])
            {
                foreach (var rows in (int[])[0, 1, 3, 40, 193])
                {
                    data.Add(rows, columns);
                }
            }
            data.Add(601, 53);
            return data;
        }
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Products_equal_the_triple_loop_to_the_bit(int rows, int columns)
    {
        var x = Matrices.Gaussian(rows, columns);
        var transposed = Matrices.Transposed(x, rows, columns);
        foreach (var (scale, accumulate) in (ReadOnlySpan<(double, bool)>)[(1, false), (0.3, false), (-1.7, true)])
        {
            // Numbers that the sums start from, or that must disappear.
            double[] Start()
            {
                var start = Matrices.Above(columns);
                for (var i = 0; i < start.Length; i++)
                {
                    start[i] += 0.25 * (i % 7);
                }
                return start;
            }

            var expected = accumulate ? Start() : Matrices.Above(columns);
            Matrices.GramOfColumns(x, rows, columns, expected, scale);
            foreach (var threads in (int[])[1, 2, 3])
            {
                using var team = new WorkerTeam(threads);
                var target = Start();
                GramMatrix.Product<LaneF64>(x, rows, columns, true, target, team, scale, accumulate);
                Same(expected, target);
                target = Start();
                GramMatrix.Product<LaneF64x4>(x, rows, columns, true, target, team, scale, accumulate);
                Same(expected, target);
                target = Start();
                GramMatrix.Product<LaneF64>(transposed, columns, rows, false, target, team, scale, accumulate);
                Same(expected, target);
                target = Start();
                GramMatrix.Product<LaneF64x4>(transposed, columns, rows, false, target, team, scale, accumulate);
                Same(expected, target);
            }
        }
    }

    [Fact]
    public void Portions_of_rows_add_up_to_the_bits_of_the_whole()
    {
        const int rows = 500;
        const int columns = 61;
        var x = Matrices.Gaussian(rows, columns);
        var whole = new double[columns * columns];
        GramMatrix.OfColumns(x, rows, columns, whole, WorkerTeam.Sequential);
        var portions = new double[columns * columns];
        var at = 0;
        foreach (var portion in (int[])[1, 130, 69, 300])
        {
            GramMatrix.OfColumns(
                x.AsSpan(at * columns, portion * columns),
                portion,
                columns,
                portions,
                WorkerTeam.Sequential,
                accumulate: at > 0
            );
            at += portion;
        }
        Assert.Equal(rows, at);
        Same(whole, portions);
    }

    [Fact]
    public void Both_products_dispatch_to_the_kernels_under_test()
    {
        var x = Matrices.Gaussian(37, 20);
        var expected = Matrices.Above(20);
        Matrices.GramOfColumns(x, 37, 20, expected, 1);
        var target = Matrices.Above(20);
        GramMatrix.OfColumns(x, 37, 20, target, WorkerTeam.Sequential);
        Same(expected, target);
        target = Matrices.Above(20);
        GramMatrix.OfRows(Matrices.Transposed(x, 37, 20), 20, 37, target, WorkerTeam.Sequential);
        Same(expected, target);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(17)]
    [InlineData(100)]
    public void A_mirrored_matrix_equals_its_transpose(int size)
    {
        var matrix = Matrices.Gaussian(size, size);
        var lower = (double[])matrix.Clone();
        GramMatrix.Mirror(matrix, size);
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j < size; j++)
            {
                Assert.Equal(Matrices.Symmetric(lower, size, i, j), matrix[i * size + j]);
            }
        }
    }

    [Fact]
    public void A_wrong_length_is_named()
    {
        var exception = Assert.Throws<ArgumentException>(() =>
            GramMatrix.OfColumns(new double[12], 3, 4, new double[15], WorkerTeam.Sequential)
        );
        Assert.Equal("target", exception.ParamName);
        Assert.Contains("15 numbers, but 4 rows of 4 are 16", exception.Message, StringComparison.Ordinal);
    }

    private static void Same(double[] expected, double[] actual)
    {
        for (var i = 0; i < expected.Length; i++)
        {
            if (BitConverter.DoubleToInt64Bits(expected[i]) != BitConverter.DoubleToInt64Bits(actual[i]))
            {
                Assert.Fail($"entry {i} of {expected.Length}: expected {expected[i]:R}, got {actual[i]:R}");
            }
        }
    }
}
