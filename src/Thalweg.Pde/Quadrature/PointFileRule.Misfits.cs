using System.Globalization;
using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Quadrature;

// Whether the points of a file are those of a domain.
public sealed partial class PointFileRule
{
    /// <summary>How far outside the domain, or off its boundary, rounding may put a point.</summary>
    private const double Tolerance = 1e-9;

    public override string? MisfitOn(Domain domain, DomainPart part)
    {
        ArgumentNullException.ThrowIfNull(domain);
        if (dimension != domain.Dimension)
        {
            return Misfit(
                domain,
                string.Create(CultureInfo.InvariantCulture, $"d = {dimension} ('nodes' has that many columns)"),
                string.Create(CultureInfo.InvariantCulture, $"nodes with {domain.Dimension} columns")
            );
        }
        return MisplacedOn(domain, part) ?? MismeasuredOn(domain, part);
    }

    private string? MisplacedOn(Domain domain, DomainPart part) =>
        part switch
        {
            DomainPart.Interior => Misplaced(interior, "nodes", domain.SignedDistance, $"in the {domain.Name}"),
            DomainPart.Boundary when boundary is null => domain.Dimension == 1
                ? null
                : Absent("boundary_nodes and boundary_weights", $"a boundary term on the {domain.Name}"),
            DomainPart.Boundary => Misplaced(
                boundary,
                "boundary_nodes",
                domain.BoundaryDistance,
                $"on the boundary of the {domain.Name}"
            ),
            _ when initial is null => Absent(
                "initial_nodes and initial_weights",
                $"an initial term on the {domain.Name}"
            ),
            _ => Misplaced(
                initial,
                "initial_nodes",
                domain.InitialDistance,
                $"on the initial surface of the {domain.Name}"
            ),
        };

    /// <summary>What to say where the weights of a part do not sum to its measure; null where they do, or need not.</summary>
    private string? MismeasuredOn(Domain domain, DomainPart part)
    {
        var (points, name, place) = part switch
        {
            DomainPart.Interior => (interior, "weights", "volume"),
            DomainPart.Boundary => (boundary, "boundary_weights", "boundary measure"),
            _ => (initial, "initial_weights", "initial surface"),
        };
        if (points is null || Measure == PointMeasure.Given)
        {
            return null;
        }
        var (sum, measure) = (points.Weights.Sum(), domain.MeasureOf(part));
        return Measure == PointMeasure.Scaled
            ? double.IsNormal(measure / sum) && sum > 0
                ? null
                : Told("weights with a positive sum, which can be scaled; correct them, or write measure=given")
            : IsMeasure(sum, measure)
                ? null
                : Told(TheirMeasure);

        string Told(string expected) =>
            Sentence(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"has '{name}' that sum to {sum:g7} where the {place} of the {domain.Name} is {measure:g7}, expected {expected}"
                )
            );
    }

    private delegate double Distance(ReadOnlySpan<double> point);

    /// <summary>What to say of the first point that is not where it belongs; null where there is none.</summary>
    private string? Misplaced(PointSet points, string name, Distance distance, string place)
    {
        Span<double> point = stackalloc double[dimension];
        for (var i = 0; i < points.Count; i++)
        {
            for (var k = 0; k < dimension; k++)
            {
                point[k] = points.Axis(k)[i];
            }
            if (distance(point) > Tolerance)
            {
                return Sentence(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"has the point ({string.Join(", ", point.ToArray())}) in '{name}' at index {i}, expected points {place}: repair or remove that point"
                    )
                );
            }
        }
        return null;
    }

    private string Absent(string arrays, string need) =>
        Sentence($"has no {arrays}, which {need} needs: add them or use a hard trial function");
}
