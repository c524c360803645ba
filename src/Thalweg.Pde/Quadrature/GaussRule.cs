using System.Globalization;
using Thalweg.Pde.Domains;

namespace Thalweg.Pde.Quadrature;

/// <summary>
/// Tensor Gauss–Legendre on the unit cube: n nodes in each of p equal panels per axis, (np)^d points, the last axis
/// fastest; its boundary rule is the same on each of the 2d faces. <c>gauss:n</c> or <c>gauss(nodes=n, panels=p)</c>.
/// </summary>
public sealed class GaussRule : QuadratureRule
{
    /// <param name="nodes">n in 1..2048.</param>
    /// <param name="panels">p ≥ 1.</param>
    public GaussRule(int nodes, int panels = 1)
    {
        if (nodes is < 1 or > GaussLegendre.MaximumNodes)
        {
            throw new ArgumentException(
                $"nodes of quadrature 'gauss' is {nodes}, expected 1..{GaussLegendre.MaximumNodes}: "
                    + "for more points use panels, as in gauss(nodes=64, panels=32)",
                nameof(nodes)
            );
        }
        Nodes = nodes;
        Panels = PointCount.Checked(panels, "gauss", nameof(panels));
    }

    public int Nodes { get; }

    public int Panels { get; }

    public override string Name =>
        Panels == 1
            ? string.Create(CultureInfo.InvariantCulture, $"gauss:{Nodes}")
            : string.Create(CultureInfo.InvariantCulture, $"gauss(nodes={Nodes}, panels={Panels})");

    public override PointSet Interior(Domain domain, long draw = 0)
    {
        var d = RequireCube(domain);
        var count = PointCount.Tensor(1, PerAxis(domain), d, Name, domain.Name);
        var (nodes, weights) = Axis();
        var coordinates = new double[d * count];
        var products = new double[count];
        for (var i = 0; i < count; i++)
        {
            var rest = i;
            var product = 1.0;
            for (var k = d - 1; k >= 0; k--)
            {
                coordinates[k * count + i] = nodes[rest % nodes.Length];
                product *= weights[rest % nodes.Length];
                rest /= nodes.Length;
            }
            products[i] = product;
        }
        return new PointSet(d, coordinates, products);
    }

    public override PointSet Boundary(Domain domain, long draw = 0)
    {
        var d = RequireCube(domain);
        if (d == 1)
        {
            return EndPoints();
        }
        var count = PointCount.Tensor(2 * d, PerAxis(domain), d - 1, Name, $"boundary of the {domain.Name}");
        var onFace = Interior(new UnitCube(d - 1));
        var coordinates = new double[d * count];
        var weights = new double[count];
        for (var face = 0; face < 2 * d; face++)
        {
            var start = face * onFace.Count;
            var from = 0;
            for (var k = 0; k < d; k++)
            {
                var axis = coordinates.AsSpan(k * count + start, onFace.Count);
                if (k == face / 2)
                {
                    axis.Fill(face % 2);
                }
                else
                {
                    onFace.Axis(from++).CopyTo(axis);
                }
            }
            onFace.Weights.CopyTo(weights.AsSpan(start));
        }
        return new PointSet(d, coordinates, weights);
    }

    private int PerAxis(Domain domain) => PointCount.Tensor(Panels, Nodes, 1, Name, domain.Name);

    private (double[] Nodes, double[] Weights) Axis()
    {
        var (nodes, weights) = GaussLegendre.OnUnitInterval(Nodes);
        if (Panels == 1)
        {
            return (nodes, weights);
        }
        var allNodes = new double[Panels * Nodes];
        var allWeights = new double[Panels * Nodes];
        for (var i = 0; i < allNodes.Length; i++)
        {
            allNodes[i] = (i / Nodes + nodes[i % Nodes]) / Panels;
            allWeights[i] = weights[i % Nodes] / Panels;
        }
        return (allNodes, allWeights);
    }

    private int RequireCube(Domain domain) =>
        domain is UnitCube
            ? domain.Dimension
            : throw Misfit(domain, "the unit cube", "spherical:16x12x24, sobol:4096 or monte-carlo:1000");
}
