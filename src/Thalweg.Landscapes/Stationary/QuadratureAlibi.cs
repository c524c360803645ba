using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Stationary;

/// <summary>Whether a stationary point is one of the equation or of the quadrature: what becomes of it where the rule has more nodes.</summary>
/// <param name="Holds">Whether every finer rule has it, with the same index, no farther off than 1e-3 · max(1, ‖θ‖).</param>
/// <param name="Reason">What happened where it does not: <c>vanishes</c>, <c>changes index</c> or <c>moves</c>; null where it holds.</param>
/// <param name="Moved">The longest way that it went.</param>
public sealed record QuadratureAlibi(bool Holds, string? Reason, double Moved)
{
    private const double Allowed = 1e-3;

    /// <summary>Asks each finer loss. Cost: one <see cref="Refinement"/> for each.</summary>
    /// <param name="point">A point of the loss itself.</param>
    /// <param name="finer">The same loss with more nodes, one or several.</param>
    public static QuadratureAlibi Of(
        StationaryPoint point,
        IReadOnlyList<IObjective> finer,
        StationaryOptions options,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(point);
        ArgumentNullException.ThrowIfNull(finer);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(team);
        var limit = Allowed * Math.Max(1, Vectors.Norm(point.Parameters));
        var farthest = 0.0;
        foreach (var objective in finer)
        {
            var there = new Refinement(objective, options).From(point.Parameters, team);
            var difference = new double[point.Parameters.Length];
            Vectors.Difference(there.Parameters, point.Parameters, difference);
            var moved = Vectors.Norm(difference);
            farthest = Math.Max(farthest, moved);
            var reason =
                !there.IsPlace ? "vanishes"
                : moved > limit ? "moves"
                : there.Index != point.Index || there.Label != point.Label ? "changes index"
                : null;
            if (reason is not null)
            {
                return new QuadratureAlibi(false, reason, farthest);
            }
        }
        return new QuadratureAlibi(true, null, farthest);
    }
}
