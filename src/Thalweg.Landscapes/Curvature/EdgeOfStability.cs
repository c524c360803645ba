using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Training;

namespace Thalweg.Landscapes.Curvature;

/// <summary>How curved a loss is where an optimizer stands, as it is and as the optimizer sees it, beside what its steps bear.</summary>
/// <param name="Largest">λmax(H), with its bound.</param>
/// <param name="Seen">λmax(B⁻¹(H + λI)), with its bound; null where the optimizer has no B, or B is not positive definite up to rounding.</param>
/// <param name="Rate">Learning rate of the next step; null where the optimizer has none.</param>
/// <param name="Threshold">Where <paramref name="Seen"/> is above it, steps grow along its eigenvector on the quadratic of this θ, B held fast; null where no such
/// number is known.</param>
/// <param name="IsExact">False where products are differences of gradients.</param>
public sealed record EdgeOfStability(
    BoundedEigenvalue Largest,
    BoundedEigenvalue? Seen,
    double? Rate,
    double? Threshold,
    bool IsExact
)
{
    public BoundedEigenvalue Largest { get; init; } = Largest ?? throw new ArgumentNullException(nameof(Largest));

    /// <summary>At a checkpoint. Cost: <see cref="Lanczos.Find"/> of the largest eigenvalue of both operators.</summary>
    /// <param name="options">Of both; the largest of its end.</param>
    /// <returns>Null where a product is not finite.</returns>
    public static EdgeOfStability? At(CheckpointView checkpoint, LanczosOptions options, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(checkpoint);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(team);
        var (objective, view) = (checkpoint.Objective, checkpoint.View);
        var hessian = HessianProducts.At(objective, checkpoint.Parameters, team);
        if (BoundedEigenvalue.Largest(hessian, options, team) is not { } largest)
        {
            return null;
        }
        var seen =
            view is { Preconditioner.IsIdentity: true, Decay: 0 } ? largest
            : PreconditionedHessian.Of(hessian, view, objective, checkpoint.Parameters, team) is { } products
                ? BoundedEigenvalue.Largest(products, options, team)
            : null;
        return new EdgeOfStability(largest, seen, view.Rate, view.Threshold, hessian.IsExact);
    }
}
