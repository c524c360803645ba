using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Random;
using Thalweg.Numerics.Simd;

namespace Thalweg.Landscapes.Curvature;

/// <summary>Unit vectors along draws from N(0, Σ), with the density of their directions: |Σ|^(−½) (uᵀΣ⁻¹u)^(−P/2)/area of the unit sphere.</summary>
internal sealed class RayDirections
{
    private const double LogPi = 1.1447298858494002;

    private readonly int n;
    private readonly double[]? scales;
    private readonly ReadOnlyMemory<double> basis;
    private readonly RandomStream stream;
    private readonly double[] numbers;
    private readonly double logDeterminant;
    private readonly double logArea;

    public RayDirections(int n, DenseSpectrum? spectrum, RayOptions options)
    {
        this.n = n;
        stream = new RandomStream(options.Seed, "rays");
        numbers = new double[n];
        Direction = new double[n];
        logArea = LogAreaOfSphere(n);
        if (spectrum is not null)
        {
            // Where curvature alone would lead beyond the ball, the ball decides.
            var least = 2 * options.Excess / (options.Radius * options.Radius);
            scales = [.. spectrum.Eigenvalues.Select(λ => 1 / Math.Sqrt(Math.Max(Math.Abs(λ), least)))];
            basis = spectrum.Eigenvectors;
            logDeterminant = scales.Sum(scale => 2 * Elementary.Log(scale));
        }
    }

    public double[] Direction { get; }

    /// <returns>The logarithm of the density.</returns>
    public double Next()
    {
        stream.FillGaussian(numbers);
        if (scales is null)
        {
            Vectors.Scale(1 / Vectors.Norm(numbers), numbers, Direction);
            return -logArea;
        }
        var form = Vectors.Dot(numbers, numbers);
        Array.Clear(Direction);
        for (var k = 0; k < n; k++)
        {
            Vectors.Combine(Direction, scales[k] * numbers[k], basis.Span.Slice(k * n, n), Direction);
        }
        var length = Vectors.Norm(Direction);
        Vectors.Scale(1 / length, Direction, Direction);
        // uᵀΣ⁻¹u is |z|² over the length squared.
        return -logArea - (0.5 * logDeterminant) - (0.5 * n * Elementary.Log(form / (length * length)));
    }

    /// <summary>log of 2 π^(n/2)/Γ(n/2).</summary>
    public static double LogAreaOfSphere(int n) => Elementary.Log(2) + (0.5 * n * LogPi) - LogGammaOfHalf(n);

    /// <summary>log Γ(n/2).</summary>
    private static double LogGammaOfHalf(int n)
    {
        var sum = n % 2 == 0 ? 0 : 0.5 * LogPi;
        for (var k = n - 2; k > 0; k -= 2)
        {
            sum += Elementary.Log(0.5 * k);
        }
        return sum;
    }
}
