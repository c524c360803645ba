using System.Numerics;
using Thalweg.Pde.Equations;

namespace Thalweg.Pde.References;

/// <summary>
/// On (−1, 1)² without [0, 1) × {0}, with ζ = √z, which opens the slit to the real axis: Im ζ^k for odd k, and at each outer corner c the
/// one logarithm that a right angle with u = 0 makes of −Δu = 1.
/// </summary>
/// <remarks>p = −y²/2. Every function is 0 on both sides of the slit and even in y. The logarithm is Im (z − c)² log(1 − ζ/√c) with its images
/// by the two reflections; what is left of u is analytic beyond the outer sides, and powers of ζ converge to it geometrically.</remarks>
/// <param name="powers">Number of powers.</param>
internal sealed class SlitSeries(int powers) : HarmonicSeries
{
    private static readonly Complex[] Corners = [1, new(1, 1), new(-1, 1)];

    private static readonly Complex[] Roots = [.. Corners.Select(Root)];

    private static readonly Complex Infinite = new(double.PositiveInfinity, double.PositiveInfinity);

    // The farthest point of the domain in ζ.
    private static readonly double Reach = Math.Sqrt(Math.Sqrt(2));

    public override int Count => powers + Corners.Length;

    public override IReadOnlyList<(Complex From, Complex To)> Sides =>
        [(1, new(1, 1)), (new(1, 1), new(-1, 1)), (new(-1, 1), -1)];

    public override void Functions(Complex z, Span<Complex> values, Span<Complex> slopes)
    {
        var root = Root(z);
        var byRoot = z == Complex.Zero ? Infinite : 0.5 / root;
        var scaled = root / Reach;
        var square = scaled * scaled;
        var even = Complex.One;
        for (var j = 0; j < powers; j++)
        {
            values[j] = even * scaled;
            slopes[j] = (2 * j + 1) / Reach * even * byRoot;
            even *= square;
        }
        for (var c = 0; c < Corners.Length; c++)
        {
            var (value, slope) = Corner(z, root, byRoot, Corners[c], Roots[c]);
            var (mirrored, mirroredSlope) = Corner(
                z,
                root,
                byRoot,
                Complex.Conjugate(Corners[c]),
                Complex.Conjugate(Roots[c])
            );
            values[powers + c] = value + mirrored;
            slopes[powers + c] = slope + mirroredSlope;
        }
    }

    public override (double Value, double AlongX, double AlongY) Particular(Complex z) =>
        (-0.5 * z.Imaginary * z.Imaginary, 0, -z.Imaginary);

    /// <summary>(z − c)² (log(1 − ζ/√c) − log(1 + ζ/√c)) and its derivative by z.</summary>
    private static (Complex Value, Complex Slope) Corner(
        Complex z,
        Complex root,
        Complex byRoot,
        Complex corner,
        Complex cornerRoot
    )
    {
        var away = z - corner;
        if (away == Complex.Zero)
        {
            return (Complex.Zero, Complex.Zero);
        }
        var ratio = root / cornerRoot;
        var logarithm = PlaneLogarithm.Of(1 - ratio) - PlaneLogarithm.Of(1 + ratio);
        // d/dζ of the logarithm is −2 √c/(c − z), which takes one factor of (z − c)².
        return (away * away * logarithm, 2 * away * logarithm + 2 * away * cornerRoot * byRoot);
    }

    /// <summary>√z with an argument in [0, π).</summary>
    private static Complex Root(Complex z)
    {
        // Of the two roots of (|z| ± x)/2 the larger one, and the other by their product y/2.
        var size = Math.Sqrt(z.Real * z.Real + z.Imaginary * z.Imaginary);
        var larger = Math.Sqrt(0.5 * (size + Math.Abs(z.Real)));
        var smaller = larger == 0 ? 0 : 0.5 * Math.Abs(z.Imaginary) / larger;
        var (real, imaginary) = z.Real >= 0 ? (larger, smaller) : (smaller, larger);
        return new Complex(z.Imaginary < 0 ? -real : real, imaginary);
    }
}
