using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Quadrature;

internal static class Integral
{
    /// <summary>Σ w F(x), with error-free summation left out: the tolerances of the tests allow for plain rounding.</summary>
    public static double Of(PointSet points, Func<double[], double> f)
    {
        var sum = 0.0;
        for (var i = 0; i < points.Count; i++)
        {
            sum += points.Weights[i] * f(Point(points, i));
        }
        return sum;
    }

    public static double[] Point(PointSet points, int index) =>
        [.. Enumerable.Range(0, points.Dimension).Select(k => points.Axis(k)[index])];

    /// <summary>Slope of the least-squares line through (log₂ n, log₂ error).</summary>
    public static double Slope(IReadOnlyList<int> counts, IReadOnlyList<double> errors)
    {
        var x = counts.Select(n => Math.Log2(n)).ToArray();
        var y = errors.Select(Math.Log2).ToArray();
        var (meanX, meanY) = (x.Average(), y.Average());
        return x.Zip(y, (a, b) => (a - meanX) * (b - meanY)).Sum() / x.Sum(a => (a - meanX) * (a - meanX));
    }
}
