using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Quadrature;

/// <summary>Points of a boundary with the outward normals there.</summary>
internal static class RegionPoints
{
    /// <summary>The points of a rule on a region of a boundary.</summary>
    /// <remarks>A product rule may have a node where two pieces meet, once for each of them: the pieces are taken one by one, so that each
    /// node has the normal of its own.</remarks>
    public static PointSet WithNormals(QuadratureRule rule, Region region, long draw)
    {
        var domain = region.Domain;
        if (rule is not TensorRule || domain.Pieces.Count == 1)
        {
            return Pointed(domain, rule.PointsOn(domain, region.Part, draw));
        }
        return Joined([
            .. Enumerable
                .Range(0, domain.Pieces.Count)
                .Select(piece => domain.Only([piece]))
                .Select(piece => Pointed(piece, rule.PointsOn(piece, region.Part, draw))),
        ]);
    }

    /// <summary>Writes the normals at points.</summary>
    /// <param name="normals">[d, n].</param>
    public static void Normals(Domain domain, PointSet points, double[] normals)
    {
        var (d, n) = (points.Dimension, points.Count);
        Span<double> point = stackalloc double[d];
        Span<double> normal = stackalloc double[d];
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < d; k++)
            {
                point[k] = points.Coordinates[k * n + i];
            }
            domain.Normal(point, normal);
            for (var k = 0; k < d; k++)
            {
                normals[k * n + i] = normal[k];
            }
        }
    }

    private static PointSet Pointed(Domain domain, PointSet points)
    {
        var normals = new double[points.Coordinates.Length];
        Normals(domain, points, normals);
        return points with { Normals = normals };
    }

    private static PointSet Joined(IReadOnlyList<PointSet> sets)
    {
        var d = sets[0].Dimension;
        double[] Rows(Func<PointSet, double[]> of) =>
            [
                .. Enumerable
                    .Range(0, d)
                    .SelectMany(k => sets.SelectMany(s => of(s)[(k * s.Count)..((k + 1) * s.Count)])),
            ];

        return new PointSet(d, Rows(s => s.Coordinates), [.. sets.SelectMany(s => s.Weights)])
        {
            Normals = Rows(s => s.Normals!),
        };
    }
}
