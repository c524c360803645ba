using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Landscapes.Curvature;

/// <summary>XTrace: with Q_i the range of all test vectors but the i-th, tr(Q_iᵀAQ_i) and Hutchinson's figure of the i-th on the rest.</summary>
internal static class LeftOutTrace
{
    /// <summary>What is left of a flat spectrum pairs vectors, and a pair enters the mean from both of its sides: the variance is then twice
    /// that of independent figures.</summary>
    public const double PairFactor = 1.4142135623730951;

    private const int First = 8;

    public static TraceEstimate Of(ILinearOperator symmetric, EstimateOptions options, WorkerTeam team)
    {
        var n = symmetric.Rows;
        var range = new RandomRange(symmetric, new RandomStream(options.Seed, "xtrace"), team);
        var size = Math.Min(First, options.LargestProducts / 2);
        while (true)
        {
            range.Reach(size, options.LargestProducts);
            if (range.IsNotFinite)
            {
                return HutchinsonTrace.NotFinite(range.Products);
            }
            var (known, magnitude) = TraceOn(range);
            if (range.IsWhole)
            {
                return Exact(known, magnitude, range.Products, n);
            }
            var result = Mean(Figures(range, known), magnitude, range.Products, n);
            // Of fewer the scatter may be small by chance.
            if (range.Basis.Count >= First && result.StandardError <= options.Tolerance * Math.Abs(result.Estimate))
            {
                return result with { Stop = EstimateStop.Reached };
            }
            var next = Math.Min(options.LargestProducts / 2, size + Math.Max(First, size / 2));
            if ((next == size && range.Basis.Count >= size) || range.Products + 2 > options.LargestProducts)
            {
                return result;
            }
            size = next;
        }
    }

    /// <summary>The mean and its standard error.</summary>
    private static TraceEstimate Mean(double[] figures, double magnitude, int products, int n)
    {
        var error = PairFactor * Descriptive.StandardDeviation(figures) / Math.Sqrt(figures.Length);
        var rounding = HutchinsonTrace.Rounding(magnitude + figures.Max(Math.Abs), n);
        return new TraceEstimate(
            Descriptive.Mean(figures),
            error + rounding,
            figures.Length,
            products,
            EstimateStop.ProductsSpent
        );
    }

    /// <summary>tr(QᵀAQ), and the sum of magnitudes it is from.</summary>
    public static (double Trace, double Magnitude) TraceOn(RandomRange range)
    {
        var (trace, magnitude) = (0.0, 0.0);
        for (var k = 0; k < range.Basis.Count; k++)
        {
            trace += Vectors.Dot(range.Basis[k], range.BasisImages[k]);
            magnitude += Vectors.Norm(range.BasisImages[k]);
        }
        return (trace, magnitude);
    }

    /// <summary>The trace where the range is whole: what is left of it is rounding.</summary>
    public static TraceEstimate Exact(double trace, double magnitude, int products, int n) =>
        new(trace, 8 * HutchinsonTrace.Rounding(magnitude, n), Math.Max(2, products), products, EstimateStop.Exact);

    private static double[] Figures(RandomRange range, double known)
    {
        var m = range.Basis.Count;
        var h = Products(range.Basis, range.BasisImages);
        var w = Products(range.Basis, range.Tests);
        var figures = new double[m];
        for (var i = 0; i < m; i++)
        {
            // The unit vector s of the range that is orthogonal to all images but the i-th.
            var s = LeftOut(range.Triangle, i);
            var c = new double[m];
            var along = 0.0;
            for (var j = 0; j < m; j++)
            {
                along += s[j] * w[(j * m) + i];
            }
            for (var j = 0; j < m; j++)
            {
                c[j] = w[(j * m) + i] - (along * s[j]);
            }
            var r = range.Triangle[i];
            var cross = 0.0;
            for (var j = 0; j <= i; j++)
            {
                cross += c[j] * r[j];
            }
            figures[i] = known - Form(h, s) + Vectors.Dot(range.Tests[i], range.Images[i]) - (2 * cross) + Form(h, c);
        }
        return figures;
    }

    /// <summary>R⁻ᵀe_i at unit length.</summary>
    public static double[] LeftOut(IReadOnlyList<double[]> triangle, int index)
    {
        var s = new double[triangle.Count];
        for (var j = index; j < s.Length; j++)
        {
            var sum = j == index ? 1.0 : 0.0;
            for (var k = index; k < j; k++)
            {
                sum -= triangle[j][k] * s[k];
            }
            s[j] = sum / triangle[j][j];
        }
        var norm = Vectors.Norm(s);
        Vectors.Scale(1 / norm, s, s);
        return s;
    }

    private static double[] Products(List<double[]> rows, List<double[]> columns)
    {
        var m = rows.Count;
        var products = new double[m * m];
        for (var i = 0; i < m; i++)
        {
            for (var j = 0; j < m; j++)
            {
                products[(i * m) + j] = Vectors.Dot(rows[i], columns[j]);
            }
        }
        return products;
    }

    private static double Form(double[] matrix, double[] v)
    {
        var sum = 0.0;
        for (var i = 0; i < v.Length; i++)
        {
            sum += v[i] * Vectors.Dot(v, matrix.AsSpan(i * v.Length, v.Length));
        }
        return sum;
    }
}
