using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;

namespace Thalweg.Numerics.Tests.Objectives;

public sealed class FiniteDifferenceHessianTests
{
    private static readonly double[] Point = [-1.2, 1, 0.7, 0.3, -0.4];

    [Theory]
    [InlineData(FiniteDifference.Central)]
    [InlineData(FiniteDifference.Forward)]
    public void Products_have_the_error_that_is_documented(FiniteDifference kind)
    {
        var objective = new Rosenbrock(5);
        var hessian = At(objective, Point, kind);
        var exact = objective.LinearizeAt(Point, WorkerTeam.Sequential);
        var largest = 0.0;
        foreach (var vector in Vectors(20))
        {
            var (expected, found) = (Product(exact, vector), Product(hessian, vector));
            var error = Norm([.. expected.Zip(found, (a, b) => a - b)]) / Norm(vector);
            largest = Math.Max(largest, error);
        }
        // ‖H‖ is about 2000 here, and the third derivatives are of its order.
        Assert.InRange(largest, 0.001 * hessian.ExpectedError * 2000, 5 * hessian.ExpectedError * 2000);
        Assert.Equal(kind == FiniteDifference.Central ? 2 : 1, hessian.GradientsPerProduct);
    }

    [Fact]
    public void The_length_of_the_vector_is_no_matter()
    {
        var hessian = At(new Rosenbrock(5), Point, FiniteDifference.Central);
        var vector = Vectors(1)[0];
        var product = Product(hessian, vector);
        foreach (var power in (int[])[-900, -40, 40, 900])
        {
            var scale = Math.ScaleB(1, power);
            var scaled = Product(hessian, [.. vector.Select(v => v * scale)]);
            Assert.Equal(product, scaled.Select(v => v / scale));
        }
        Assert.Equal(new double[5], Product(hessian, new double[5]));
    }

    [Theory]
    [InlineData(FiniteDifference.Central)]
    [InlineData(FiniteDifference.Forward)]
    public void Blocks_are_vectors_one_by_one(FiniteDifference kind)
    {
        var hessian = At(new Rosenbrock(5), Point, kind);
        var vectors = Vectors(40);
        vectors[7] = new double[5];
        var together = Product(hessian, [.. vectors.SelectMany(v => v)]);
        Assert.Equal(vectors.SelectMany(v => Product(hessian, v)), together);
        Assert.Equal(new double[5], together[35..40]);
    }

    [Theory]
    [InlineData(FiniteDifference.Central, 2)]
    [InlineData(FiniteDifference.Forward, 1)]
    public void A_block_takes_its_gradients_in_batches(FiniteDifference kind, int each)
    {
        List<int> batches = [];
        var counted = new CountingObjective(new Rosenbrock(5), (_, number) => batches.Add(number));
        var hessian = new FiniteDifferenceHessian(counted, kind);
        hessian.MoveTo(Point, new double[5]);
        Product(hessian, [.. Vectors(20).SelectMany(v => v)]);
        Assert.Equal([16 * each, 4 * each], batches);
    }

    [Fact]
    public void Another_point_gives_another_operator()
    {
        var objective = new Rosenbrock(5);
        var hessian = At(objective, Point, FiniteDifference.Forward);
        var vector = Vectors(1)[0];
        var before = Product(hessian, vector);
        double[] other = [1, 1, 1, 1, 1];
        hessian.MoveTo(other, new double[5]);
        var expected = Product(objective.LinearizeAt(other, WorkerTeam.Sequential), vector);
        Assert.All(expected.Zip(Product(hessian, vector)), p => Assert.Equal(p.First, p.Second, 1e-4));
        Assert.NotEqual(before, expected);
    }

    [Fact]
    public void Lengths_and_roundings_that_cannot_be_are_refused()
    {
        var objective = new Rosenbrock(5);
        Assert.Throws<ArgumentOutOfRangeException>(() => new FiniteDifferenceHessian(objective, rounding: 0));
        var hessian = At(objective, Point, FiniteDifference.Central);
        Assert.Throws<ArgumentException>(() => hessian.MoveTo(new double[4], new double[5]));
        Assert.Throws<ArgumentException>(() => hessian.Apply(new double[6], new double[6], WorkerTeam.Sequential));
        Assert.Throws<ArgumentException>(() => hessian.Apply(new double[5], new double[10], WorkerTeam.Sequential));
    }

    private static FiniteDifferenceHessian At(IObjective objective, double[] point, FiniteDifference kind)
    {
        var hessian = new FiniteDifferenceHessian(objective, kind);
        var gradient = new double[point.Length];
        objective.Gradient(point, gradient, default, WorkerTeam.Sequential);
        hessian.MoveTo(point, gradient);
        return hessian;
    }

    private static double[][] Vectors(int count)
    {
        var stream = new RandomStream(3, "vectors");
        return
        [
            .. Enumerable
                .Range(0, count)
                .Select(_ =>
                {
                    var vector = new double[5];
                    stream.FillGaussian(vector);
                    return vector;
                }),
        ];
    }

    private static double[] Product(ILinearOperator hessian, double[] vectors)
    {
        var products = new double[vectors.Length];
        hessian.Apply(vectors, products, WorkerTeam.Sequential);
        return products;
    }

    private static double Norm(double[] x) => Math.Sqrt(x.Sum(v => v * v));
}
