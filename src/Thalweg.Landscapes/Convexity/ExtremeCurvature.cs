using Thalweg.Landscapes.Curvature;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Convexity;

/// <summary>The two ends of the spectrum of a loss at one θ.</summary>
/// <param name="Smallest">λ_1; NaN where a product was not finite.</param>
/// <param name="Largest">λ_P.</param>
/// <param name="Bound">How far either may be from an eigenvalue of the exact Hessian.</param>
/// <param name="Lowest">The unit eigenvector of λ_1, [P]; empty where there is none.</param>
/// <param name="Highest">That of λ_P.</param>
public readonly record struct ExtremeCurvature(
    double Smallest,
    double Largest,
    double Bound,
    ReadOnlyMemory<double> Lowest,
    ReadOnlyMemory<double> Highest
)
{
    /// <summary>Up to this number of parameters the whole spectrum is computed, beyond it both ends by Lanczos, whose bounds hold for some
    /// eigenvalue: the smallest with probability 1, not for certain.</summary>
    public const int LargestDense = 500;

    /// <summary>λ_1 lies below its bound: beyond doubt the loss is curved down somewhere.</summary>
    public bool IsNegative => Smallest < -Bound;

    /// <summary>λ_1 lies above its bound.</summary>
    public bool IsPositive => Smallest > Bound;

    /// <summary>All eigenvalues are 0: second derivatives say nothing, and nothing is convex for it.</summary>
    public bool IsDegenerate => Smallest == 0 && Largest == 0;

    public bool IsFinite => double.IsFinite(Smallest);

    /// <summary>λ_1/λ_P, the depth of negative curvature in units of the steepest; NaN where no eigenvalue is positive.</summary>
    public double Ratio => Largest > 0 ? Smallest / Largest : double.NaN;

    /// <summary>At one θ. Cost: P products and their spectrum, or some hundred products.</summary>
    /// <param name="parameters">θ, [P], finite.</param>
    public static ExtremeCurvature At(IObjective objective, ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(team);
        var products = HessianProducts.At(objective, parameters, team);
        return products.Operator.Rows <= LargestDense ? Dense(products, team) : Searched(products, team);
    }

    private static ExtremeCurvature None => new(double.NaN, double.NaN, double.NaN, default, default);

    private static ExtremeCurvature Dense(HessianProducts products, WorkerTeam team)
    {
        var p = products.Operator.Rows;
        return DenseSpectrum.Of(products.Operator, team, products.Coarser) is { } spectrum
            ? new ExtremeCurvature(
                spectrum.Eigenvalues[0],
                spectrum.Eigenvalues[^1],
                Math.Max(spectrum.Bounds[0], spectrum.Bounds[^1]),
                spectrum.Eigenvectors[..p],
                spectrum.Eigenvectors.Slice((p - 1) * p, p)
            )
            : None;
    }

    private static ExtremeCurvature Searched(HessianProducts products, WorkerTeam team)
    {
        var low = Lanczos.Find(products.Operator, new(1, SpectrumEnd.Smallest), team, products.Coarser);
        var high = Lanczos.Find(products.Operator, new(1, SpectrumEnd.Largest), team, products.Coarser);
        return
            low.Stop == LanczosStop.NotFinite
            || high.Stop == LanczosStop.NotFinite
            || low.Eigenvalues.Count == 0
            || high.Eigenvalues.Count == 0
            ? None
            : new ExtremeCurvature(
                low.Eigenvalues[0],
                high.Eigenvalues[0],
                Math.Max(low.Bounds[0], high.Bounds[0]),
                low.Eigenvectors,
                high.Eigenvectors
            );
    }
}
