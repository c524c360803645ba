using System.Globalization;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Equations;

namespace Thalweg.Pde.Geometry;

/// <summary>|x − c| &lt; r(θ) in the plane, r(θ) = R + Σ_k (a_k cos kθ + b_k sin kθ) with θ the angle of x − c.</summary>
/// <remarks>Product rules take their points in sectors, in polar coordinates.</remarks>
public sealed class StarShape : Domain
{
    /// <summary>The most waves.</summary>
    public const int MostWaves = 16;

    private const int Sectors = 8;

    private const int Panels = 256;

    private readonly (double X, double Y) centre;
    private readonly Outreach outreach;
    private readonly Cumulative area;
    private readonly Cumulative length;
    private readonly (double Lower, double Upper)[] extent;

    /// <param name="centre">c.</param>
    /// <param name="radius">R, the mean of r.</param>
    /// <param name="waves">(a_k, b_k), k = 1, 2, …</param>
    /// <exception cref="ArgumentException">A number is not finite, there are too many waves, or r is not positive everywhere.</exception>
    public StarShape((double X, double Y) centre, double radius, params IReadOnlyList<(double Cos, double Sin)> waves)
    {
        ArgumentNullException.ThrowIfNull(waves);
        if (!double.IsFinite(centre.X) || !double.IsFinite(centre.Y))
        {
            throw new ArgumentException(
                $"got the centre ({centre.X}, {centre.Y}), expected finite numbers",
                nameof(centre)
            );
        }
        if (waves.Count > MostWaves)
        {
            throw new ArgumentException(
                $"got {waves.Count} waves of a star shape, expected at most {MostWaves}: leave the highest out",
                nameof(waves)
            );
        }
        this.centre = centre;
        outreach = new Outreach(radius, waves);
        area = new Cumulative(
            angle =>
            {
                var r = outreach.At(angle).Value;
                return 0.5 * r * r;
            },
            0,
            2 * Math.PI,
            Panels
        );
        length = new Cumulative(Speed, 0, 2 * Math.PI, Panels);
        extent = [outreach.Extent(0), outreach.Extent(1)];
    }

    public override string Name =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"star shape |x - ({centre.X}, {centre.Y})| < {outreach.Description}"
        );

    public override int Dimension => 2;

    /// <summary>½ ∫ r² = π (R² + ½ Σ (a_k² + b_k²)).</summary>
    public override double Volume => Math.PI * outreach.MeanSquare;

    /// <summary>∫ √(r² + r′²) dθ by a rule that is exact to rounding for smooth r.</summary>
    public override double BoundaryMeasure => length.Total;

    internal override bool IsBent => true;

    internal override bool IsSmooth => true;

    public override double Lower(int axis) => (axis == 0 ? centre.X : centre.Y) + extent[axis].Lower;

    public override double Upper(int axis) => (axis == 0 ? centre.X : centre.Y) + extent[axis].Upper;

    public override IReadOnlyList<Cell> Cells(DomainPart part) =>
        part switch
        {
            DomainPart.Interior =>
            [
                .. Enumerable
                    .Range(0, Sectors)
                    .Select(i => new Cell([new Interval(0, 1), Sector(i)])
                    {
                        Map = (parameters, point) =>
                        {
                            var r = outreach.At(parameters[1]).Value;
                            Place(parameters[0] * r, parameters[1], point);
                            return parameters[0] * r * r;
                        },
                    }),
            ],
            DomainPart.Boundary =>
            [
                .. Enumerable
                    .Range(0, Sectors)
                    .Select(i => new Cell([Sector(i)])
                    {
                        Map = (angle, point) =>
                        {
                            Place(outreach.At(angle[0]).Value, angle[0], point);
                            return Speed(angle[0]);
                        },
                    }),
            ],
            _ => [],
        };

    /// <summary>The angle by its share of the area, |x − c| = r(θ) √u₀.</summary>
    public override void MapInterior(ReadOnlySpan<double> unit, Span<double> point)
    {
        var angle = area.Inverse(unit[1]);
        Place(Math.Sqrt(unit[0]) * outreach.At(angle).Value, angle, point);
    }

    /// <summary>The angle by its share of the length.</summary>
    public override void MapBoundary(ReadOnlySpan<double> unit, Span<double> point)
    {
        var angle = length.Inverse(unit[0]);
        Place(outreach.At(angle).Value, angle, point);
    }

    /// <summary>Along the ray from the centre: |x − c| − r(θ).</summary>
    public override double SignedDistance(ReadOnlySpan<double> point)
    {
        var (x, y) = (point[0] - centre.X, point[1] - centre.Y);
        var distance = Math.Sqrt(x * x + y * y);
        return distance == 0 ? -outreach.At(0).Value : distance - outreach.Towards(x / distance, y / distance).Value;
    }

    /// <summary>(r e_r − r′ e_θ)/√(r² + r′²) at the angle of the point.</summary>
    public override void Normal(ReadOnlySpan<double> point, Span<double> normal)
    {
        var (x, y) = (point[0] - centre.X, point[1] - centre.Y);
        var distance = Math.Sqrt(x * x + y * y);
        (x, y) = distance == 0 ? (1, 0) : (x / distance, y / distance);
        var (r, slope) = outreach.Towards(x, y);
        var scale = Math.Sqrt(r * r + slope * slope);
        normal[0] = (r * x + slope * y) / scale;
        normal[1] = (r * y - slope * x) / scale;
    }

    /// <summary>1 − |x − c|²/r², whose second derivatives are bounded, but jump at the centre.</summary>
    internal override Expression Factor() => outreach.Factor(centre);

    internal override int FactorSmoothness => 2;

    internal override IReadOnlyList<Expression> PieceDistances() => [outreach.Distance(centre)];

    public override Grid Grid() => PlanarGrid.Over(this);

    private static Interval Sector(int i) => new(i * (2 * Math.PI / Sectors), (i + 1) * (2 * Math.PI / Sectors));

    private double Speed(double angle)
    {
        var (r, slope) = outreach.At(angle);
        return Math.Sqrt(r * r + slope * slope);
    }

    private void Place(double distance, double angle, Span<double> point)
    {
        point[0] = centre.X + distance * Elementary.Cos(angle);
        point[1] = centre.Y + distance * Elementary.Sin(angle);
    }
}
