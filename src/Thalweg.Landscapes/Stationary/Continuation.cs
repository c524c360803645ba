using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Stationary;

/// <summary>A loss that depends on one number beside θ: a ridge, the blend of two formulations, a penalty.</summary>
/// <param name="at">The loss for a value of the number.</param>
public delegate IObjective LossFamily(double at);

/// <summary>How a branch of stationary points is followed.</summary>
public sealed record ContinuationOptions
{
    /// <summary>The first step along the branch; θ and the number count alike, each in its own unit.</summary>
    public double FirstStep { get; init; } = 0.01;

    /// <summary>The longest step.</summary>
    public double LongestStep { get; init; } = 0.1;

    /// <summary>Points of a branch at most.</summary>
    public int MaximumPoints { get; init; } = 400;

    /// <summary>Beyond this norm of θ a branch is left.</summary>
    public double FarOut { get; init; } = 1e3;
}

/// <summary>Follows stationary points as a number changes, by pseudo-arclength [Keller1977].</summary>
/// <remarks>∇L(θ; p) = 0 is solved beside t · (y − y₀) = Δ with y = (θ, p), by Newton's method on the bordered matrix, which is regular at folds; ∂∇L/∂p by
/// a central difference. Events are where an eigenvalue of the Hessian changes sign, found by false position to the rounding of p. Cost: a dense
/// Hessian for each step of Newton's method, three or four for each point.</remarks>
public sealed partial class Continuation(LossFamily family, ContinuationOptions? options = null)
{
    private const int NewtonSteps = 12;
    private readonly LossFamily family = family ?? throw new ArgumentNullException(nameof(family));
    private readonly ContinuationOptions options = options ?? new ContinuationOptions();

    /// <summary>The branch through a stationary point, from p₀ in one direction until it leaves an interval.</summary>
    /// <param name="start">θ near a stationary point for p₀, [P].</param>
    /// <param name="at">p₀.</param>
    /// <param name="upward">Whether p grows at first.</param>
    /// <param name="range">Where the branch is followed.</param>
    public Branch From(
        ReadOnlySpan<double> start,
        double at,
        bool upward,
        (double From, double To) range,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        var refined = new Refinement(family(at)).From(start, team);
        if (!refined.IsPlace)
        {
            return new Branch([], [], $"no stationary point at the start: {refined.Label.Word()}");
        }
        var here = At(refined.Parameters, at, team);
        var tangent = Tangent(here, null, upward ? 1 : -1, team);
        var points = new List<BranchPoint> { here.Point };
        var events = new List<BranchEvent>();
        var step = options.FirstStep;
        while (points.Count < options.MaximumPoints)
        {
            team.Cancellation.ThrowIfCancellationRequested();
            var next = Correct(here, tangent, step, team);
            var turned = next is null ? null : Tangent(next, tangent, 0, team);
            if (next is null || Vectors.Dot(turned!, tangent) < 0.9)
            {
                step *= 0.5;
                if (step < 1e-10)
                {
                    return new Branch(points, events, "the branch could not be followed further");
                }
                continue;
            }
            Locate(here, tangent, step, next, turned!, events, team);
            var last = (State: here, Tangent: tangent);
            (here, tangent) = (next, turned!);
            if (IsOutside(here.Point, range))
            {
                events.RemoveAll(e => IsOutside(e.Point, range));
                if (AtEdge(points[^1], last, step, range, team) is { } edge)
                {
                    points.Add(edge);
                }
                return new Branch(points, events, "the branch left the interval");
            }
            points.Add(here.Point);
            if (Vectors.Norm(here.Point.Parameters) > options.FarOut)
            {
                return new Branch(points, events, "the branch runs to infinity");
            }
            step = Math.Min(options.LongestStep, 1.3 * step);
        }
        return new Branch(points, events, "the points were spent");
    }

    /// <summary>θ of the branch that crosses at an event, a little off it along the direction of the eigenvalue 0.</summary>
    /// <param name="sign">1 or −1: either half of it.</param>
    /// <returns>A start for <see cref="From"/> with its number; null where none was found on either side.</returns>
    public (double[] Parameters, double At)? Switch(
        BranchEvent crossing,
        double sign,
        WorkerTeam team,
        double off = 0.02
    )
    {
        ArgumentNullException.ThrowIfNull(crossing);
        ArgumentNullException.ThrowIfNull(team);
        var n = crossing.Direction.Length;
        var tangent = new double[n + 1];
        for (var i = 0; i < n; i++)
        {
            tangent[i] = sign * crossing.Direction[i];
        }
        var here = At(crossing.Point.Parameters, crossing.Point.At, team);
        var step = off * (1 + Vectors.Norm(crossing.Point.Parameters));
        // Where several eigenvalues are 0 at once the matrix is singular all along the number of the crossing; beside it, it is not.
        foreach (var lean in (double[])[0, 0.1, -0.1])
        {
            tangent[n] = lean;
            if (
                Correct(here, tangent, step, team) is { } found
                && Math.Abs(Along(found.Point.Parameters, crossing)) > 0.5 * step
            )
            {
                return (found.Point.Parameters, found.Point.At);
            }
        }
        return null;
    }

    /// <summary>How far a point has gone from a crossing in its direction: not at all on the branch that was come by.</summary>
    private static double Along(double[] parameters, BranchEvent crossing)
    {
        var way = new double[parameters.Length];
        Vectors.Difference(parameters, crossing.Point.Parameters, way);
        return Vectors.Dot(way, crossing.Direction);
    }

    private static bool IsOutside(BranchPoint point, (double From, double To) range) =>
        point.At < range.From || point.At > range.To;

    private State At(double[] parameters, double at, WorkerTeam team)
    {
        var model = LocalModel.At(family(at), parameters, team);
        return new State(new BranchPoint(at, parameters, model.Value, model.IsFinite ? model.Eigenvalues : []), model);
    }

    /// <summary>The unit tangent of the branch.</summary>
    private double[] Tangent(State here, double[]? before, int sign, WorkerTeam team)
    {
        var n = here.Point.Parameters.Length;
        var border = before;
        if (border is null)
        {
            border = new double[n + 1];
            border[n] = sign;
        }
        var right = new double[n + 1];
        right[n] = 1;
        var tangent = BorderedSystem.Solve(here.Model, Slope(here, team), border, right) ?? (double[])border.Clone();
        Vectors.Scale(1 / Vectors.Norm(tangent), tangent, tangent);
        return tangent;
    }

    /// <summary>The point of the branch whose part along the tangent is a step away; null where Newton's method does not find it.</summary>
    private State? Correct(State from, double[] tangent, double step, WorkerTeam team)
    {
        var n = from.Point.Parameters.Length;
        var θ = new double[n];
        Vectors.Combine(from.Point.Parameters, step, tangent.AsSpan(0, n), θ);
        var p = from.Point.At + (step * tangent[n]);
        var last = double.PositiveInfinity;
        for (var k = 0; k < NewtonSteps; k++)
        {
            var here = At(θ, p, team);
            if (!here.Model.IsFinite)
            {
                return null;
            }
            var right = new double[n + 1];
            Vectors.Scale(-1, here.Model.Gradient, right.AsSpan(0, n));
            right[n] = step;
            for (var i = 0; i < n; i++)
            {
                right[n] -= tangent[i] * (θ[i] - from.Point.Parameters[i]);
            }
            right[n] -= tangent[n] * (p - from.Point.At);
            // At a branching the bordered matrix is singular, and nothing is left to solve.
            if (here.Model.GradientNorm <= 1e-14 * here.Model.LargestCurvature && Math.Abs(right[n]) <= 1e-14)
            {
                return here;
            }
            var change = BorderedSystem.Solve(here.Model, Slope(here, team), tangent, right);
            if (change is null)
            {
                return null;
            }
            var length = Vectors.Norm(change);
            if (length <= 1e-13 * here.Model.Scale || (length >= 0.5 * last && length <= 1e-9 * here.Model.Scale))
            {
                return here;
            }
            if (length > 2 * last)
            {
                return null;
            }
            last = length;
            θ = (double[])θ.Clone();
            Vectors.Combine(θ, 1, change.AsSpan(0, n), θ);
            p += change[n];
        }
        return null;
    }

    /// <summary>∂∇L/∂p.</summary>
    private double[] Slope(State here, WorkerTeam team)
    {
        // Losses are linear in most such numbers, and a ridge must stay above 0.
        var h = here.Point.At == 0 ? 1e-4 : 1e-3 * Math.Abs(here.Point.At);
        var (up, down) = (new double[here.Point.Parameters.Length], new double[here.Point.Parameters.Length]);
        family(here.Point.At + h).Gradient(here.Point.Parameters, up, default, team);
        family(here.Point.At - h).Gradient(here.Point.Parameters, down, default, team);
        Vectors.Difference(up, down, up);
        Vectors.Scale(0.5 / h, up, up);
        return up;
    }

    private sealed record State(BranchPoint Point, LocalModel Model);
}
