using System.Collections.Concurrent;
using System.Numerics;
using Thalweg.Numerics.Integration;
using Thalweg.Pde.Equations;

namespace Thalweg.Pde.References;

/// <summary>A stretch of time with steps of one length.</summary>
/// <param name="End">Where it ends.</param>
/// <param name="Steps">How many.</param>
/// <param name="Keep">Every which of them is kept; divides <paramref name="Steps"/>, at least three are kept.</param>
internal readonly record struct Stretch(double End, int Steps, int Keep = 1);

/// <summary>A periodic solution of a semilinear equation at any place and time: sums of waves, with amplitudes between the times that are kept
/// by Hermite's polynomials of degree 7.</summary>
internal sealed class PeriodicSolution
{
    // Waves below it are no part of the sum.
    private const double Negligible = 1e-18;
    private const int Window = 4;

    // Product rules come back to the same times again and again.
    private const int MostTimes = 512;

    private readonly SemilinearEquation equation;
    private readonly int size;
    private readonly ConcurrentDictionary<double, Waves> known = [];
    private readonly List<(double Begin, double Spacing, List<Snapshot> Kept)> stretches = [];

    /// <param name="size">N, points of the period.</param>
    public PeriodicSolution(SemilinearEquation equation, int size, params IReadOnlyList<Stretch> times)
    {
        this.equation = equation;
        this.size = size;
        var transform = new FourierTransform(size);
        var field = new Complex[size];
        for (var i = 0; i < size; i++)
        {
            field[i] = equation.Start(equation.Left + equation.Length * i / size);
        }
        transform.Forward(field);
        if (equation.StartAmplitude is { } amplitude)
        {
            for (var k = 0; k < size; k++)
            {
                field[k] = size * amplitude(Math.Min(k, size - k));
            }
        }
        var begin = 0.0;
        foreach (var (end, steps, keep) in times)
        {
            var stepper = new ExponentialSteps(equation, transform, (end - begin) / steps);
            var kept = new List<Snapshot> { Of(stepper, field) };
            for (var step = 1; step <= steps; step++)
            {
                stepper.Advance(field);
                if (step % keep == 0)
                {
                    kept.Add(Of(stepper, field));
                }
            }
            stretches.Add((begin, (end - begin) / steps * keep, kept));
            begin = end;
        }
    }

    /// <summary>u, ∂u/∂x and ∂u/∂t.</summary>
    public (double Value, double AlongX, double AlongT) At(double x, double t)
    {
        if (!known.TryGetValue(t, out var waves))
        {
            if (known.Count >= MostTimes)
            {
                known.Clear();
            }
            waves = known.GetOrAdd(t, Between);
        }
        var unit = 2 * Math.PI / equation.Length;
        var turn = PlaneLogarithm.Exp(new Complex(0, unit * (x - equation.Left)));
        var (re, im) = (1.0, 0.0);
        var (value, alongX, linear) = (0.0, 0.0, 0.0);
        var (amplitudes, scaled) = (waves.Amplitudes, waves.Scaled);
        for (var k = 0; k < amplitudes.Length; k++)
        {
            var amplitude = amplitudes[k];
            value += amplitude.Real * re - amplitude.Imaginary * im;
            alongX -= k * (amplitude.Real * im + amplitude.Imaginary * re);
            linear += scaled[k].Real * re - scaled[k].Imaginary * im;
            (re, im) = (re * turn.Real - im * turn.Imaginary, re * turn.Imaginary + im * turn.Real);
        }
        alongX *= unit;
        return (value, alongX, linear + (equation.IsFlux ? equation.Slope(value) * alongX : equation.Nonlinear(value)));
    }

    /// <summary>The length of the period times that of the time.</summary>
    public double Volume => equation.Length * End;

    private double End => stretches[^1].Begin + stretches[^1].Spacing * (stretches[^1].Kept.Count - 1);

    /// <summary>∫u over the period and the time: the mean wave, by Gauss and Legendre in panels.</summary>
    public double Integral()
    {
        const int panels = 64;
        var (nodes, weights) = GaussLegendre.OnUnitInterval(8);
        var sum = 0.0;
        for (var panel = 0; panel < panels; panel++)
        {
            for (var i = 0; i < nodes.Length; i++)
            {
                sum += weights[i] / panels * Between((panel + nodes[i]) / panels * End).Amplitudes[0].Real;
            }
        }
        return sum * Volume;
    }

    /// <summary>The largest difference from another solution of the equation on a grid of places and times.</summary>
    /// <param name="from">The time from which on it is looked for.</param>
    public double Difference(PeriodicSolution other, double from)
    {
        const int times = 97;
        const int places = 173;
        var largest = 0.0;
        for (var i = 0; i <= times; i++)
        {
            for (var j = 0; j < places; j++)
            {
                var (x, t) = (equation.Left + equation.Length * j / places, End * i / times);
                if (t >= from)
                {
                    largest = Math.Max(largest, Math.Abs(At(x, t).Value - other.At(x, t).Value));
                }
            }
        }
        return largest;
    }

    /// <summary>Amplitudes at a time, twice where a wave stands for its conjugate too, and those of Lu.</summary>
    private Waves Between(double t)
    {
        var (begin, spacing, kept) = stretches[^1];
        foreach (var stretch in stretches)
        {
            if (t <= stretch.Begin + stretch.Spacing * (stretch.Kept.Count - 1))
            {
                (begin, spacing, kept) = stretch;
                break;
            }
        }
        var place = (t - begin) / spacing;
        var first = Math.Clamp((int)Math.Floor(place) - 1, 0, kept.Count - Window);
        Span<double> values = stackalloc double[Window];
        Span<double> slopes = stackalloc double[Window];
        Hermite(place - first, values, slopes);
        var count = 0;
        for (var i = 0; i < Window; i++)
        {
            count = Math.Max(count, kept[first + i].Amplitudes.Length);
        }
        var (amplitudes, scaled) = (new Complex[count], new Complex[count]);
        for (var k = 0; k < count; k++)
        {
            var amplitude = Complex.Zero;
            for (var i = 0; i < Window; i++)
            {
                var (at, rate) = kept[first + i].Wave(k);
                amplitude += values[i] * at + spacing * slopes[i] * rate;
            }
            amplitudes[k] = (k == 0 || 2 * k == size ? 1 : 2) * amplitude;
            scaled[k] = equation.Symbol(2 * Math.PI / equation.Length * k) * amplitudes[k];
        }
        return new Waves(amplitudes, scaled);
    }

    private static Snapshot Of(ExponentialSteps stepper, Complex[] field)
    {
        var rates = new Complex[field.Length];
        stepper.Nonlinear(field, rates);
        var half = field.Length / 2 + 1;
        var largest = 0.0;
        for (var k = 0; k < half; k++)
        {
            rates[k] += stepper.Symbol(k) * field[k];
            largest = Math.Max(largest, Size(field[k]));
        }
        while (half > 1 && Size(field[half - 1]) < Negligible * largest)
        {
            half--;
        }
        var share = 1.0 / field.Length;
        return new Snapshot([.. field[..half].Select(f => share * f)], [.. rates[..half].Select(r => share * r)]);
    }

    private static double Size(Complex z) => Math.Abs(z.Real) + Math.Abs(z.Imaginary);

    /// <summary>The polynomials of degree 7 that are 1 in value or slope at one of the places 0, 1, 2, 3.</summary>
    private static void Hermite(double s, Span<double> values, Span<double> slopes)
    {
        for (var i = 0; i < Window; i++)
        {
            var (basis, sum) = (1.0, 0.0);
            for (var j = 0; j < Window; j++)
            {
                if (j != i)
                {
                    basis *= (s - j) / (i - j);
                    sum += 1.0 / (i - j);
                }
            }
            values[i] = (1 - 2 * sum * (s - i)) * basis * basis;
            slopes[i] = (s - i) * basis * basis;
        }
    }

    /// <summary>Amplitudes of the waves 0, 1, … and their rates of change.</summary>
    private sealed record Snapshot(Complex[] Amplitudes, Complex[] Rates)
    {
        public (Complex At, Complex Rate) Wave(int k) =>
            k < Amplitudes.Length ? (Amplitudes[k], Rates[k]) : (Complex.Zero, Complex.Zero);
    }

    private sealed record Waves(Complex[] Amplitudes, Complex[] Scaled);
}
