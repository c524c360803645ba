using Thalweg.Landscapes.Embeddings;
using Thalweg.Numerics.Random;

namespace Thalweg.Landscapes.Tests.Embeddings;

/// <summary>Linear CKA against kernels between nodes, and what it does not see.</summary>
public sealed class RepresentationTests
{
    private const int Nodes = 23;

    private static readonly double[] Weights = [.. Draw(1, "weights").Select(w => 0.1 + Math.Abs(w))];

    [Fact]
    public void It_is_the_alignment_of_kernels_between_nodes()
    {
        var (x, y) = (Draw(5, "x"), Draw(3, "y"));
        var expected =
            Product(Kernel(x), Kernel(y)) / Math.Sqrt(Product(Kernel(x), Kernel(x)) * Product(Kernel(y), Kernel(y)));
        var (first, second) = (new Representation(x, Weights), new Representation(y, Weights));
        Assert.InRange(expected, 0.01, 0.9);
        Assert.Equal(expected, first.Similarity(second), 1e-13);
        Assert.Equal(expected, second.Similarity(first), 1e-13);
        Assert.Equal((5, Nodes), (first.Units, first.Nodes));
    }

    [Fact]
    public void It_lies_between_0_and_1()
    {
        for (var seed = 0; seed < 50; seed++)
        {
            var first = new Representation(Draw(1 + (seed % 7), $"a{seed}"), Weights);
            var second = new Representation(Draw(1 + (seed % 3), $"b{seed}"), Weights);
            Assert.InRange(first.Similarity(second), 0, 1 + 1e-14);
            Assert.Equal(1, first.Similarity(first), 1e-14);
        }
    }

    [Fact]
    public void Sines_of_two_frequencies_have_nothing_in_common()
    {
        double[] Wave(int k) => [.. Enumerable.Range(0, Nodes).Select(n => Math.Sin(2 * Math.PI * k * n / Nodes))];
        double[] even = [.. Enumerable.Repeat(1.0 / Nodes, Nodes)];
        var (one, two) = (new Representation(Wave(1), even), new Representation(Wave(2), even));
        Assert.Equal(0, one.Similarity(two), 1e-15);
        // Two orthogonal units of one length, of which the other layer has one: 1/√2.
        var both = new Representation([.. Wave(1), .. Wave(2)], even);
        Assert.Equal(Math.Sqrt(0.5), both.Similarity(one), 1e-14);
    }

    [Fact]
    public void Exchanges_signs_shifts_rotations_and_a_common_factor_are_not_seen_and_other_factors_are()
    {
        var x = Draw(3, "x");
        var (a, b, c) = (x[..Nodes], x[Nodes..(2 * Nodes)], x[(2 * Nodes)..]);
        var own = new Representation(x, Weights);
        double Of(params double[][] units) =>
            own.Similarity(new Representation([.. units.SelectMany(u => u)], Weights));
        double[] Mix(double p, double[] u, double q, double[] v) => [.. u.Zip(v, (s, t) => (p * s) + (q * t))];

        Assert.Equal(1, Of(c, a, b), 1e-14);
        Assert.Equal(1, Of([.. a.Select(v => -v)], b, [.. c.Select(v => v + 3)]), 1e-14);
        Assert.Equal(1, Of(Mix(0.6, a, 0.8, b), Mix(0.8, a, -0.6, b), c), 1e-14);
        Assert.Equal(1, Of([.. x.Select(v => 7 * v)]), 1e-14);
        Assert.InRange(Of([.. a.Select(v => 7 * v)], b, c), 0.1, 0.95);
    }

    [Fact]
    public void A_constant_layer_has_no_similarity()
    {
        double[] constant = [.. Enumerable.Repeat(0.1, Nodes), .. Enumerable.Repeat(1 / 3.0, Nodes)];
        var layer = new Representation(constant, Weights);
        Assert.True(layer.IsConstant);
        Assert.True(double.IsNaN(layer.Similarity(new Representation(Draw(2, "x"), Weights))));
        Assert.True(double.IsNaN(layer.Similarity(layer)));
        constant[3] += 1e-9;
        Assert.False(new Representation(constant, Weights).IsConstant);
    }

    [Fact]
    public void What_is_no_layer_on_a_quadrature_is_refused()
    {
        static string Fault(Func<object> make) => Assert.Throws<ArgumentException>(make).Message;
        Assert.Contains("positive weights", Fault(() => new Representation([1, 2], [1, -1])), StringComparison.Ordinal);
        Assert.Contains("positive weights", Fault(() => new Representation([1, 2], [0, 0])), StringComparison.Ordinal);
        Assert.Contains(
            "a multiple of 2",
            Fault(() => new Representation([1, 2, 3], [1, 1])),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "not finite",
            Fault(() => new Representation([1, double.NaN], [1, 1])),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "same quadrature",
            Fault(() => new Representation([1, 2], [1, 1]).Similarity(new Representation([1], [1]))),
            StringComparison.Ordinal
        );
    }

    private static double[] Draw(int units, string purpose)
    {
        var values = new double[units * Nodes];
        new RandomStream(1, purpose).FillGaussian(values);
        return values;
    }

    /// <summary>H X Xᵀ Hᵀ with H = I − 1 wᵀ / Σ w, [n, n].</summary>
    private static double[,] Kernel(double[] values)
    {
        var kernel = new double[Nodes, Nodes];
        var sum = Weights.Sum();
        for (var unit = 0; unit < values.Length / Nodes; unit++)
        {
            var row = values.AsSpan(unit * Nodes, Nodes).ToArray();
            var mean = row.Zip(Weights, (v, w) => v * w).Sum() / sum;
            for (var i = 0; i < Nodes; i++)
            {
                for (var j = 0; j < Nodes; j++)
                {
                    kernel[i, j] += (row[i] - mean) * (row[j] - mean);
                }
            }
        }
        return kernel;
    }

    /// <summary>Σ w_i w_j K_ij L_ij.</summary>
    private static double Product(double[,] first, double[,] second)
    {
        var sum = 0.0;
        for (var i = 0; i < Nodes; i++)
        {
            for (var j = 0; j < Nodes; j++)
            {
                sum += Weights[i] * Weights[j] * first[i, j] * second[i, j];
            }
        }
        return sum;
    }
}
