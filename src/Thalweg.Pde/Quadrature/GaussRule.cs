using System.Globalization;
using Thalweg.Numerics.Integration;
using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Quadrature;

/// <summary>
/// Tensor Gauss–Legendre on a box: n nodes in each of p equal panels per axis, (np)^d points, the last axis
/// fastest; the same on each of its faces. <c>gauss:n</c> or <c>gauss(nodes=n, panels=p)</c>.
/// </summary>
public sealed class GaussRule : TensorRule
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

    private protected override bool Grades => true;

    private protected override long CountOn(int axis, Interval interval) => (long)Panels * Nodes;

    private protected override (double[] Nodes, double[] Weights) OnUnitInterval(int axis, Interval interval)
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
}
