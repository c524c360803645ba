using System.Globalization;
using Thalweg.Pde.Domains;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Quadrature;

/// <summary>Tensor Gauss–Legendre with n nodes in panels that shrink geometrically towards steep layers; an axis without a layer
/// has one panel.</summary>
internal sealed class GradedGaussRule(int nodes, Box box, IReadOnlyList<SteepLayer> layers) : TensorRule
{
    public override string Name => string.Create(CultureInfo.InvariantCulture, $"graded gauss:{nodes}");

    private protected override long CountOn(int axis) => (long)nodes * (Ends(axis).Count - 1);

    private protected override (double[] Nodes, double[] Weights) OnUnitInterval(int axis)
    {
        var (unitNodes, unitWeights) = GaussLegendre.OnUnitInterval(nodes);
        var ends = Ends(axis);
        var panels = ends.Zip(ends.Skip(1), (a, b) => (Start: a, Length: b - a)).ToList();
        return (
            [.. panels.SelectMany(p => unitNodes.Select(x => p.Start + p.Length * x))],
            [.. panels.SelectMany(p => unitWeights.Select(w => p.Length * w))]
        );
    }

    /// <summary>Ends of the panels on the unit interval.</summary>
    private SortedSet<double> Ends(int axis)
    {
        var ends = new SortedSet<double> { 0, 1 };
        foreach (var layer in layers.Where(l => l.Axis == axis))
        {
            var position = (layer.Position - box.Lower(axis)) / box.Length(axis);
            ends.Add(position);
            for (var distance = layer.Width / box.Length(axis); distance < 1; distance *= 2)
            {
                ends.Add(Math.Max(0, position - distance));
                ends.Add(Math.Min(1, position + distance));
            }
        }
        return ends;
    }
}
