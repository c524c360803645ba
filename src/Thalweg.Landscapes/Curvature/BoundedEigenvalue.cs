using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Curvature;

/// <summary>An eigenvalue by products alone.</summary>
/// <param name="Bound">How near to it an eigenvalue is.</param>
/// <param name="IsConverged">Whether it was found before the products were spent.</param>
public sealed record BoundedEigenvalue(double Value, double Bound, bool IsConverged)
{
    /// <summary>The algebraically largest. Cost: <see cref="Lanczos.Find"/>.</summary>
    /// <returns>Null where a product is not finite.</returns>
    public static BoundedEigenvalue? Largest(HessianProducts products, LanczosOptions options, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(products);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(team);
        var end = options with { End = SpectrumEnd.Largest };
        var found = Lanczos.Find(products.Operator, end, team, products.Coarser);
        return found.Stop == LanczosStop.NotFinite || found.Eigenvalues.Count == 0
            ? null
            : new BoundedEigenvalue(
                found.Eigenvalues[^1],
                found.Bounds[^1],
                found.Stop == LanczosStop.Converged && found.Converged[^1]
            );
    }
}
