using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Stationary;

// What happens between two points of a branch: eigenvalues that change their sign, tips of forks, and the end of the interval.
public sealed partial class Continuation
{
    /// <summary>Eigenvalues that changed sign between two points, each where it is 0.</summary>
    private void Locate(
        State from,
        double[] tangent,
        double step,
        State to,
        double[] turned,
        List<BranchEvent> events,
        WorkerTeam team
    )
    {
        // Where the branch turns back the number goes neither way.
        var isTurn = tangent[^1] * turned[^1] < 0;
        var before = events.Count;
        for (var i = 0; i < from.Point.Eigenvalues.Count; i++)
        {
            if (from.Point.Eigenvalues[i] * to.Point.Eigenvalues[i] >= 0)
            {
                continue;
            }
            var (low, high) = (0.0, step);
            var (a, b) = (from.Point.Eigenvalues[i], to.Point.Eigenvalues[i]);
            var found = to;
            for (var k = 0; k < 60 && high - low > 1e-15 * step; k++)
            {
                // False position, the end that stays weighed by half.
                var middle = low - (a * (high - low) / (b - a));
                // Where the matrix is singular a point beside it is not.
                var at =
                    Correct(from, tangent, middle, team)
                    ?? Correct(from, tangent, middle - (1e-6 * (middle - low)), team)
                    ?? Correct(from, tangent, middle + (1e-6 * (high - middle)), team);
                if (at is null)
                {
                    break;
                }
                found = at;
                var λ = at.Point.Eigenvalues[i];
                if (Math.Abs(λ) <= at.Model.Spectrum!.Bounds[i])
                {
                    break;
                }
                if (λ * a > 0)
                {
                    (low, a, b) = (middle, λ, 0.5 * b);
                }
                else
                {
                    (high, b, a) = (middle, λ, 0.5 * a);
                }
            }
            events.Add(new BranchEvent(isTurn ? "fold" : "branching", found.Point, found.Model.Vector(i).ToArray()));
        }
        if (isTurn && events.Count == before)
        {
            LocateTurn(from, tangent, step, events, team);
        }
    }

    /// <summary>Where the number goes neither way and no eigenvalue changes its sign: the branch is the fork of a pitchfork, at whose tip another one crosses.</summary>
    private void LocateTurn(State from, double[] tangent, double step, List<BranchEvent> events, WorkerTeam team)
    {
        var (low, high) = (0.0, step);
        State? found = null;
        for (var k = 0; k < 60 && high - low > 1e-6 * step; k++)
        {
            // At the tip the bordered matrix is singular, and beside it the branch that crosses is near.
            var next = On(0.5 * (low + high)) ?? On(low + (0.3 * (high - low)));
            if (next is not { } on)
            {
                break;
            }
            found = on.State;
            (low, high) = on.IsBefore ? (on.Step, high) : (low, on.Step);
        }
        if (found is not null)
        {
            var nearest = Enumerable
                .Range(0, found.Point.Eigenvalues.Count)
                .MinBy(i => Math.Abs(found.Point.Eigenvalues[i]));
            events.Add(new BranchEvent("pitchfork", found.Point, found.Model.Vector(nearest).ToArray()));
        }

        (State State, double Step, bool IsBefore)? On(double middle)
        {
            if (Correct(from, tangent, middle, team) is not { } at)
            {
                return null;
            }
            var here = Tangent(at, tangent, 0, team);
            return Vectors.Dot(here, tangent) < 0.9 ? null : (at, middle, here[^1] * tangent[^1] > 0);
        }
    }

    /// <summary>Where a step that leaves the interval crosses its end, to rounding; null where that is the last point.</summary>
    private BranchPoint? AtEdge(
        BranchPoint before,
        (State State, double[] Tangent) from,
        double step,
        (double From, double To) range,
        WorkerTeam team
    )
    {
        var (low, high, at) = (0.0, step, before.At);
        BranchPoint? found = null;
        for (var k = 0; k < 60 && high - low > 1e-14 * step; k++)
        {
            var middle = 0.5 * (low + high);
            if (Correct(from.State, from.Tangent, middle, team) is not { } next)
            {
                break;
            }
            if (IsOutside(next.Point, range))
            {
                high = middle;
            }
            else
            {
                (low, at, found) = (middle, next.Point.At, next.Point);
            }
        }
        return at == before.At ? null : found;
    }
}
