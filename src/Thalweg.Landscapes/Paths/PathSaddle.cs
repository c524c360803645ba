using Thalweg.Landscapes.Stationary;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Paths;

/// <summary>The stationary point that the top of a path leads to.</summary>
/// <param name="Point">Where Newton's method with one way up ended.</param>
/// <param name="Ends">Where both ways down from it end, where it is a pass; else empty.</param>
/// <param name="Off">Its distance from the top of the path.</param>
public sealed record PathSaddle(StationaryPoint Point, IReadOnlyList<StationaryPoint> Ends, double Off)
{
    // A dense Hessian at each step: a top that is far from its pass is told rather than followed for long.
    private const int MostSteps = 100;

    public StationaryPoint Point { get; init; } = Point ?? throw new ArgumentNullException(nameof(Point));

    public IReadOnlyList<StationaryPoint> Ends { get; init; } = Ends ?? throw new ArgumentNullException(nameof(Ends));

    /// <summary>Gradient and index 1 beyond doubt, and both ways down end in a minimum or run to infinity.</summary>
    public bool IsVerified =>
        Point is { IsRegular: true, Index: 1 }
        && Ends.Count == 2
        && Ends.All(end => end is { IsRegular: true, Index: 0 } || end.Label == PointLabel.RunningToInfinity);

    /// <summary>Refines the top of a path; null where it is an end of the path, is not finite, or the loss has more parameters than dense Hessians
    /// are made for.</summary>
    /// <remarks>The point that is found need not be the lowest pass between the ends, nor one that the path crosses: <paramref name="loss"/> says
    /// nothing of that, <see cref="Off"/> and the ends do. Cost: a dense Hessian for each step, on the way up and on both ways down.</remarks>
    /// <param name="loss">The first loss of the path.</param>
    public static PathSaddle? Of(PathResult path, IObjective loss, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(path);
        ArgumentNullException.ThrowIfNull(loss);
        ArgumentNullException.ThrowIfNull(team);
        var height = path.Losses[0].Height;
        if (
            loss.ParameterCount > StationaryOptions.LargestCount
            || height.T is <= 0 or >= 1
            || !double.IsFinite(height.Loss)
        )
        {
            return null;
        }
        var top = new double[loss.ParameterCount];
        path.Curve.Place(height.T, top);
        var options = new StationaryOptions { MaximumSteps = MostSteps };
        var point = new Refinement(loss, options).From(top, team, index: 1);
        var ends = point is { IsRegular: true, Index: 1 } ? new Descent(loss, options).FromPass(point, team) : [];
        Vectors.Difference(point.Parameters, top, top);
        return new PathSaddle(point, ends, Vectors.Norm(top));
    }
}
