namespace Thalweg.Tests.Shared.Conformance;

/// <summary>Derivatives by central differences of fourth order, with the error that rounding and truncation leave.</summary>
/// <param name="rounding">ε, the relative rounding of a value.</param>
/// <param name="stepFactor">Shortens the steps.</param>
internal sealed class Differences(double rounding, double stepFactor = 1.0)
{
    /// <summary>Relative to the derivatives and to the values over the size of x.</summary>
    public double Tolerance { get; } = 1e3 * Math.Pow(rounding, 0.8);

    /// <summary>d/dt f(x + t v) at 0.</summary>
    public double[] Along(Func<double[], double[]> f, double[] x, double[] v)
    {
        var h = 0.3 * stepFactor * Math.Pow(rounding, 0.2) * Size(x) / v.Max(Math.Abs);
        var (wide, narrow) = (Slope(h), Slope(0.5 * h));
        return [.. narrow.Select((d, i) => ((4.0 * d) - wide[i]) / 3.0)];

        double[] Slope(double step)
        {
            var (up, down) = (f(Moved(x, step, v)), f(Moved(x, -step, v)));
            return [.. up.Select((value, i) => (value - down[i]) / (2.0 * step))];
        }
    }

    /// <summary>All partial derivatives, [values of f, P].</summary>
    public double[] Jacobian(Func<double[], double[]> f, double[] x)
    {
        var columns = Enumerable.Range(0, x.Length).Select(p => Along(f, x, Unit(x.Length, p))).ToArray();
        return [.. Enumerable.Range(0, columns[0].Length).SelectMany(n => columns.Select(column => column[n]))];
    }

    /// <summary>Compares derivatives with differences of f.</summary>
    public void Agree(string what, double[] derivatives, double[] differences, double[] x, double[] values) =>
        Near(what, differences, derivatives, Tolerance * Math.Max(Largest(differences), Largest(values) / Size(x)));

    public static void Near(string what, double[] expected, double[] actual, double tolerance)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (var i = 0; i < expected.Length; i++)
        {
            if (!(Math.Abs(expected[i] - actual[i]) <= tolerance))
            {
                Assert.Fail($"{what}: entry {i} is {actual[i]:R}, expected {expected[i]:R} within {tolerance:R}");
            }
        }
    }

    public static void Same(string what, double[] expected, double[] actual) =>
        Assert.True(
            expected.AsSpan().SequenceEqual(actual),
            $"{what}: {string.Join(", ", actual.Take(5))} …, expected {string.Join(", ", expected.Take(5))} …"
        );

    public static double Largest(double[] values) => values.Length == 0 ? 0 : values.Max(Math.Abs);

    private static double Size(double[] x) => 1.0 + Largest(x);

    public static double[] Moved(double[] x, double step, double[] v) =>
        [.. x.Select((value, i) => value + (step * v[i]))];

    /// <summary>A block of <paramref name="count"/> vectors that are not alike, entries about 1.</summary>
    public static double[] Block(int count, int width) =>
        [.. Enumerable.Range(0, count * width).Select(i => Math.Cos((1.3 * i) + 0.2) + (0.1 * (i % 3)))];

    private static double[] Unit(int length, int at)
    {
        var unit = new double[length];
        unit[at] = 1.0;
        return unit;
    }
}
