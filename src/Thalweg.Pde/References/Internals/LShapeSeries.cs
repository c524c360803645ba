using System.Numerics;
using Thalweg.Pde.Equations;

namespace Thalweg.Pde.References;

/// <summary>
/// On (−1, 1)² without the quadrant x &gt; 0, y &lt; 0: Im z^(2k/3) for odd k at the corner that turns inwards, polynomials of the symmetry of
/// the domain with the logarithms that meet them there, and at each outer corner the one logarithm that a right angle with u = 0 makes of
/// −Δu = 1.
/// </summary>
/// <remarks>p = −r²/4 + r² cos 2θ/4 − r²(ln r sin 2θ + θ cos 2θ)/(3π) is 0 on both sides of the corner. Every function is even about the line
/// θ = 3π/4.</remarks>
/// <param name="powers">Number of powers z^(2k/3).</param>
/// <param name="degree">Degree of the polynomials.</param>
internal sealed class LShapeSeries(int powers, int degree) : HarmonicSeries
{
    private const double Middle = 0.75 * Math.PI;

    private static readonly double Reach = Math.Sqrt(2);

    private static readonly double LogReach = PlaneLogarithm.Log(2) / 2;

    // The corners of one half, each with the direction outwards in which its logarithm is cut.
    private static readonly (Complex Corner, Complex Outwards, bool IsOnAxis)[] Corners =
    [
        (1, 1, false),
        (new(1, 1), new(1, 1), false),
        (new(-1, 1), new(-1, 1), true),
    ];

    // Where r^n on both sides belongs to no polynomial, r^n log r has to come in: n = 6, 10, …
    private int Logarithms => degree < 6 ? 0 : (degree - 2) / 4;

    public override int Count => powers + degree + Logarithms + Corners.Length;

    public override IReadOnlyList<(Complex From, Complex To)> Sides =>
        [(0, 1), (1, new(1, 1)), (new(1, 1), new(-1, 1))];

    public override void Functions(Complex z, Span<Complex> values, Span<Complex> slopes)
    {
        var logarithm = Logarithm(z);
        Powers(z, logarithm, values, slopes);
        Polynomials(z, logarithm, values[powers..], slopes[powers..]);
        var at = powers + degree + Logarithms;
        for (var c = 0; c < Corners.Length; c++)
        {
            var (corner, outwards, isOnAxis) = Corners[c];
            var (value, slope) = Corner(z, corner, outwards);
            // The image by the reflection z → −i z̄ of the domain is −Im of the conjugated function at iz.
            var (image, imageSlope) = isOnAxis
                ? (Complex.Zero, Complex.Zero)
                : Corner(Complex.ImaginaryOne * z, Complex.Conjugate(corner), Complex.Conjugate(outwards));
            values[at + c] = value - image;
            slopes[at + c] = slope - Complex.ImaginaryOne * imageSlope;
        }
    }

    public override (double Value, double AlongX, double AlongY) Particular(Complex z)
    {
        if (z == Complex.Zero)
        {
            return (0, 0, 0);
        }
        // −|z|²/4 + Im Φ with Φ = i z²/4 − z² log z/(3π).
        const double share = 1 / (3 * Math.PI);
        var logarithm = Logarithm(z);
        var function = z * z * (0.25 * Complex.ImaginaryOne - share * logarithm);
        var slope = z * (0.5 * Complex.ImaginaryOne - share * (2 * logarithm + 1));
        return (
            function.Imaginary - 0.25 * (z.Real * z.Real + z.Imaginary * z.Imaginary),
            slope.Imaginary - 0.5 * z.Real,
            slope.Real - 0.5 * z.Imaginary
        );
    }

    private void Powers(Complex z, Complex logarithm, Span<Complex> values, Span<Complex> slopes)
    {
        if (z == Complex.Zero)
        {
            values[..powers].Clear();
            slopes[..powers].Fill(new Complex(double.PositiveInfinity, double.PositiveInfinity));
            return;
        }
        var root = PlaneLogarithm.Exp(2.0 / 3 * (logarithm - LogReach));
        var square = root * root;
        var power = root;
        var inverse = 1 / z;
        for (var j = 0; j < powers; j++)
        {
            values[j] = power;
            slopes[j] = (4 * j + 2) / 3.0 * power * inverse;
            power *= square;
        }
    }

    /// <summary>i wⁿ for n = 1, …, then i wⁿ log w for n = 6, 10, …, with w = z e^(−3πi/4)/√2.</summary>
    private void Polynomials(Complex z, Complex logarithm, Span<Complex> values, Span<Complex> slopes)
    {
        var turn = new Complex(-0.5, -0.5);
        var w = z * turn;
        var ofW = logarithm - new Complex(LogReach, Middle);
        var below = Complex.ImaginaryOne;
        for (var n = 1; n <= degree; n++)
        {
            var power = below * w;
            values[n - 1] = power;
            slopes[n - 1] = n * below * turn;
            if (n >= 6 && n % 4 == 2)
            {
                var at = degree + (n - 6) / 4;
                var isOrigin = z == Complex.Zero;
                values[at] = isOrigin ? Complex.Zero : power * ofW;
                slopes[at] = isOrigin ? Complex.Zero : below * (n * ofW + 1) * turn;
            }
            below = power;
        }
    }

    /// <summary>(z − c)² log((c − z)/d) and its derivative.</summary>
    private static (Complex Value, Complex Slope) Corner(Complex z, Complex corner, Complex outwards)
    {
        var away = z - corner;
        if (away == Complex.Zero)
        {
            return (Complex.Zero, Complex.Zero);
        }
        var logarithm = PlaneLogarithm.Of(-away / outwards);
        return (away * away * logarithm, away * (2 * logarithm + 1));
    }

    /// <summary>log z with an argument in [0, 3π/2].</summary>
    private static Complex Logarithm(Complex z)
    {
        var principal = PlaneLogarithm.Of(z);
        // What rounding has put below the side θ = 0 belongs to it.
        return principal.Imaginary < -0.25 * Math.PI
            ? new Complex(principal.Real, principal.Imaginary + 2 * Math.PI)
            : principal;
    }
}
