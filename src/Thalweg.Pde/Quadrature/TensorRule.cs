using System.Numerics;
using Thalweg.Pde.Domains;

namespace Thalweg.Pde.Quadrature;

/// <summary>Products of rules on intervals: on a box over all axes, the last axis fastest, and on each of its faces over the
/// axes that are left.</summary>
public abstract class TensorRule : QuadratureRule
{
    public override PointSet Interior(Domain domain, long draw = 0) => On(Require(domain), domain.Name, [null]);

    public override PointSet Boundary(Domain domain, long draw = 0)
    {
        var box = Require(domain);
        return On(box, $"boundary of the {box.Name}", [.. box.BoundaryFaces]);
    }

    public override PointSet Initial(Domain domain, long draw = 0) =>
        domain is SpaceTimeCylinder cylinder
            ? On(Require(cylinder), $"initial surface of the {cylinder.Name}", [cylinder.InitialFace])
            : throw domain.NoInitialSurface();

    /// <summary>Points of the rule on one axis.</summary>
    private protected abstract long CountOn(int axis);

    /// <summary>The rule of one axis on the unit interval, in ascending order.</summary>
    private protected abstract (double[] Nodes, double[] Weights) OnUnitInterval(int axis);

    private protected virtual Box Require(Domain domain) =>
        domain as Box
        ?? throw Misfit(domain, "boxes such as the unit cube", "spherical:16x12x24, sobol:4096 or monte-carlo:1000");

    /// <param name="faces">Null stands for the box itself.</param>
    private PointSet On(Box box, string place, Box.Face?[] faces)
    {
        var d = box.Dimension;
        var counts = faces.Select(f => Axes(f).Aggregate(BigInteger.One, (n, k) => n * CountOn(k))).ToArray();
        var count = PointCount.Total(counts.Aggregate(BigInteger.Zero, (a, b) => a + b), Name, place);
        var rules = new (double[] Nodes, double[] Weights)[d];
        foreach (var axis in faces.SelectMany(Axes).Distinct())
        {
            rules[axis] = OnUnitInterval(axis);
        }
        var coordinates = new double[d * count];
        var weights = new double[count];
        var start = 0;
        for (var f = 0; f < faces.Length; f++)
        {
            int[] axes = [.. Axes(faces[f]).Reverse()];
            var onFace = (int)counts[f];
            for (var i = 0; i < onFace; i++)
            {
                var (rest, product) = (i, 1.0);
                foreach (var k in axes)
                {
                    var (nodes, axisWeights) = rules[k];
                    coordinates[k * count + start + i] = box.Place(k, nodes[rest % nodes.Length]);
                    product *= box.Length(k) * axisWeights[rest % nodes.Length];
                    rest /= nodes.Length;
                }
                weights[start + i] = product;
            }
            if (faces[f] is { } face)
            {
                coordinates.AsSpan(face.Axis * count + start, onFace).Fill(face.Value);
            }
            start += onFace;
        }
        return new PointSet(d, coordinates, weights);

        IEnumerable<int> Axes(Box.Face? face) => Enumerable.Range(0, d).Where(k => k != face?.Axis);
    }
}
