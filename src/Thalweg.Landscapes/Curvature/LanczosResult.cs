namespace Thalweg.Landscapes.Curvature;

/// <summary>Why Lanczos ended.</summary>
public enum LanczosStop
{
    /// <summary>All pairs converged, and a fresh start saw nothing beyond them.</summary>
    Converged,

    /// <summary>The products were spent; some pairs are not converged, or no fresh start was tried to its end.</summary>
    ProductsSpent,

    /// <summary>A product was not finite.</summary>
    NotFinite,
}

/// <summary>Eigenpairs of one end of a spectrum.</summary>
/// <param name="Eigenvalues">λ, [k], ascending; fewer where the products were spent before so many were seen.</param>
/// <param name="Eigenvectors">[k, P], one unit vector per row.</param>
/// <param name="Residuals">‖Hv − λv‖₂, [k], of a product taken at the end.</param>
/// <param name="Bounds">How near to λ an eigenvalue of H is, [k]: residual + P ε max|λ|, and what differences may be wrong by.</param>
/// <param name="Converged">[k].</param>
/// <param name="Products">Products that were taken.</param>
public sealed record LanczosResult(
    IReadOnlyList<double> Eigenvalues,
    ReadOnlyMemory<double> Eigenvectors,
    IReadOnlyList<double> Residuals,
    IReadOnlyList<double> Bounds,
    IReadOnlyList<bool> Converged,
    int Products,
    LanczosStop Stop
)
{
    public IReadOnlyList<double> Eigenvalues { get; init; } =
        Eigenvalues ?? throw new ArgumentNullException(nameof(Eigenvalues));

    public IReadOnlyList<double> Residuals { get; init; } =
        Residuals ?? throw new ArgumentNullException(nameof(Residuals));

    public IReadOnlyList<double> Bounds { get; init; } = Bounds ?? throw new ArgumentNullException(nameof(Bounds));

    public IReadOnlyList<bool> Converged { get; init; } =
        Converged ?? throw new ArgumentNullException(nameof(Converged));
}
