using System.Globalization;

namespace Thalweg.Pde.Geometry;

/// <summary>A part of a domain, of its boundary or of its initial surface: where a term is integrated and where a condition holds.</summary>
/// <param name="Name">As messages say it: <c>interior</c>, <c>boundary</c>, <c>x = 0</c>, <c>t = 0</c>.</param>
/// <param name="Domain">The domain; where the region is a piece of its boundary, the domain with that piece alone as ∂Ω.</param>
/// <param name="Part">Which part of it.</param>
public sealed record Region(string Name, Domain Domain, DomainPart Part)
{
    public string Name { get; init; } = Name ?? throw new ArgumentNullException(nameof(Name));

    public Domain Domain { get; init; } = Domain ?? throw new ArgumentNullException(nameof(Domain));

    /// <summary>Volume, surface measure, or for points of an interval their number.</summary>
    public double Measure => Domain.MeasureOf(Part);

    /// <summary>Whether it is the surface t = 0 of a domain with a time.</summary>
    public bool IsInitial => Part == DomainPart.Initial;

    /// <summary>Ω.</summary>
    public static Region Interior(Domain domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return new("interior", domain, DomainPart.Interior);
    }

    /// <summary>∂Ω, as far as it carries conditions.</summary>
    public static Region Boundary(Domain domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return new("boundary", domain, DomainPart.Boundary);
    }

    /// <summary>The surface t = 0.</summary>
    /// <exception cref="ArgumentException">The domain has no time.</exception>
    public static Region Initial(Domain domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return domain.TimeAxis is not null ? new("t = 0", domain, DomainPart.Initial) : throw domain.NoInitialSurface();
    }

    /// <summary>Pieces of ∂Ω, by their numbers among <see cref="Domain.Pieces"/>.</summary>
    /// <exception cref="ArgumentException">There is no such piece, or none is named.</exception>
    public static Region Pieces(string name, Domain domain, params IReadOnlyList<int> pieces)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(domain);
        ArgumentNullException.ThrowIfNull(pieces);
        foreach (var piece in pieces)
        {
            if (piece < 0 || piece >= domain.Pieces.Count)
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"got piece {piece}, expected 0 to {domain.Pieces.Count - 1}: the boundary of the {domain.Name} is {string.Join(", ", domain.Pieces)}"
                    ),
                    nameof(pieces)
                );
            }
        }
        return pieces.Count > 0
            ? new Region(name, domain.Only([.. pieces.Distinct().Order()]), DomainPart.Boundary)
            : throw new ArgumentException("got no piece of the boundary, expected at least one", nameof(pieces));
    }

    /// <summary>Maps u ∈ [0,1)^d to the region so that uniform points become uniform points.</summary>
    public void Map(ReadOnlySpan<double> unit, Span<double> point)
    {
        switch (Part)
        {
            case DomainPart.Interior:
                Domain.MapInterior(unit, point);
                break;
            case DomainPart.Boundary:
                Domain.MapBoundary(unit, point);
                break;
            default:
                Domain.MapInitial(unit, point);
                break;
        }
    }

    /// <summary>Distance of a point, zero on the region; inside Ω it is 0 or less.</summary>
    public double Distance(ReadOnlySpan<double> point) =>
        Part switch
        {
            DomainPart.Interior => Domain.SignedDistance(point),
            DomainPart.Boundary => Domain.BoundaryDistance(point),
            _ => Domain.InitialDistance(point),
        };

    public override string ToString() => Name;
}
