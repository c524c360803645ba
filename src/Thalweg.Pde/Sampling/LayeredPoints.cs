using System.Globalization;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Sampling;

/// <summary>
/// Draws all points anew in each round, without asking for the residual: a share of them evenly, the others gathered at a place c of
/// one axis with density ∝ 1/√((x_k − c)² + δ²). <c>layered(axis=k, at=c, width=δ)</c> or <c>layered(axis=k, at=c, width=δ,
/// share=s, seed=s)</c>.
/// </summary>
/// <remarks>
/// For a layer whose place is known. The points are those of a Sobol sequence with a digital shift per round; gathered ones have
/// x_k = c + δ sinh(σ asinh(ℓ/δ)) with ℓ the length to the edge on their side. Around a layer every scale from δ to ℓ gets as many points as
/// any other. Equal weights; the share of even points keeps the smooth part of the solution from being forgotten. Cost of a round:
/// none of the residual.
/// </remarks>
public sealed record LayeredPoints : PointSampler
{
    private const string Label = "layered";

    /// <param name="axis">k, the number of the coordinate from 1.</param>
    /// <param name="position">c.</param>
    /// <param name="width">δ, above 0.</param>
    public LayeredPoints(int axis, double position, double width)
    {
        Axis =
            axis >= 1
                ? axis
                : throw new ArgumentOutOfRangeException(
                    nameof(axis),
                    axis,
                    $"axis of sampler '{Label}' is {axis}, expected the number of a coordinate, from 1"
                );
        Position = position;
        Width =
            width > 0 && double.IsFinite(width)
                ? width
                : throw new ArgumentOutOfRangeException(
                    nameof(width),
                    width,
                    $"width of sampler '{Label}' is {width}, expected a finite number above 0"
                );
    }

    public int Axis { get; }

    public double Position { get; }

    public double Width { get; }

    /// <summary>Share of even points, in [0, 1].</summary>
    public double Share
    {
        get;
        init =>
            field = value is >= 0 and <= 1
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(Share),
                    value,
                    $"share of sampler '{Label}' is {value}, expected a number from 0 to 1"
                );
    } = 0.5;

    public override string Name =>
        Spelled(Label, ("axis", Axis), ("at", Position), ("width", Width), ("share", Share == 0.5 ? null : Share));

    internal override string? MisfitOn(Domain domain, int points)
    {
        if (Axis > domain.Dimension || domain.Dimension >= SobolSequence.MaximumDimension)
        {
            return $"axis of sampler '{Name}' on the {domain.Name}, expected 1..{domain.Dimension} and fewer than {SobolSequence.MaximumDimension} coordinates";
        }
        if (domain.Cells(DomainPart.Interior).Count != 1)
        {
            return $"sampler '{Name}' stretches one coordinate of a box, received the {domain.Name}: use rad";
        }
        return Position >= domain.Lower(Axis - 1) && Position <= domain.Upper(Axis - 1)
            ? null
            : string.Create(
                CultureInfo.InvariantCulture,
                $"at of sampler '{Name}' is outside the {domain.Name}, expected {domain.Lower(Axis - 1)}..{domain.Upper(Axis - 1)}"
            );
    }

    internal override PointSet Choose(SamplingRound round)
    {
        var domain = round.Domain;
        var (d, count) = (domain.Dimension, round.Points.Count);
        var random = Random(Label, round.Number);
        Span<uint> shift = stackalloc uint[d + 1];
        for (var k = 0; k <= d; k++)
        {
            shift[k] = random.NextUInt32();
        }
        // One coordinate more than the domain has says whether a point is an even one.
        var units = new double[count * (d + 1)];
        SobolSequence.Fill(units, shift);
        var coordinates = new double[d * count];
        Span<double> point = stackalloc double[d];
        for (var i = 0; i < count; i++)
        {
            var unit = units.AsSpan(i * (d + 1), d + 1);
            domain.MapInterior(unit[..d], point);
            if (unit[d] >= Share)
            {
                point[Axis - 1] = Gathered(unit[Axis - 1], domain.Lower(Axis - 1), domain.Upper(Axis - 1));
            }
            for (var k = 0; k < d; k++)
            {
                coordinates[k * count + i] = point[k];
            }
        }
        return Equal(new PointSet(d, coordinates, new double[count]), domain);
    }

    /// <summary>The place on [lower, upper] below which the density holds a part u of its mass.</summary>
    internal double Gathered(double u, double lower, double upper)
    {
        var below = InverseSinh((Position - lower) / Width);
        var above = InverseSinh((upper - Position) / Width);
        var place = Position + (Width * Sinh((u * (below + above)) - below));
        return Math.Clamp(place, lower, upper);
    }

    private static double InverseSinh(double x) => Elementary.Log(x + Math.Sqrt((x * x) + 1));

    private static double Sinh(double x) => 0.5 * (Elementary.Exp(x) - Elementary.Exp(-x));
}
