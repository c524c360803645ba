using System.Globalization;
using Thalweg.Numerics.Integration;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Quadrature;

/// <summary>Tensor Gauss–Legendre with n nodes in panels that shrink geometrically towards the steep layers of a problem; an axis
/// without a layer has one panel. <c>graded-gauss:n</c>.</summary>
public sealed class GradedGaussRule : TensorRule
{
    private readonly int nodes;
    private readonly Domain domain;
    private readonly IReadOnlyList<SteepLayer> layers;

    /// <param name="nodes">n in 1..2048.</param>
    /// <param name="problem">Whose layers.</param>
    public GradedGaussRule(int nodes, Problem problem)
        : this(
            new GaussRule(nodes).Nodes,
            (problem ?? throw new ArgumentNullException(nameof(problem))).Domain,
            problem.Layers
        ) { }

    internal GradedGaussRule(int nodes, Domain domain, IReadOnlyList<SteepLayer> layers)
    {
        this.nodes = nodes;
        this.domain = domain;
        this.layers = layers;
    }

    public override string Name => string.Create(CultureInfo.InvariantCulture, $"graded-gauss:{nodes}");

    public override string? MisfitOn(Domain domain, DomainPart part)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return domain.Whole.Name != this.domain.Whole.Name
            ? Misfit(domain, $"the {this.domain.Name} of its problem", "a rule of that problem")
            : base.MisfitOn(domain, part);
    }

    private protected override bool Grades => true;

    private protected override long CountOn(int axis, Interval interval) =>
        (long)nodes * (Ends(axis, interval).Count - 1);

    private protected override (double[] Nodes, double[] Weights) OnUnitInterval(int axis, Interval interval)
    {
        var (unitNodes, unitWeights) = GaussLegendre.OnUnitInterval(nodes);
        var ends = Ends(axis, interval);
        var panels = ends.Zip(ends.Skip(1), (a, b) => (Start: a, Length: b - a)).ToList();
        return (
            [.. panels.SelectMany(p => unitNodes.Select(x => p.Start + p.Length * x))],
            [.. panels.SelectMany(p => unitWeights.Select(w => p.Length * w))]
        );
    }

    /// <summary>Ends of the panels on the unit interval.</summary>
    private SortedSet<double> Ends(int axis, Interval interval)
    {
        var ends = new SortedSet<double> { 0, 1 };
        foreach (var layer in layers.Where(l => l.Axis == axis))
        {
            var position = (layer.Position - interval.Lower) / interval.Length;
            ends.Add(Math.Clamp(position, 0, 1));
            for (var distance = layer.Width / interval.Length; distance < 1; distance *= 2)
            {
                ends.Add(Math.Clamp(position - distance, 0, 1));
                ends.Add(Math.Clamp(position + distance, 0, 1));
            }
        }
        return ends;
    }
}
