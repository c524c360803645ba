using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Random;

namespace Thalweg.Numerics.Tests.Linear;

public sealed class VectorsTests
{
    [Theory]
    [InlineData(1)]
    [InlineData(8)]
    [InlineData(31)]
    [InlineData(100)]
    [InlineData(1037)]
    [InlineData(5003)]
    public void Sums_and_combinations_are_those_of_plain_loops(int count)
    {
        var stream = new RandomStream(2, "vectors");
        var (a, b) = (new double[count], new double[count]);
        stream.FillUniform(a);
        stream.FillUniform(b);
        b[count / 2] = -3;
        var dot = 0m;
        for (var i = 0; i < count; i++)
        {
            dot += (decimal)a[i] * (decimal)b[i];
        }
        Assert.Equal((double)dot, Vectors.Dot(a, b), 1e-13 * count);
        Assert.Equal(Vectors.Dot(a, b), Vectors.Dot(b, a));
        var target = new double[count];
        Vectors.Combine(a, 0.3, b, target);
        Assert.Equal(a.Zip(b, (x, y) => Math.FusedMultiplyAdd(0.3, y, x)), target);
        Vectors.Difference(a, b, target);
        Assert.Equal(a.Zip(b, (x, y) => x - y), target);
        Vectors.Scale(-2, a, target);
        Assert.Equal(a.Select(x => -2 * x), target);
        Assert.Equal(3, Vectors.MaximumNorm(b));
        Assert.Equal(b.Sum(Math.Abs), Vectors.AbsoluteSum(b));
        b[0] = double.NaN;
        Assert.Equal(double.NaN, Vectors.MaximumNorm(b));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(1037)]
    public void A_displacement_rounds_its_product_first(int count)
    {
        var stream = new RandomStream(3, "vectors");
        var (a, b, target) = (new double[count], new double[count], new double[count]);
        stream.FillUniform(a);
        stream.FillUniform(b);
        Vectors.Displace(a, 0.3, b, target);
        Assert.Equal(a.Zip(b, (x, y) => x + (0.3 * y)), target);
        b[0] = double.NaN;
        Vectors.Displace(a, 0, b, target);
        Assert.Equal(a, target);
    }

    [Fact]
    public void Norms_are_finite_where_squares_are_not()
    {
        double[] x = [3e200, 0, -4e200];
        Assert.Equal(5e200, Vectors.Norm(x), 1e186);
        Assert.Equal(5e200, OrderedSums.ScaledNorm(x), 1e186);
        Assert.Equal(5e-200, Vectors.Norm([3e-200, 4e-200]), 1e-214);
        Assert.Equal(0, Vectors.Norm(new double[9]));
        Assert.Equal(5e200, OrderedSums.Norm(x), 1e186);
        Assert.Equal(double.NaN, Vectors.Norm([1, double.NaN]));
        Assert.Equal(double.PositiveInfinity, Vectors.Norm([1, double.NegativeInfinity]));
    }

    [Fact]
    public void Ordered_sums_go_entry_by_entry()
    {
        // 1e16 + 1 is 1e16 again, and −1e16 then leaves nothing: any other order gives 1.
        double[] a = [1e8, 1, -1e8];
        double[] b = [1e8, 1, 1e8];
        Assert.Equal(0, OrderedSums.Dot(a, b));
        // One rounding less: 1 + ε/2 times itself, less 1.
        double[] near = [1, 1 + 1.0 / (1L << 30)];
        double[] back = [-1, 1 + 1.0 / (1L << 30)];
        Assert.Equal(0.0, OrderedSums.Dot(near, back) - (1.0 / (1L << 29)));
        Assert.Equal(1.0 / (1L << 60), OrderedSums.FusedDot(near, back) - (1.0 / (1L << 29)));
        Assert.Equal(5, OrderedSums.Norm([3, 4]));
    }

    [Fact]
    public void Vectors_that_are_too_short_are_named() =>
        Assert.Contains(
            "y has 2 entries and the target 3",
            Assert
                .Throws<ArgumentException>(() => Vectors.Combine(new double[3], 1, new double[2], new double[3]))
                .Message,
            StringComparison.Ordinal
        );

    [Theory]
    [InlineData(1)]
    [InlineData(16)]
    [InlineData(45)]
    public void A_combination_of_rows_is_added_row_by_row_to_the_bit(int count)
    {
        const int Stride = 50;
        double[] factors = [0.3, 0, -1.7, 1e-3];
        double[] rows = [.. Enumerable.Range(0, (3 * Stride) + count).Select(i => Math.Sin(i))];
        // A row that does not count is not looked at.
        rows[Stride] = double.NaN;
        double[] expected = [.. Enumerable.Range(0, count).Select(i => Math.Cos(i))];
        double[] target = [.. expected];
        foreach (var n in new[] { 0, 2, 3 })
        {
            Vectors.Combine(expected, factors[n], rows.AsSpan(n * Stride, count), expected);
        }
        Vectors.AddCombination(factors, rows, Stride, target);
        Assert.Equal(expected, target);
        var fault = Assert.Throws<ArgumentException>(() =>
            Vectors.AddCombination(factors, rows.AsSpan(1), Stride, target)
        );
        Assert.Contains($"expected {(3 * Stride) + count} or more", fault.Message);
    }
}
