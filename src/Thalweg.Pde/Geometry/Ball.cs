using System.Globalization;
using Thalweg.Pde.Equations;

namespace Thalweg.Pde.Geometry;

/// <summary>|x − c| ≤ R in d ≥ 2 dimensions.</summary>
/// <remarks>Product rules take their points in polar coordinates; from four dimensions on, uniform and low-discrepancy points are the
/// cheaper ones.</remarks>
public sealed class Ball : Domain
{
    /// <summary>The largest d.</summary>
    public const int MaximumDimension = Box.MaximumDimension;

    private readonly double[] centre;
    private readonly double radius;

    /// <param name="centre">c [d].</param>
    /// <param name="radius">R &gt; 0.</param>
    /// <exception cref="ArgumentException">There are too few or too many coordinates, one is not finite, or R is not positive.</exception>
    public Ball(IReadOnlyList<double> centre, double radius)
    {
        ArgumentNullException.ThrowIfNull(centre);
        if (centre.Count is < 2 or > MaximumDimension)
        {
            throw new ArgumentException(
                $"got a centre of {centre.Count} coordinates, expected 2 to {MaximumDimension}: take an interval for one dimension",
                nameof(centre)
            );
        }
        if (!centre.All(double.IsFinite))
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"got the centre ({string.Join(", ", centre)}), expected finite numbers"
                ),
                nameof(centre)
            );
        }
        if (!(radius > 0 && double.IsFinite(radius)))
        {
            throw new ArgumentException(
                string.Create(CultureInfo.InvariantCulture, $"got the radius {radius}, expected a positive number"),
                nameof(radius)
            );
        }
        (this.centre, this.radius) = ([.. centre], radius);
    }

    public override string Name =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"ball |x - ({string.Join(", ", centre.Select(c => c.ToString(CultureInfo.InvariantCulture)))})| < {radius}"
        );

    public override int Dimension => centre.Length;

    public override double Lower(int axis) => centre[axis] - radius;

    public override double Upper(int axis) => centre[axis] + radius;

    /// <summary>V_d R^d with V_d = π^(d/2)/Γ(d/2 + 1).</summary>
    public override double Volume => BoundaryMeasure * radius / Dimension;

    /// <summary>d V_d R^(d−1).</summary>
    public override double BoundaryMeasure =>
        Enumerable
            .Repeat(radius, Dimension - 1)
            .Aggregate(Dimension * Sphere.BallVolume(Dimension), (product, r) => product * r);

    public override double? Radius => Dimension == 3 && centre.All(c => c == 0) ? radius : null;

    internal override bool IsBent => true;

    internal override bool IsSmooth => true;

    public override IReadOnlyList<Cell> Cells(DomainPart part) =>
        part switch
        {
            DomainPart.Interior =>
            [
                new([new Interval(0, radius), .. Sphere.Angles(Dimension)])
                {
                    Map = (polar, point) =>
                    {
                        var measure = Sphere.At(polar[1..], point);
                        for (var k = 1; k < point.Length; k++)
                        {
                            measure *= polar[0];
                        }
                        Place(polar[0], point);
                        return measure;
                    },
                },
            ],
            DomainPart.Boundary =>
            [
                new([.. Sphere.Angles(Dimension)])
                {
                    Map = (angles, point) =>
                    {
                        var measure = Sphere.At(angles, point);
                        for (var k = 1; k < point.Length; k++)
                        {
                            measure *= radius;
                        }
                        Place(radius, point);
                        return measure;
                    },
                },
            ],
            _ => [],
        };

    /// <summary>|x − c| = R u₀^(1/d), in a uniform direction.</summary>
    public override void MapInterior(ReadOnlySpan<double> unit, Span<double> point)
    {
        Sphere.InBall(unit, point);
        Place(radius, point);
    }

    /// <summary>The last number is not used.</summary>
    public override void MapBoundary(ReadOnlySpan<double> unit, Span<double> point)
    {
        Sphere.OnSphere(unit[..^1], point);
        Place(radius, point);
    }

    /// <summary>In the Euclidean norm: |x − c| − R.</summary>
    public override double SignedDistance(ReadOnlySpan<double> point) => FromCentre(point) - radius;

    /// <summary>(x − c)/|x − c|.</summary>
    public override void Normal(ReadOnlySpan<double> point, Span<double> normal)
    {
        var length = FromCentre(point);
        for (var k = 0; k < centre.Length; k++)
        {
            normal[k] = (point[k] - centre[k]) / length;
        }
    }

    internal override Expression Factor() =>
        radius * radius - Calculus.SumOver(Dimension, k => (Calculus.X(k) - centre[k]).Power(2));

    internal override IReadOnlyList<Expression> PieceDistances() => [Factor() / (2 * radius)];

    public override Grid Grid() =>
        Dimension == 2
            ? PlanarGrid.Over(this)
            : base.Grid() with
            {
                Description = "along the first axis through the centre of the ball",
            };

    private double FromCentre(ReadOnlySpan<double> point)
    {
        var square = 0.0;
        for (var k = 0; k < centre.Length; k++)
        {
            square += (point[k] - centre[k]) * (point[k] - centre[k]);
        }
        return Math.Sqrt(square);
    }

    private void Place(double scale, Span<double> point)
    {
        for (var k = 0; k < point.Length; k++)
        {
            point[k] = centre[k] + scale * point[k];
        }
    }
}
