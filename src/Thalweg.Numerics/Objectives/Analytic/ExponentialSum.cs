using Thalweg.Numerics.Objectives.Symmetries;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Objectives.Analytic;

/// <summary>One hill or well of the plane: amplitude · exp(a·dx² + b·dx·dy + c·dy²) with dx = x − x0, dy = y − y0.</summary>
public sealed record Hill(double Amplitude, double A, double B, double C, double X0, double Y0);

/// <summary>Walls far out: strength · ((x − x0)⁴ + (y − y0)⁴).</summary>
public sealed record Walls(double Strength, double X0, double Y0);

/// <summary>A landscape of the plane: a constant, a sum of hills and wells, and walls where it has some.</summary>
/// <remarks>Terms: <c>constant</c>, then the hills in their order, then <c>walls</c>.</remarks>
public sealed partial class ExponentialSum : AnalyticObjective, ISymmetric
{
    private readonly Hill[] hills;
    private readonly double constant;
    private readonly Walls? walls;

    public ExponentialSum(
        string name,
        IReadOnlyList<Hill> hills,
        double constant = 0,
        double? lowerBound = null,
        Walls? walls = null,
        SymmetryGroup? symmetry = null
    )
        : base(name ?? throw new ArgumentNullException(nameof(name)), 2, Terms(hills, walls), lowerBound)
    {
        this.hills = [.. hills];
        this.constant = constant;
        this.walls = walls;
        Symmetry = symmetry ?? SymmetryGroup.Identity(2);
    }

    public SymmetryGroup Symmetry { get; }

    private protected override void EvaluateTerms(ReadOnlySpan<double> x, Span<double> terms)
    {
        terms[0] = constant;
        for (var i = 0; i < hills.Length; i++)
        {
            terms[i + 1] = Height(hills[i], x[0], x[1]);
        }
        if (walls is { } w)
        {
            var (dx, dy) = (x[0] - w.X0, x[1] - w.Y0);
            terms[^1] = w.Strength * ((dx * dx * dx * dx) + (dy * dy * dy * dy));
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
        if (walls is { } w)
        {
            var (dx, dy) = (x[0] - w.X0, x[1] - w.Y0);
            gradients[^2] = 4 * w.Strength * dx * dx * dx;
            gradients[^1] = 4 * w.Strength * dy * dy * dy;
        }
    }

    private protected override HessianProduct HessianAt(double[] x, int? term)
    {
        var (xx, xy, yy) = (0.0, 0.0, 0.0);
        for (var i = 0; i < hills.Length; i++)
        {
            // The constant is term 0.
            if (term is { } t && t != i + 1)
            {
                continue;
            }
            var height = Height(hills[i], x[0], x[1]);
            var (sx, sy) = Slope(hills[i], x[0], x[1]);
            xx += height * ((sx * sx) + (2 * hills[i].A));
            xy += height * ((sx * sy) + hills[i].B);
            yy += height * ((sy * sy) + (2 * hills[i].C));
        }
        if (walls is { } w && (term is null || term == hills.Length + 1))
        {
            var (dx, dy) = (x[0] - w.X0, x[1] - w.Y0);
            xx += 12 * w.Strength * dx * dx;
            yy += 12 * w.Strength * dy * dy;
        }
        return (vector, product) =>
        {
            product[0] = (xx * vector[0]) + (xy * vector[1]);
            product[1] = (xy * vector[0]) + (yy * vector[1]);
        };
    }

    private static string[] Terms(IReadOnlyList<Hill> hills, Walls? walls)
    {
        ArgumentNullException.ThrowIfNull(hills);
        string[] terms = ["constant", .. Enumerable.Range(1, hills.Count).Select(i => $"hill{i}")];
        return walls is null ? terms : [.. terms, "walls"];
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
