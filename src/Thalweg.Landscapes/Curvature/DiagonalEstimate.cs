using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;

namespace Thalweg.Landscapes.Curvature;

/// <summary>A diagonal by random vectors: XDiag [Epperly2024].</summary>
/// <param name="Diagonal">H_ii, [P]; NaN where a product was not finite.</param>
/// <param name="StandardError">Of each entry, [P], rounding included.</param>
/// <param name="Samples">Test vectors that the standard errors are from.</param>
/// <param name="Products">Products that were taken.</param>
public sealed record DiagonalEstimate(
    IReadOnlyList<double> Diagonal,
    IReadOnlyList<double> StandardError,
    int Samples,
    int Products,
    EstimateStop Stop
)
{
    private const int First = 8;

    public IReadOnlyList<double> Diagonal { get; init; } =
        Diagonal ?? throw new ArgumentNullException(nameof(Diagonal));

    public IReadOnlyList<double> StandardError { get; init; } =
        StandardError ?? throw new ArgumentNullException(nameof(StandardError));

    /// <summary>Estimates all H_ii. Cost: the products, and 10P operations for every pair of test vectors.</summary>
    /// <exception cref="ArgumentException">The operator is not square, or an option is out of range.</exception>
    public static DiagonalEstimate Of(ILinearOperator symmetric, EstimateOptions options, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(symmetric);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(team);
        SquareOperator.Require(symmetric, nameof(symmetric));
        options.Check();
        var range = new RandomRange(symmetric, new RandomStream(options.Seed, "xdiag"), team);
        var size = Math.Min(First, options.LargestProducts / 2);
        while (true)
        {
            range.Reach(size, options.LargestProducts);
            if (range.IsNotFinite)
            {
                double[] unknown = [.. Enumerable.Repeat(double.NaN, symmetric.Rows)];
                return new DiagonalEstimate(unknown, unknown, 0, range.Products, EstimateStop.NotFinite);
            }
            var result = Of(range, symmetric.Rows);
            if (range.IsWhole)
            {
                return result with { Stop = EstimateStop.Exact };
            }
            // Of fewer the scatter may be small by chance.
            if (range.Basis.Count >= First && Norm(result.StandardError) <= options.Tolerance * Norm(result.Diagonal))
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

    /// <summary>The mean over i of the diagonal of Q_iQ_iᵀA and the i-th vector's figure of the rest, Q_i being the range without it.</summary>
    private static DiagonalEstimate Of(RandomRange range, int n)
    {
        var m = range.Basis.Count;
        var (known, magnitude) = (new double[n], new double[n]);
        for (var k = 0; k < m; k++)
        {
            for (var p = 0; p < n; p++)
            {
                var share = range.Basis[k][p] * range.BasisImages[k][p];
                known[p] += share;
                magnitude[p] += Math.Abs(share);
            }
        }
        var (sums, squares) = (new double[n], new double[n]);
        for (var i = 0; i < m && !range.IsWhole; i++)
        {
            AddLeftOut(range, i, sums, squares);
        }
        var errors = new double[n];
        for (var p = 0; p < n; p++)
        {
            var rounding = RoundingProbe.DoubleEpsilon * (Math.Sqrt(n) * 8 * (magnitude[p] + Math.Abs(known[p])));
            errors[p] = rounding;
            if (range.IsWhole)
            {
                continue;
            }
            if (m < 2)
            {
                errors[p] = double.PositiveInfinity;
                continue;
            }
            var mean = sums[p] / m;
            known[p] += mean;
            errors[p] +=
                LeftOutTrace.PairFactor
                * Math.Sqrt(Math.Max(0, squares[p] - (m * mean * mean)) / ((double)m * (m - 1)));
        }
        return new DiagonalEstimate(known, errors, Math.Max(2, m), range.Products, EstimateStop.ProductsSpent);
    }

    // With the unit vector s of the range that is orthogonal to all images but the i-th:
    // −(Qs)(AQs) + ω (Qs)(s · r_i), entry by entry.
    private static void AddLeftOut(RandomRange range, int index, double[] sums, double[] squares)
    {
        var n = sums.Length;
        var s = LeftOutTrace.LeftOut(range.Triangle, index);
        var (q, z) = (new double[n], new double[n]);
        for (var k = 0; k < s.Length; k++)
        {
            Vectors.Combine(q, s[k], range.Basis[k], q);
            Vectors.Combine(z, s[k], range.BasisImages[k], z);
        }
        var along = 0.0;
        var column = range.Triangle[index];
        for (var k = 0; k < column.Length; k++)
        {
            along += s[k] * column[k];
        }
        for (var p = 0; p < n; p++)
        {
            var figure = q[p] * ((range.Tests[index][p] * along) - z[p]);
            sums[p] += figure;
            squares[p] += figure * figure;
        }
    }

    private static double Norm(IReadOnlyList<double> entries) => Vectors.Norm([.. entries]);
}
