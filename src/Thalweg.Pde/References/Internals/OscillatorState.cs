using System.Globalization;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.References;

/// <summary>
/// State k of −u″ + x²u = λu on (−L, L), u(±L) = 0: u = c x^p e^(−z/2) M(a, p + ½, z), z = x², with Kummer's function M, p = k mod 2 and
/// λ = 2p + 1 − 4a [Abramowitz1964, §13.1, §19.2].
/// </summary>
/// <remarks>On the whole line a = −m, m = (k − p)/2, and M is a polynomial; on the interval a = −m − ε with the ε at which M vanishes at its ends. Beyond the
/// polynomial the summands have one sign, so that nothing is lost to rounding but what the polynomial loses.</remarks>
internal sealed class OscillatorState
{
    private const int MostTerms = 400;

    private const int Nodes = 120;

    private readonly int parity;
    private readonly int degree;
    private readonly double excess;
    private readonly double factor = 1;

    /// <param name="number">k.</param>
    /// <param name="half">L.</param>
    public OscillatorState(int number, double half)
    {
        (parity, degree) = (number % 2, number / 2);
        excess = Excess(half * half);
        var points = new GaussRule(Nodes).Interior(new Geometry.Box([new(-half, half)]));
        var square = 0.0;
        for (var i = 0; i < points.Count; i++)
        {
            var u = At(points.Axis(0)[i]).Value;
            square += points.Weights[i] * u * u;
        }
        factor = 1 / Math.Sqrt(square);
    }

    /// <summary>λ − (2k + 1), by which the ends raise the eigenvalue.</summary>
    public double Shift => 4 * excess;

    public double Eigenvalue => 2 * (2 * degree + parity) + 1 + Shift;

    /// <summary>u and u′, with ∫u² = 1.</summary>
    public (double Value, double Slope) At(double x)
    {
        var z = x * x;
        var (m, slope) = Kummer(z, excess);
        var decay = factor * Elementary.Exp(-0.5 * z);
        // (x^p e^(−z/2) M)′ = e^(−z/2) (p M + x^p (2x M′ − x M)).
        return parity == 0
            ? (decay * m, decay * x * (2 * slope - m))
            : (decay * x * m, decay * (m + z * (2 * slope - m)));
    }

    /// <summary>ε at which M(−m − ε, p + ½, z) is 0, by secants: M is nearly linear in ε.</summary>
    private double Excess(double z)
    {
        var (before, next) = (0.0, 1e-14);
        var value = Kummer(z, before).Value;
        for (var i = 0; i < 60; i++)
        {
            var there = Kummer(z, next).Value;
            var step = there - value == 0 ? 0 : -there * (next - before) / (there - value);
            (before, value) = (next, there);
            next += step;
            if (Math.Abs(step) <= 1e-15 * Math.Abs(next))
            {
                return next;
            }
        }
        throw new InvalidOperationException(
            string.Create(
                CultureInfo.InvariantCulture,
                $"no eigenvalue was found at z = {z}, expected one near {degree}"
            )
        );
    }

    /// <summary>M(−m − ε, p + ½, z) = Σ (−m − ε)_n zⁿ/((p + ½)_n n!) and its derivative by z.</summary>
    private (double Value, double Slope) Kummer(double z, double excess)
    {
        var b = parity + 0.5;
        var (term, value, slope) = (1.0, 1.0, 0.0);
        for (var n = 0; n < MostTerms; n++)
        {
            // c_{n+1} zⁿ, of which the slope is a sum.
            var next = term * (n - degree - excess) / ((b + n) * (n + 1));
            slope += (n + 1) * next;
            next *= z;
            value += next;
            term = next;
            if (n > degree && Math.Abs(term) <= 1e-18 * Math.Abs(value) && n > z)
            {
                break;
            }
        }
        return (value, slope);
    }
}
