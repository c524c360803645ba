using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Tests.Linear;

public sealed class CholeskyFactorizationTests
{
    private const double Epsilon = 2.220446049250313e-16;

    public static TheoryData<int> Sizes =>
        [.. Enumerable.Range(0, 41), 63, 64, 65, 95, 96, 97, 100, 191, 192, 193, 200, 257];

    [Theory]
    [MemberData(nameof(Sizes))]
    public void Factors_equal_the_textbook_loops_to_the_bit(int size)
    {
        var matrix = Matrices.PositiveDefinite(size);
        var expected = (double[])matrix.Clone();
        Assert.Equal(-1, Matrices.Cholesky(expected, size).Pivot);
        foreach (var threads in (int[])[1, 2, 3])
        {
            using var team = new WorkerTeam(threads);
            var actual = (double[])matrix.Clone();
            Assert.Null(CholeskyFactorization.InPlace<LaneF64>(actual, size, team).Failure);
            Assert.Equal(expected, actual);
            actual = (double[])matrix.Clone();
            Assert.Null(CholeskyFactorization.InPlace<LaneF64x4>(actual, size, team).Failure);
            Assert.Equal(expected, actual);
            actual = (double[])matrix.Clone();
            Assert.Null(CholeskyFactorization.InPlace(actual, size, team).Failure);
            Assert.Equal(expected, actual);
        }
    }

    // Wide blocks while more than this many rows remain, narrow ones afterwards.
    [Theory]
    [InlineData(150, 0)]
    [InlineData(257, 0)]
    [InlineData(401, 250)]
    [InlineData(401, 0)]
    public void The_width_of_the_blocks_leaves_no_trace(int size, int large)
    {
        var matrix = Matrices.PositiveDefinite(size);
        var expected = (double[])matrix.Clone();
        Assert.Equal(-1, Matrices.Cholesky(expected, size).Pivot);
        using var team = new WorkerTeam(2);
        var actual = (double[])matrix.Clone();
        CholeskyFactorization.InPlace<LaneF64>(actual, size, team, large);
        Assert.Equal(expected, actual);
        actual = (double[])matrix.Clone();
        CholeskyFactorization.InPlace<LaneF64x4>(actual, size, team, large);
        Assert.Equal(expected, actual);
    }

    [Theory]
    [InlineData(5)]
    [InlineData(40)]
    [InlineData(130)]
    [InlineData(257)]
    public void The_product_of_the_factors_is_the_matrix(int size)
    {
        var matrix = Matrices.PositiveDefinite(size);
        var l = (double[])matrix.Clone();
        CholeskyFactorization.InPlace(l, size, WorkerTeam.Sequential);
        Assert.InRange(Residual(matrix, l, size), 0, 1);
    }

    // ‖A − L Lᵀ‖ / (n ε ‖A‖) in the Frobenius norm.
    private static double Residual(double[] matrix, double[] l, int size)
    {
        double difference = 0;
        double norm = 0;
        for (var i = 0; i < size; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var a = matrix[i * size + j];
                // The products in double-double, so that the sum adds no error of its own.
                double high = -a;
                double low = 0;
                for (var k = 0; k <= j; k++)
                {
                    var p = l[i * size + k] * l[j * size + k];
                    low += Math.FusedMultiplyAdd(l[i * size + k], l[j * size + k], -p);
                    var sum = high + p;
                    var part = sum - high;
                    low += high - (sum - part) + (p - part);
                    high = sum;
                }
                var error = high + low;
                var weight = i == j ? 1 : 2;
                difference += weight * error * error;
                norm += weight * a * a;
            }
        }
        return Math.Sqrt(difference / norm) / (size * Epsilon);
    }

    [Theory]
    [InlineData(4)]
    [InlineData(8)]
    [InlineData(12)]
    public void Hilbert_matrices_have_small_backward_errors(int size)
    {
        var matrix = Hilbert(size);
        var l = (double[])matrix.Clone();
        var factorization = CholeskyFactorization.InPlace(l, size, WorkerTeam.Sequential);
        Assert.Null(factorization.Failure);
        Assert.InRange(Residual(matrix, l, size), 0, 1);
    }

    // The condition number passes 1/ε at 13; somewhere beyond, rounding makes the matrix indefinite.
    [Fact]
    public void A_Hilbert_matrix_too_large_for_the_precision_is_reported()
    {
        var failure = CholeskyFactorization.InPlace(Hilbert(30), 30, WorkerTeam.Sequential).Failure;
        Assert.NotNull(failure);
        Assert.InRange(failure.Value.Pivot, 12, 29);
        Assert.InRange(failure.Value.Value, -1e-13, 0);
    }

    private static double[] Hilbert(int size)
    {
        var matrix = new double[size * size];
        for (var i = 0; i < matrix.Length; i++)
        {
            matrix[i] = 1.0 / (i / size + i % size + 1);
        }
        return matrix;
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(7, 5)]
    [InlineData(40, 39)]
    [InlineData(97, 96)]
    [InlineData(200, 0)]
    [InlineData(200, 95)]
    [InlineData(200, 98)]
    [InlineData(257, 255)]
    public void The_first_bad_pivot_is_reported(int size, int pivot)
    {
        var matrix = Matrices.PositiveDefinite(size);
        matrix[pivot * (size + 1)] -= 1000;
        if (pivot + 1 < size)
        {
            matrix[size * size - 1] -= 2000;
        }
        var (expectedPivot, expectedValue) = Matrices.Cholesky((double[])matrix.Clone(), size);
        Assert.Equal(pivot, expectedPivot);
        foreach (var threads in (int[])[1, 2])
        {
            using var team = new WorkerTeam(threads);
            var factorization = CholeskyFactorization.InPlace((double[])matrix.Clone(), size, team);
            Assert.Equal(new CholeskyFailure(expectedPivot, expectedValue), factorization.Failure);
            var exception = Assert.Throws<InvalidOperationException>(() => factorization.Solve(new double[size]));
            Assert.Contains($"pivot {pivot} is -", exception.Message, StringComparison.Ordinal);
            Assert.Throws<InvalidOperationException>(() => factorization.LogDeterminant());
        }
    }

    [Theory]
    [InlineData(double.NaN, 150, 20)]
    [InlineData(double.NaN, 3, 3)]
    [InlineData(double.PositiveInfinity, 3, 3)]
    [InlineData(double.NegativeInfinity, 120, 120)]
    [InlineData(double.PositiveInfinity, 180, 100)]
    public void An_entry_that_is_not_finite_is_reported_in_its_row(double value, int row, int column)
    {
        const int size = 200;
        var matrix = Matrices.PositiveDefinite(size);
        matrix[row * size + column] = value;
        var failure = CholeskyFactorization.InPlace(matrix, size, WorkerTeam.Sequential).Failure;
        Assert.NotNull(failure);
        Assert.Equal(row, failure.Value.Pivot);
        Assert.False(double.IsFinite(failure.Value.Value));
    }

    [Fact]
    public void A_zero_matrix_fails_at_once_with_pivot_zero()
    {
        Assert.Equal(
            new CholeskyFailure(0, 0),
            CholeskyFactorization.InPlace(new double[16], 4, WorkerTeam.Sequential).Failure
        );
    }

    [Theory]
    [InlineData(33)]
    [InlineData(210)]
    public void Four_times_the_matrix_has_twice_the_factor(int size)
    {
        var matrix = Matrices.PositiveDefinite(size);
        var scaled = Array.ConvertAll(matrix, a => 4096 * a);
        CholeskyFactorization.InPlace(matrix, size, WorkerTeam.Sequential);
        CholeskyFactorization.InPlace(scaled, size, WorkerTeam.Sequential);
        Assert.Equal(Array.ConvertAll(matrix, l => 64 * l), scaled);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 3)]
    [InlineData(5, 1)]
    [InlineData(64, 7)]
    [InlineData(97, 49)]
    [InlineData(200, 100)]
    [InlineData(300, 2)]
    public void Solutions_have_small_residuals_and_the_same_bits_everywhere(int size, int columns)
    {
        var matrix = Matrices.PositiveDefinite(size);
        var right = Matrices.Gaussian(size, columns, "right");
        var factorization = CholeskyFactorization.InPlace((double[])matrix.Clone(), size, WorkerTeam.Sequential);
        var x = (double[])right.Clone();
        factorization.Solve(x, columns, WorkerTeam.Sequential);

        for (var c = 0; c < columns; c++)
        {
            double worst = 0;
            double scale = 0;
            for (var i = 0; i < size; i++)
            {
                var sum = -right[i * columns + c];
                double magnitude = Math.Abs(sum);
                for (var j = 0; j < size; j++)
                {
                    var a = Matrices.Symmetric(matrix, size, i, j);
                    sum += a * x[j * columns + c];
                    magnitude += Math.Abs(a * x[j * columns + c]);
                }
                worst = Math.Max(worst, Math.Abs(sum));
                scale = Math.Max(scale, magnitude);
            }
            Assert.InRange(worst / scale, 0, (size + 4) * Epsilon);
        }

        using var team = new WorkerTeam(3);
        foreach (var sides in (TriangularSides[])[TriangularSides.Both, TriangularSides.Lower, TriangularSides.Upper])
        {
            var wide = (double[])right.Clone();
            var narrow = (double[])right.Clone();
            factorization.Solve<LaneF64>(wide, columns, sides, team);
            factorization.Solve<LaneF64x4>(narrow, columns, sides, WorkerTeam.Sequential);
            Assert.Equal(wide, narrow);
        }
        var halves = (double[])right.Clone();
        factorization.SolveLower(halves, columns, team);
        factorization.SolveUpper(halves, columns, team);
        Assert.Equal(x, halves);

        var alone = new double[size];
        for (var i = 0; i < size; i++)
        {
            alone[i] = right[i * columns + columns - 1];
        }
        factorization.Solve(alone);
        for (var i = 0; i < size; i++)
        {
            Assert.Equal(x[i * columns + columns - 1], alone[i]);
        }
    }

    [Theory]
    [InlineData(50)]
    [InlineData(150)]
    public void A_forward_solve_equals_the_textbook_loop_to_the_bit(int size)
    {
        var matrix = Matrices.PositiveDefinite(size);
        var factorization = CholeskyFactorization.InPlace(matrix, size, WorkerTeam.Sequential);
        var x = Matrices.Gaussian(size, 1, "right");
        var expected = (double[])x.Clone();
        for (var i = 0; i < size; i++)
        {
            for (var k = 0; k < i; k++)
            {
                expected[i] = Math.FusedMultiplyAdd(-matrix[i * size + k], expected[k], expected[i]);
            }
            expected[i] /= matrix[i * size + i];
        }
        factorization.SolveLower(x, 1, WorkerTeam.Sequential);
        Assert.Equal(expected, x);
    }

    // det of the tridiagonal matrix (−1, 2, −1) is n + 1.
    [Theory]
    [InlineData(1)]
    [InlineData(10)]
    [InlineData(300)]
    public void The_logarithm_of_a_known_determinant(int size)
    {
        var matrix = new double[size * size];
        for (var i = 0; i < size; i++)
        {
            matrix[i * (size + 1)] = 2;
            if (i > 0)
            {
                matrix[i * size + i - 1] = -1;
            }
        }
        var factorization = CholeskyFactorization.InPlace(matrix, size, WorkerTeam.Sequential);
        Assert.Equal(Math.Log(size + 1), factorization.LogDeterminant(), 1e-13);
    }
}
