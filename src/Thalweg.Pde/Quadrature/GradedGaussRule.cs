using System.Globalization;
using Thalweg.Pde.Domains;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Quadrature;

/// <summary>Tensor Gauss–Legendre with n nodes in panels that shrink geometrically towards the steep layers of a problem; an axis
/// without a layer has one panel. <c>graded-gauss:n</c>.</summary>
public sealed class GradedGaussRule : TensorRule
{
    private readonly int nodes;
    private readonly Box box;
    private readonly IReadOnlyList<SteepLayer> layers;

    /// <param name="nodes">n in 1..2048.</param>
    /// <param name="problem">Whose layers; its domain is a box.</param>
    public GradedGaussRule(int nodes, Problem problem)
        : this(
            new GaussRule(nodes).Nodes,
            problem.Domain as Box
                ?? throw new ArgumentException(
                    $"quadrature 'graded-gauss' is for boxes, received the {problem.Domain.Name}: use sobol:4096",
                    nameof(problem)
                ),
            problem.Layers
        ) { }

    internal GradedGaussRule(int nodes, Box box, IReadOnlyList<SteepLayer> layers)
    {
        this.nodes = nodes;
        this.box = box;
        this.layers = layers;
    }

    public override string Name => string.Create(CultureInfo.InvariantCulture, $"graded-gauss:{nodes}");

    private protected override Box Require(Domain domain) =>
        domain.Name == box.Name
            ? box
            : throw Misfit(domain, $"the {box.Name} of its problem", "a rule of that problem");

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
