using System.Numerics;
using Thalweg.Pde.Equations;

namespace Thalweg.Pde.References;

/// <summary>Steps of ETDRK4 for a semilinear equation in Fourier space: the linear part exactly, the rest to the fourth order
/// [Kassam2005].</summary>
/// <remarks>The coefficients are means over a circle about hL, where the formulas do not cancel. Cost of a step: eight transforms.</remarks>
internal sealed class ExponentialSteps
{
    private const int CirclePoints = 32;

    private readonly SemilinearEquation equation;
    private readonly FourierTransform transform;
    private readonly Complex[] whole;
    private readonly Complex[] half;
    private readonly Complex[] halfIntegral;
    private readonly Complex[] first;
    private readonly Complex[] middle;
    private readonly Complex[] last;
    private readonly Complex[] flux;
    private readonly Complex[] a;
    private readonly Complex[] b;
    private readonly Complex[] n;
    private readonly Complex[] na;
    private readonly Complex[] nb;
    private readonly Complex[] nc;

    /// <param name="step">h.</param>
    public ExponentialSteps(SemilinearEquation equation, FourierTransform transform, double step)
    {
        this.equation = equation;
        this.transform = transform;
        var size = transform.Size;
        (whole, half, halfIntegral) = (new Complex[size], new Complex[size], new Complex[size]);
        (first, middle, last, flux) = (new Complex[size], new Complex[size], new Complex[size], new Complex[size]);
        (a, b) = (new Complex[size], new Complex[size]);
        (n, na, nb, nc) = (new Complex[size], new Complex[size], new Complex[size], new Complex[size]);
        for (var k = 0; k < size; k++)
        {
            var wave = Wave(k);
            flux[k] = equation.IsFlux ? new Complex(0, wave) : Complex.One;
            // The highest wave has no derivative of odd order that is real.
            if (2 * k == size && equation.IsFlux)
            {
                flux[k] = 0;
            }
            Coefficients(k, step * Symbol(k), step);
        }
    }

    /// <summary>The symbol of L for entry k of a transform.</summary>
    public Complex Symbol(int k)
    {
        var symbol = equation.Symbol(Wave(k));
        return 2 * k == transform.Size ? symbol.Real : symbol;
    }

    /// <summary>N of the field whose transform is given.</summary>
    public void Nonlinear(ReadOnlySpan<Complex> field, Span<Complex> result)
    {
        field.CopyTo(result);
        transform.Backward(result);
        foreach (ref var value in result)
        {
            value = equation.Nonlinear(value.Real);
        }
        transform.Forward(result);
        for (var k = 0; k < result.Length; k++)
        {
            result[k] *= flux[k];
        }
    }

    /// <summary>One step, in place.</summary>
    public void Advance(Span<Complex> field)
    {
        Nonlinear(field, n);
        for (var k = 0; k < a.Length; k++)
        {
            a[k] = half[k] * field[k] + halfIntegral[k] * n[k];
        }
        Nonlinear(a, na);
        for (var k = 0; k < a.Length; k++)
        {
            b[k] = half[k] * field[k] + halfIntegral[k] * na[k];
        }
        Nonlinear(b, nb);
        for (var k = 0; k < a.Length; k++)
        {
            b[k] = half[k] * a[k] + halfIntegral[k] * (2 * nb[k] - n[k]);
        }
        Nonlinear(b, nc);
        for (var k = 0; k < a.Length; k++)
        {
            field[k] = whole[k] * field[k] + first[k] * n[k] + 2 * middle[k] * (na[k] + nb[k]) + last[k] * nc[k];
        }
    }

    private double Wave(int k) => 2 * Math.PI / equation.Length * (2 * k <= transform.Size ? k : k - transform.Size);

    private void Coefficients(int k, Complex scaled, double step)
    {
        whole[k] = PlaneLogarithm.Exp(scaled);
        half[k] = PlaneLogarithm.Exp(0.5 * scaled);
        for (var j = 0; j < CirclePoints; j++)
        {
            var z = scaled + PlaneLogarithm.Exp(new Complex(0, 2 * Math.PI * (j + 0.5) / CirclePoints));
            var (root, power, cube) = (PlaneLogarithm.Exp(0.5 * z), PlaneLogarithm.Exp(z), z * z * z);
            const double share = 1.0 / CirclePoints;
            halfIntegral[k] += step * share * ((root - 1) / z);
            first[k] += step * share * ((-4 - z + power * (4 - 3 * z + z * z)) / cube);
            middle[k] += step * share * ((2 + z + power * (z - 2)) / cube);
            last[k] += step * share * ((-4 - 3 * z - z * z + power * (4 - z)) / cube);
        }
    }
}
