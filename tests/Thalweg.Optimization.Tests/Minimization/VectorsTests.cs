using Thalweg.Numerics.Random;
using Thalweg.Optimization.Minimization;

namespace Thalweg.Optimization.Tests.Minimization;

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
}
