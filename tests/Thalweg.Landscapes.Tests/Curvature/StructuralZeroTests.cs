using Thalweg.Landscapes.Curvature;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests.Curvature;

public sealed class StructuralZeroTests
{
    private static readonly WorkerTeam Alone = WorkerTeam.Sequential;

    [Fact]
    public void Zeros_that_stay_where_everything_moves_are_structural()
    {
        // x² + (y + z)² + w⁴ + 0 v at w = 0: v is in a row of zeros, y − z is flat everywhere, w is flat here alone.
        Assert.Equal((3, 2), Count([0.3, 0.1, 0.2, 0, 1]));
        Assert.Equal((2, 2), Count([0.3, 0.1, 0.2, 0.5, 1]));
    }

    [Fact]
    public void Zeros_of_one_point_are_not_and_without_zeros_nothing_is_computed()
    {
        // w⁴ at 0 alone.
        var flat = DenseSpectrum.Of(new DenseOperator([0], 1, 1), Alone)!;
        Assert.Equal(
            0,
            StructuralZeros.Of(flat, [0], point => new DenseOperator([12 * point[0] * point[0]], 1, 1), Alone)
        );
        var steep = DenseSpectrum.Of(new DenseOperator([2], 1, 1), Alone)!;
        Assert.Equal(
            0,
            StructuralZeros.Of(steep, [1], _ => throw new InvalidOperationException("not asked for"), Alone)
        );
    }

    [Fact]
    public void Eigenvalues_of_all_magnitudes_are_told_from_no_zeros()
    {
        const int n = 40;
        var matrix = new double[n * n];
        for (var i = 0; i < n; i++)
        {
            matrix[i * (n + 1)] = Math.Pow(10, -0.5 * i);
        }
        var decaying = new DenseOperator(matrix, n, n);
        var spectrum = DenseSpectrum.Of(decaying, Alone)!;
        Assert.InRange(spectrum.Summary.Zero, 5, 20);
        Assert.Null(StructuralZeros.Of(spectrum, new double[n], _ => decaying, Alone));
    }

    [Fact]
    public void Rows_of_zeros_that_stay_nearby_are_structural()
    {
        // A unit that is dead up to x = 0.1, at x = 0.
        var dead = DenseSpectrum.Of(Relu([0, 1]), Alone)!;
        Assert.Equal((1, 1), (dead.Summary.Zero, dead.ZeroRows));
        Assert.Equal(1, StructuralZeros.Of(dead, [0, 1], Relu, Alone));

        static DenseOperator Relu(double[] point) => new([point[0] > 0.1 ? 2 : 0, 0, 0, 1], 2, 2);
    }

    [Fact]
    public void Where_the_moved_point_is_not_finite_nothing_is_known()
    {
        var spectrum = DenseSpectrum.Of(new DenseOperator([1, 1, 1, 1], 2, 2), Alone)!;
        Assert.Null(
            StructuralZeros.Of(spectrum, [1, 1], _ => new DenseOperator([double.NaN, 0, 0, double.NaN], 2, 2), Alone)
        );
    }

    private static (int Zero, int? Structural) Count(double[] point)
    {
        var spectrum = DenseSpectrum.Of(At(point), Alone)!;
        return (spectrum.Summary.Zero, StructuralZeros.Of(spectrum, point, At, Alone));
    }

    private static DenseOperator At(double[] point)
    {
        var matrix = new double[25];
        (matrix[0], matrix[6], matrix[7], matrix[11], matrix[12]) = (2, 2, 2, 2, 2);
        matrix[18] = 12 * point[3] * point[3];
        return new DenseOperator(matrix, 5, 5);
    }
}
