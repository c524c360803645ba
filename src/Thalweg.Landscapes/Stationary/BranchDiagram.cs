using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Stationary;

/// <summary>A branch and where it comes from.</summary>
/// <param name="Parent">Place in the diagram of the branch that it leaves; null for those through the start.</param>
/// <param name="Event">Place among the events of that branch.</param>
/// <param name="Sign">Which half of the crossing branch: 1 along the direction of the event, −1 against it; 0 for those through the start.</param>
public sealed record DiagramBranch(Branch Branch, int? Parent, int? Event, int Sign)
{
    public Branch Branch { get; init; } = Branch ?? throw new ArgumentNullException(nameof(Branch));
}

/// <summary>Branches of stationary points and those that cross them: a bifurcation diagram.</summary>
public static class BranchDiagram
{
    // Two events are one where both the number and θ agree so far.
    private const double Same = 1e-6;

    /// <summary>Follows the branch through a start, then both halves of what crosses it at each branching, and so on.</summary>
    /// <param name="start">θ near a stationary point, [P].</param>
    /// <param name="at">The number there.</param>
    /// <param name="ways">Which ways the number goes at first: true for up.</param>
    /// <param name="range">Where branches are followed.</param>
    /// <param name="most">Branches at most that are followed beyond those through the start.</param>
    /// <remarks>Halves are taken up branch by branch in the order of their events; an event that was met before is left alone; a half that is not found is a branch without points, whose stop says so. Cost: as
    /// <see cref="Continuation.From"/> for each branch.</remarks>
    public static IReadOnlyList<DiagramBranch> Of(
        Continuation continuation,
        ReadOnlySpan<double> start,
        double at,
        IReadOnlyList<bool> ways,
        (double From, double To) range,
        int most,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(continuation);
        ArgumentNullException.ThrowIfNull(ways);
        ArgumentNullException.ThrowIfNull(team);
        ArgumentOutOfRangeException.ThrowIfNegative(most);
        var branches = new List<DiagramBranch>();
        foreach (var upward in ways)
        {
            branches.Add(new(continuation.From(start, at, upward, range, team), null, null, 0));
        }
        var (first, seen) = (branches.Count, new List<BranchEvent>());
        for (var b = 0; b < branches.Count; b++)
        {
            var events = branches[b].Branch.Events;
            for (var e = 0; e < events.Count; e++)
            {
                if (events[e].Kind != "branching" || seen.Exists(known => IsSame(known, events[e])))
                {
                    continue;
                }
                seen.Add(events[e]);
                foreach (var sign in (int[])[1, -1])
                {
                    if (branches.Count - first < most)
                    {
                        branches.Add(new(Half(continuation, events[e], sign, range, team), b, e, sign));
                    }
                }
            }
        }
        return branches;
    }

    private static Branch Half(
        Continuation continuation,
        BranchEvent crossing,
        int sign,
        (double From, double To) range,
        WorkerTeam team
    ) =>
        continuation.Switch(crossing, sign, team) is { } start
            ? continuation.From(start.Parameters, start.At, start.At > crossing.Point.At, range, team)
            : new Branch([], [], "what crosses there was not found");

    private static bool IsSame(BranchEvent one, BranchEvent other)
    {
        var (a, b) = (one.Point, other.Point);
        var step = new double[a.Parameters.Length];
        Vectors.Difference(a.Parameters, b.Parameters, step);
        // Several eigenvalues may be 0 at one point, and what crosses leaves along each.
        return Math.Abs(a.At - b.At) <= Same * (1 + Math.Abs(a.At))
            && Vectors.Norm(step) <= Same * (1 + Vectors.Norm(a.Parameters))
            && Math.Abs(Vectors.Dot(one.Direction, other.Direction)) > 0.5;
    }
}
