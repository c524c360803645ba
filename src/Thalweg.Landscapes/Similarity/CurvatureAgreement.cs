using Thalweg.Landscapes.Curvature;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

namespace Thalweg.Landscapes.Similarity;

/// <summary>How alike two losses curve at one θ.</summary>
/// <param name="Leading">Principal angles between the spaces of the k largest eigenvalues, ascending, [k] in radians; NaN where bounds do
/// not tell one of the spaces from the rest.</param>
/// <param name="LeadingError">By how much each may be wrong: the angles that both spaces may be off by, bound/(gap − bound) each as a sine
/// [DavisKahan1970]; NaN with them.</param>
/// <param name="Trailing">The same of the k smallest.</param>
/// <param name="Alignment">⟨A, B⟩/(‖A‖ ‖B‖) in the Frobenius product, Σ_ij λ_i μ_j (v_i · w_j)² normalised: 1 where one is a positive multiple of the
/// other, −1 where a negative one; 0 in the mean over rotations of matrices without trace. NaN where one is 0.</param>
/// <param name="AlignmentError">By how much it may be wrong.</param>
/// <param name="SpectrumCorrelation">Correlation of the eigenvalues, ascending, on the scale sign(λ) log(1 + |λ|/b), b the larger of both bounds relative to max|λ|: whether as many
/// are large, small and negative, whatever their directions. Both lists rise, so it is above 0 for any two, and large for many that
/// have nothing to do with each other.</param>
/// <param name="ConditionRatio">κ_A/κ_B; NaN where one is not known.</param>
/// <param name="ConditionRatioError">Relative; above 1 nothing is known of the ratio.</param>
public sealed record CurvatureAgreement(
    IReadOnlyList<double> Leading,
    double LeadingError,
    IReadOnlyList<double> Trailing,
    double TrailingError,
    double Alignment,
    double AlignmentError,
    double SpectrumCorrelation,
    double ConditionRatio,
    double ConditionRatioError
)
{
    public IReadOnlyList<double> Leading { get; init; } = Leading ?? throw new ArgumentNullException(nameof(Leading));

    public IReadOnlyList<double> Trailing { get; init; } =
        Trailing ?? throw new ArgumentNullException(nameof(Trailing));

    /// <summary>Of two whole spectra. Cost: P³ multiply-adds.</summary>
    /// <param name="count">k, at most half of P.</param>
    /// <exception cref="ArgumentException">The sizes differ.</exception>
    public static CurvatureAgreement Of(DenseSpectrum first, DenseSpectrum second, int count, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(first);
        ArgumentNullException.ThrowIfNull(second);
        ArgumentNullException.ThrowIfNull(team);
        var p = first.Eigenvalues.Count;
        if (second.Eigenvalues.Count != p)
        {
            throw new ArgumentException(
                $"second has {second.Eigenvalues.Count} eigenvalues, expected {p} as first: compare losses with the same parameters",
                nameof(second)
            );
        }
        if (count < 1 || 2 * count > p)
        {
            throw new ArgumentOutOfRangeException(
                nameof(count),
                count,
                $"count is {count}; give 1 to {p / 2}, half of the parameters"
            );
        }
        var (leading, leadingError) = Angles(first, second, p - count, count);
        var (trailing, trailingError) = Angles(first, second, 0, count);
        var (alignment, alignmentError) = AlignmentOf(first, second, team);
        var (a, b) = (first.Summary, second.Summary);
        var threshold = Math.Max(RelativeBound(first), RelativeBound(second));
        return new CurvatureAgreement(
            leading,
            leadingError,
            trailing,
            trailingError,
            alignment,
            alignmentError,
            Correlation(Logarithms(first, threshold), Logarithms(second, threshold)),
            a.ConditionNumber / b.ConditionNumber,
            ((1 + a.ConditionNumberError) * (1 + b.ConditionNumberError)) - 1
        );
    }

    /// <summary>Of the eigenvectors from one index on.</summary>
    private static (double[] Angles, double Error) Angles(DenseSpectrum a, DenseSpectrum b, int start, int count)
    {
        var p = a.Eigenvalues.Count;
        var error = Lean(a, start, count) + Lean(b, start, count);
        return double.IsNaN(error)
            ? ([.. Enumerable.Repeat(double.NaN, count)], double.NaN)
            : (
                PrincipalAngles.Of(
                    a.Eigenvectors.Span.Slice(start * p, count * p),
                    b.Eigenvectors.Span.Slice(start * p, count * p),
                    count
                ),
                Math.Min(error, 0.5 * Math.PI)
            );
    }

    /// <summary>The angle that the computed space may lie off the exact one; NaN where the gap does not exceed twice the bound.</summary>
    private static double Lean(DenseSpectrum spectrum, int start, int count)
    {
        var (λ, bound) = (spectrum.Eigenvalues, spectrum.Bounds.Max());
        var gap = start == 0 ? λ[count] - λ[count - 1] : λ[start] - λ[start - 1];
        return gap > 2 * bound ? Arc.OfSine(bound / (gap - bound)) : double.NaN;
    }

    private static (double Value, double Error) AlignmentOf(DenseSpectrum a, DenseSpectrum b, WorkerTeam team)
    {
        var (λ, μ) = ((double[])[.. a.Eigenvalues], (double[])[.. b.Eigenvalues]);
        var (sizeA, sizeB) = (Vectors.Norm(λ), Vectors.Norm(μ));
        if (sizeA == 0 || sizeB == 0)
        {
            return (double.NaN, double.NaN);
        }
        var rows = new Rows(λ, μ, a.Eigenvectors, b.Eigenvectors, sizeA, sizeB);
        team.Run(λ.Length, rows);
        var root = Math.Sqrt(λ.Length);
        // Of vectors that are off by δ and η relatively the cosine is off by twice their sum at most.
        var error = 2 * ((root * a.Bounds.Max() / sizeA) + (root * b.Bounds.Max() / sizeB));
        return (Math.Clamp(rows.Sum, -1, 1), Math.Min(error, 2));
    }

    private static double SizeOf(DenseSpectrum spectrum) =>
        Math.Max(Math.Abs(spectrum.Eigenvalues[0]), Math.Abs(spectrum.Eigenvalues[^1]));

    private static double RelativeBound(DenseSpectrum spectrum) =>
        SizeOf(spectrum) is > 0 and var size ? spectrum.Bounds.Max() / size : 0;

    private static double[] Logarithms(DenseSpectrum spectrum, double threshold)
    {
        var least = threshold * SizeOf(spectrum);
        return
        [
            .. spectrum.Eigenvalues.Select(λ =>
                least == 0 ? 0 : Math.Sign(λ) * Elementary.Log(1 + (Math.Abs(λ) / least))
            ),
        ];
    }

    private static double Correlation(double[] x, double[] y)
    {
        var (meanX, meanY) = (x.Average(), y.Average());
        double[] a = [.. x.Select(value => value - meanX)];
        double[] b = [.. y.Select(value => value - meanY)];
        var (sizeA, sizeB) = (Vectors.Norm(a), Vectors.Norm(b));
        // What rounding leaves of equal numbers is no scatter.
        return sizeA <= 1e-14 * Math.Abs(meanX) * x.Length || sizeB <= 1e-14 * Math.Abs(meanY) * y.Length
            ? double.NaN
            : Math.Clamp(Vectors.Dot(a, b) / (sizeA * sizeB), -1, 1);
    }

    /// <summary>Row i is λ_i Σ_j μ_j (v_i · w_j)².</summary>
    private sealed class Rows(
        double[] λ,
        double[] μ,
        ReadOnlyMemory<double> v,
        ReadOnlyMemory<double> w,
        double sizeA,
        double sizeB
    ) : IWork
    {
        private readonly double[] rows = new double[λ.Length];

        public double Sum
        {
            get
            {
                var sum = 0.0;
                foreach (var row in rows)
                {
                    sum += row;
                }
                return sum;
            }
        }

        public void Run(int item, int worker)
        {
            var (n, sum) = (λ.Length, 0.0);
            for (var j = 0; j < n; j++)
            {
                var cosine = Vectors.Dot(v.Span.Slice(item * n, n), w.Span.Slice(j * n, n));
                sum += μ[j] / sizeB * cosine * cosine;
            }
            rows[item] = λ[item] / sizeA * sum;
        }
    }
}
