using System.Globalization;
using Thalweg.Numerics.Integration;
using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Quadrature;

/// <summary>
/// Product rule on the ball |x| ≤ ρ: R Gauss–Legendre nodes in the radius on (0, 1), T in cos θ on (−1, 1), P equal angles
/// φ = 2πk/P; weight w_r r² w_μ 2π/P, nodes times ρ and weights times ρ³; r outermost, φ innermost; its boundary rule is the T×P rule on the sphere.
/// <c>spherical:RxTxP</c>.
/// </summary>
public sealed class SphericalRule : QuadratureRule
{
    public SphericalRule(int radial, int polar, int azimuthal)
    {
        Radial = Checked(radial, nameof(radial), GaussLegendre.MaximumNodes);
        Polar = Checked(polar, nameof(polar), GaussLegendre.MaximumNodes);
        Azimuthal = Checked(azimuthal, nameof(azimuthal), PointCount.Maximum);
        if ((decimal)radial * polar * azimuthal > PointCount.Maximum)
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"quadrature '{Name}' has {(decimal)radial * polar * azimuthal} points, expected at most {PointCount.Maximum}: use fewer"
                ),
                nameof(radial)
            );
        }
    }

    /// <summary>R.</summary>
    public int Radial { get; }

    /// <summary>T.</summary>
    public int Polar { get; }

    /// <summary>P.</summary>
    public int Azimuthal { get; }

    public override string Name =>
        string.Create(CultureInfo.InvariantCulture, $"spherical:{Radial}x{Polar}x{Azimuthal}");

    public override string? MisfitOn(Domain domain, DomainPart part)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return domain.Radius is not null
            ? null
            : Misfit(domain, "the unit ball, d = 3", domain.Dimension == 1 ? "simpson:200" : "gauss:16 or sobol:4096");
    }

    public override int CountOn(Domain domain)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return Radial * Polar * Azimuthal;
    }

    public override PointSet Interior(Domain domain, long draw = 0)
    {
        ArgumentNullException.ThrowIfNull(domain);
        var sphere = Boundary(domain);
        var radius = domain.Radius!.Value;
        var (radii, radialWeights) = GaussLegendre.OnUnitInterval(Radial);
        var count = Radial * sphere.Count;
        var coordinates = new double[3 * count];
        var weights = new double[count];
        for (var i = 0; i < count; i++)
        {
            var (r, onSphere) = (i / sphere.Count, i % sphere.Count);
            for (var k = 0; k < 3; k++)
            {
                coordinates[k * count + i] = radii[r] * sphere.Coordinates[k * sphere.Count + onSphere];
            }
            weights[i] = radius * (radialWeights[r] * radii[r] * radii[r] * sphere.Weights[onSphere]);
        }
        return new PointSet(3, coordinates, weights);
    }

    public override PointSet Boundary(Domain domain, long draw = 0)
    {
        ArgumentNullException.ThrowIfNull(domain);
        Require(domain, DomainPart.Boundary);
        var radius = domain.Radius!.Value;
        var (cosines, polarWeights) = GaussLegendre.OnSymmetricInterval(Polar);
        var step = 2 * Math.PI / Azimuthal;
        var count = Polar * Azimuthal;
        var coordinates = new double[3 * count];
        var weights = new double[count];
        Span<double> point = stackalloc double[3];
        for (var i = 0; i < count; i++)
        {
            UnitBall.OnSphere(cosines[i / Azimuthal], 2 * Math.PI * (i % Azimuthal) / Azimuthal, point);
            for (var k = 0; k < 3; k++)
            {
                coordinates[k * count + i] = radius * point[k];
            }
            weights[i] = radius * radius * (polarWeights[i / Azimuthal] * step);
        }
        return new PointSet(3, coordinates, weights);
    }

    private static int Checked(int count, string argument, int maximum) =>
        count >= 1 && count <= maximum
            ? count
            : throw new ArgumentException(
                $"{argument} count of quadrature 'spherical' is {count}, expected 1..{maximum}: write for example spherical:16x12x24",
                argument
            );
}
