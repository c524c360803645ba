using Thalweg.Numerics.Integration;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Quadrature;

public sealed class GaussRuleTests
{
    /// <summary>From reference.py, which computes them with 60 digits.</summary>
    [Theory]
    [InlineData(5, 0, 0.90617984593866399279762687829939, 0.23692688505618908751426404071991)]
    [InlineData(16, 0, 0.98940093499164993259615417345033, 0.02715245941175409485178057245601)]
    [InlineData(16, 7, 0.09501250983763744018531933542495, 0.18945061045506849628539672320828)]
    [InlineData(64, 0, 0.99930504173577213945690562434563, 0.00178328072169643294729607914497)]
    [InlineData(64, 20, 0.53127946401989454565801390354445, 0.04126256324262352861015629747363)]
    [InlineData(257, 0, 0.99995639071233040247285681745034, 0.00011191470145601756450862287886)]
    [InlineData(257, 100, 0.33500393336249987239978198894966, 0.01149535871324692917401028891403)]
    [InlineData(1024, 0, 0.99999724505455844035161820618304, 0.00000707007641018258987129580517)]
    [InlineData(1024, 300, 0.60403711057541350786186163180222, 0.00244383723065250672654260703082)]
    public void Nodes_and_weights_are_correctly_rounded(int count, int fromTop, double node, double weight)
    {
        var (nodes, weights) = GaussLegendre.OnSymmetricInterval(count);
        Assert.Equal(node, nodes[count - 1 - fromTop]);
        Assert.Equal(-node, nodes[fromTop]);
        Assert.Equal(weight, weights[fromTop]);
        var (unitNodes, unitWeights) = GaussLegendre.OnUnitInterval(count);
        Assert.Equal((1 + node) / 2, unitNodes[count - 1 - fromTop], 1.2e-16);
        Assert.Equal(weight / 2, unitWeights[fromTop]);
    }

    [Fact]
    public void Small_nodes_on_the_unit_interval_keep_their_relative_accuracy() =>
        Assert.Equal(0.00034747913211393027154718782718184, GaussLegendre.OnUnitInterval(64).Nodes[0]);

    [Fact]
    public void N_nodes_are_exact_to_degree_2n_minus_1_and_not_beyond()
    {
        foreach (var n in new[] { 1, 2, 3, 8, 21 })
        {
            var points = new GaussRule(n).Interior(Box.UnitCube(1));
            for (var degree = 0; degree < 2 * n; degree++)
            {
                Assert.Equal(1.0 / (degree + 1), Integral.Of(points, x => Math.Pow(x[0], degree)), 2e-15);
            }
            if (n < 8)
            {
                Assert.NotEqual(1.0 / (2 * n + 1), Integral.Of(points, x => Math.Pow(x[0], 2 * n)), 1e-8);
            }
        }
    }

    [Fact]
    public void Panels_of_n_nodes_are_of_order_2n()
    {
        int[] panels = [4, 8, 16, 32];
        foreach (var (nodes, order) in new[] { (1, 2.0), (2, 4.0), (3, 6.0) })
        {
            var errors = panels.Select(p =>
                Math.Abs(
                    Integral.Of(new GaussRule(nodes, p).Interior(Box.UnitCube(1)), x => Math.Exp(3 * x[0]))
                        - (Math.Exp(3) - 1) / 3
                )
            );
            Assert.Equal(-order, Integral.Slope(panels, [.. errors]), 0.1);
        }
    }

    [Theory]
    [InlineData(1, 7)]
    [InlineData(2, 5)]
    [InlineData(3, 4)]
    [InlineData(5, 3)]
    public void Tensor_rule_integrates_products_in_the_cube_and_on_its_faces(int d, int n)
    {
        var cube = Box.UnitCube(d);
        var rule = new GaussRule(n);
        var points = rule.Interior(cube);
        Assert.Equal((int)Math.Pow(n, d), points.Count);
        // ∏ x_k^(k mod 4) integrates to ∏ 1/((k mod 4) + 1).
        var expected = Enumerable.Range(0, d).Aggregate(1.0, (p, k) => p / (k % 4 + 1));
        Assert.Equal(expected, Integral.Of(points, Product), 1e-14);
        // On the faces x_k = 1 the factor k is one; on the faces x_k = 0 it is zero, or one where the power is zero.
        var onFaces = Enumerable.Range(0, d).Sum(k => expected * (k % 4 + 1) * (k % 4 == 0 ? 2 : 1));
        Assert.Equal(onFaces, Integral.Of(rule.Boundary(cube), Product), 1e-13);
        Assert.Equal(2 * d, rule.Boundary(cube).Weights.Sum(), 1e-13);

        static double Product(double[] x) => x.Select((xk, k) => Math.Pow(xk, k % 4)).Aggregate((a, b) => a * b);
    }

    [Fact]
    public void Every_boundary_point_lies_on_a_face()
    {
        var cube = Box.UnitCube(3);
        var points = new GaussRule(4).Boundary(cube);
        Assert.Equal(96, points.Count);
        for (var i = 0; i < points.Count; i++)
        {
            Assert.Equal(0, cube.SignedDistance(Integral.Point(points, i)));
        }
    }

    [Fact]
    public void A_hopeless_number_of_points_is_named()
    {
        var error = Assert.Throws<PartsRefusedException>(() => new GaussRule(16).Interior(Box.UnitCube(10)));
        Assert.Contains(
            "'gauss:16' on the unit cube, d = 10 has 1099511627776 points",
            error.Message,
            StringComparison.Ordinal
        );
        Assert.Contains("at most 16777216", error.Message, StringComparison.Ordinal);
        Assert.Throws<PartsRefusedException>(() => new GaussRule(2000, 1 << 23).Interior(Box.UnitCube(1)));
        Assert.Throws<PartsRefusedException>(() => new GaussRule(400).Boundary(Box.UnitCube(4)));
    }
}
