using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Objectives.Analytic;

/// <summary>One hill or well of the plane: amplitude · exp(a·dx² + b·dx·dy + c·dy²) with dx = x − x0, dy = y − y0.</summary>
public sealed record Hill(double Amplitude, double A, double B, double C, double X0, double Y0);

/// <summary>A landscape of the plane: a constant and a sum of hills and wells.</summary>
/// <remarks>Terms: <c>constant</c>, then the hills in their order.</remarks>
public sealed partial class ExponentialSum : AnalyticObjective
{
    private readonly Hill[] hills;
    private readonly double constant;

    public ExponentialSum(string name, IReadOnlyList<Hill> hills, double constant = 0, double? lowerBound = null)
        : base(name ?? throw new ArgumentNullException(nameof(name)), 2, Terms(hills), lowerBound)
    {
        this.hills = [.. hills];
        this.constant = constant;
    }

    private protected override void EvaluateTerms(ReadOnlySpan<double> x, Span<double> terms)
    {
        terms[0] = constant;
        for (var i = 0; i < hills.Length; i++)
        {
            terms[i + 1] = Height(hills[i], x[0], x[1]);
        }
    }

    private protected override void EvaluateTermGradients(ReadOnlySpan<double> x, Span<double> gradients)
    {
        for (var i = 0; i < hills.Length; i++)
        {
            var height = Height(hills[i], x[0], x[1]);
            var (sx, sy) = Slope(hills[i], x[0], x[1]);
            gradients[(2 * i) + 2] = height * sx;
            gradients[(2 * i) + 3] = height * sy;
        }
    }

    private protected override HessianProduct HessianAt(double[] x, int? term)
    {
        var (xx, xy, yy) = (0.0, 0.0, 0.0);
        // The constant is term 0.
        foreach (var hill in term is { } t ? hills.AsSpan()[Math.Max(0, t - 1)..t] : hills)
        {
            var height = Height(hill, x[0], x[1]);
            var (sx, sy) = Slope(hill, x[0], x[1]);
            xx += height * ((sx * sx) + (2 * hill.A));
            xy += height * ((sx * sy) + hill.B);
            yy += height * ((sy * sy) + (2 * hill.C));
        }
        return (vector, product) =>
        {
            product[0] = (xx * vector[0]) + (xy * vector[1]);
            product[1] = (xy * vector[0]) + (yy * vector[1]);
        };
    }

    private static string[] Terms(IReadOnlyList<Hill> hills)
    {
        ArgumentNullException.ThrowIfNull(hills);
        return ["constant", .. Enumerable.Range(1, hills.Count).Select(i => $"hill{i}")];
    }

    private static double Height(Hill hill, double x, double y)
    {
        var (dx, dy) = (x - hill.X0, y - hill.Y0);
        return hill.Amplitude * Elementary.Exp((hill.A * dx * dx) + (hill.B * dx * dy) + (hill.C * dy * dy));
    }

    /// <summary>The gradient of the exponent.</summary>
    private static (double X, double Y) Slope(Hill hill, double x, double y)
    {
        var (dx, dy) = (x - hill.X0, y - hill.Y0);
        return ((2 * hill.A * dx) + (hill.B * dy), (hill.B * dx) + (2 * hill.C * dy));
    }
}
