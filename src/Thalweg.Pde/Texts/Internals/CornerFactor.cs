using System.Globalization;
using System.Numerics;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Texts;

/// <summary>φ of polygons with corners that turn inwards: at each the harmonic function r^(π/ω) sin(πϑ/ω), with which solutions of elliptic equations of second
/// order begin there, times the distances to the lines of the sides that meet no such corner [Grisvard1985].</summary>
/// <remarks>u/φ is bounded at the corner, where over a distance it grows as r^(π/ω − 1): the network need not be steep there.</remarks>
internal static class CornerFactor
{
    private const int Points = 4096;

    // Of r², below which powers of r with a negative exponent would be infinite, and 0 times them no number.
    private const double Least = 1e-200;

    /// <summary>φ, or why there is none.</summary>
    public static (Expression? Factor, string? Reason) Of(Domain domain)
    {
        if ((domain.Whole is Cylinder cylinder ? cylinder.Space : domain.Whole) is not PlanarDomain plane)
        {
            return (
                null,
                $"on the {domain.Name}, which is no polygon: corners of polygons have powers; take distance=rfunction"
            );
        }
        var edges = plane.Edges;
        var left = edges.ToList();
        Expression factor = 1.0;
        foreach (var (arriving, leaving) in Inward(edges))
        {
            if (!left.Remove(arriving) || !left.Remove(leaving))
            {
                return (
                    null,
                    $"on the {domain.Name}, two neighbouring corners of which turn inwards: the product of their powers is zero twice on the side between; take distance=rfunction"
                );
            }
            factor *= Power(arriving, leaving);
        }
        if (left.Count == edges.Count)
        {
            return (null, $"on the {domain.Name}, no corner of which turns inwards; take distance=standard");
        }
        factor = EdgeDistance.ToLines(left) * factor;
        return IsPositive(plane, factor)
            ? (factor, null)
            : (
                null,
                $"on the {domain.Name}, through which the line of a side runs, so that a product of distances is zero inside; take distance=rfunction"
            );
    }

    // The sides before and behind, with the inside to the left.
    private static IEnumerable<(Segment Arriving, Segment Leaving)> Inward(IReadOnlyList<Segment> edges) =>
        from arriving in edges
        from leaving in edges
        where arriving.To == leaving.From && Turns(arriving, leaving)
        select (arriving, leaving);

    // The two sides of a slit are one segment there and back: at its tip they turn inwards, at its other end outwards.
    private static bool Turns(Segment arriving, Segment leaving) =>
        leaving.To == arriving.From
            ? arriving.To.Grading > 1
            : Triangle.Cross(arriving.From, arriving.To, leaving.To) < -Slack(arriving, leaving);

    private static double Slack(Segment a, Segment b) => 1e-9 * a.Length * b.Length;

    private static Expression Power(Segment arriving, Segment leaving)
    {
        var corner = leaving.From;
        var along = new Complex(leaving.To.X - corner.X, leaving.To.Y - corner.Y) / leaving.Length;
        var back = new Complex(arriving.From.X - corner.X, arriving.From.Y - corner.Y) / arriving.Length;
        // From the side behind the corner against the clock to the one before it.
        var turned = back / along;
        var angle = PlaneLogarithm.Argument(turned.Real, turned.Imaginary);
        var inside = angle <= 1e-12 ? angle + (2 * Math.PI) : angle;
        // Angles are counted from the middle of the inside, so that the cut of the logarithm lies outside.
        var middle = along * PlaneLogarithm.Exp(new Complex(0, inside / 2));
        return new Powers(new Complex(corner.X, corner.Y), middle).Real(Math.PI / inside);
    }

    private static bool IsPositive(Domain domain, Expression factor)
    {
        var points = new SobolRule(Points).PointsOn(domain, DomainPart.Interior, 0);
        return CoordinateValues.Of([factor], points).All(value => value > 0);
    }

    /// <summary>Re and Im of ((z − c)/d)^q and their derivatives along the axes, which are such functions.</summary>
    private sealed class Powers(Complex corner, Complex middle)
    {
        public Expression Real(double exponent) => Pair(exponent)[0];

        // d/dx z^q = (q/d) z^(q−1) with z = (x + iy − c)/d, d/dy = i times that.
        private IReadOnlyList<CoordinateFunction> Pair(double exponent)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"z^{exponent:R}");
            return CoordinateFunction.Together(
                Evaluate,
                ($"Re {name}", axis => Slope(axis).Real),
                ($"Im {name}", axis => Slope(axis).Imaginary)
            );

            void Evaluate(ReadOnlySpan<double> point, Span<double> values)
            {
                var z = (new Complex(point[0], point[1]) - corner) / middle;
                var square = Math.Max(Least, (z.Real * z.Real) + (z.Imaginary * z.Imaginary));
                var power = PlaneLogarithm.Exp(
                    exponent
                        * new Complex(0.5 * PlaneLogarithm.Log(square), PlaneLogarithm.Argument(z.Real, z.Imaginary))
                );
                (values[0], values[1]) = (power.Real, power.Imaginary);
            }

            (Expression Real, Expression Imaginary) Slope(int axis)
            {
                var factor = exponent / middle * (axis == 0 ? Complex.One : Complex.ImaginaryOne);
                var lower = Pair(exponent - 1);
                return (
                    (factor.Real * (Expression)lower[0]) - (factor.Imaginary * (Expression)lower[1]),
                    (factor.Imaginary * (Expression)lower[0]) + (factor.Real * (Expression)lower[1])
                );
            }
        }
    }
}
