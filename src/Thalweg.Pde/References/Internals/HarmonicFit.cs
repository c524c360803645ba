using System.Numerics;
using Thalweg.Numerics.Integration;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Equations;

namespace Thalweg.Pde.References;

/// <summary>The solution of −Δu = 1 with u = 0 on the boundary by a series that solves the equation: its coefficients are least squares on the
/// boundary.</summary>
/// <remarks>The error e = u − u* is harmonic, so that its largest value is on the boundary, where e = u is known. It is measured there between
/// the points of the fit.</remarks>
internal sealed class HarmonicFit
{
    // Columns of one scale down to where rounding is all that they differ by.
    private const double Damping = 1e-32;

    private readonly HarmonicSeries series;
    private readonly double[] coefficients;

    /// <param name="perSide">Points on each side.</param>
    public HarmonicFit(HarmonicSeries series, int perSide)
    {
        this.series = series;
        var columns = series.Count;
        var points = Points(perSide, 0.5).ToList();
        var matrix = new double[points.Count * columns];
        var target = new double[points.Count];
        var (values, slopes) = (new Complex[columns], new Complex[columns]);
        var scale = new double[columns];
        for (var n = 0; n < points.Count; n++)
        {
            series.Functions(points[n], values, slopes);
            target[n] = -series.Particular(points[n]).Value;
            for (var j = 0; j < columns; j++)
            {
                matrix[n * columns + j] = values[j].Imaginary;
                scale[j] = Math.Max(scale[j], Math.Abs(values[j].Imaginary));
            }
        }
        for (var i = 0; i < matrix.Length; i++)
        {
            matrix[i] /= scale[i % columns];
        }
        var squares = DampedLeastSquares.Create(points.Count, columns);
        squares.Load(matrix, 0, WorkerTeam.Sequential);
        squares.Factorize(WorkerTeam.Sequential);
        if (!squares.Damp(Damping * points.Count, WorkerTeam.Sequential))
        {
            throw new InvalidOperationException(
                $"the {columns} functions of {series.GetType().Name} are dependent; take fewer"
            );
        }
        coefficients = new double[columns];
        squares.Solve(target, [], coefficients);
        Magnitude = coefficients.Sum(Math.Abs);
        for (var j = 0; j < columns; j++)
        {
            coefficients[j] /= scale[j];
        }
    }

    /// <summary>Σ_j |c_j| max |Im Φ_j|, what rounding of u is relative to.</summary>
    public double Magnitude { get; }

    /// <summary>The coefficients of the series.</summary>
    public IReadOnlyList<double> Coefficients => coefficients;

    /// <summary>Largest |u| on the boundary.</summary>
    /// <param name="perSide">Points on each side, others than those of the fit.</param>
    public double BoundaryError(int perSide) => Points(perSide, 0).Max(z => Math.Abs(At(z.Real, z.Imaginary).Value));

    /// <summary>∫u = ¼ ∮ (x·n) (∂u/∂n)², which Rellich's identity says of the solution [Pohozaev1965]: nothing is integrated where u is
    /// singular, as both sides of the corner at the origin have x·n = 0.</summary>
    /// <param name="perSide">Nodes of Gauss and Legendre on each side, which crowd towards the corners.</param>
    public double Integral(int perSide)
    {
        var (nodes, weights) = GaussLegendre.OnUnitInterval(perSide);
        var sum = 0.0;
        foreach (var (from, to) in series.Sides)
        {
            // Against the clock, the normal is to the right.
            var normal = -Complex.ImaginaryOne * (to - from) / Length(to - from);
            var distance = from.Real * normal.Real + from.Imaginary * normal.Imaginary;
            if (distance == 0)
            {
                continue;
            }
            for (var i = 0; i < perSide; i++)
            {
                var t = nodes[i];
                var place = from + t * t * t * (10 + t * (6 * t - 15)) * (to - from);
                var (_, alongX, alongY) = At(place.Real, place.Imaginary);
                var slope = alongX * normal.Real + alongY * normal.Imaginary;
                sum += 30 * t * t * (1 - t) * (1 - t) * weights[i] * Length(to - from) * distance * slope * slope;
            }
        }
        // Sides stand for their mirror images too.
        return 0.5 * sum;
    }

    /// <summary>u, ∂u/∂x and ∂u/∂y at a point of the closed domain.</summary>
    public (double Value, double AlongX, double AlongY) At(double x, double y)
    {
        Span<Complex> values = stackalloc Complex[series.Count];
        Span<Complex> slopes = stackalloc Complex[series.Count];
        var z = new Complex(x, y);
        series.Functions(z, values, slopes);
        var (value, alongX, alongY) = series.Particular(z);
        for (var j = 0; j < coefficients.Length; j++)
        {
            value += coefficients[j] * values[j].Imaginary;
            alongX += coefficients[j] * slopes[j].Imaginary;
            alongY += coefficients[j] * slopes[j].Real;
        }
        return (value, alongX, alongY);
    }

    /// <summary>Points of the sides that crowd towards both ends, as a cosine does.</summary>
    /// <param name="shift">0 to have the ends among them, ½ to have none.</param>
    private IEnumerable<Complex> Points(int perSide, double shift)
    {
        foreach (var (from, to) in series.Sides)
        {
            var count = shift == 0 ? perSide + 1 : perSide;
            for (var i = 0; i < count; i++)
            {
                var (_, cosine) = Circle((i + shift) / perSide);
                yield return from + 0.5 * (1 - cosine) * (to - from);
            }
        }
    }

    private static double Length(Complex side) => Math.Sqrt(side.Real * side.Real + side.Imaginary * side.Imaginary);

    private static (double Sine, double Cosine) Circle(double share)
    {
        var turned = PlaneLogarithm.Exp(new Complex(0, Math.PI * share));
        return (turned.Imaginary, turned.Real);
    }
}
