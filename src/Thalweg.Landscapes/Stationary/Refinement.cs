using System.Diagnostics.CodeAnalysis;
using Thalweg.Landscapes.Evaluation;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Stationary;

/// <summary>Newton's method with control of the index: to a stationary point with k negative eigenvalues, or to whichever is near.</summary>
/// <remarks>
/// <para>The step along eigenvector i is −(∇L · v_i)/|λ_i|, turned round along the k lowest: up there and down along the others, eigenvector following
/// [Cerjan1981], which for k > 1 discretises the dynamics of [Yin2019] with a step of its own along each eigenvector. Without an index it is Newton's own
/// step −(∇L · v_i)/λ_i. No part of a step is longer than a length that grows and
/// shrinks with how well the quadratic foretells the gradient in the norm of |H|⁻¹ [Deuflhard2011]: in the Euclidean one a stiff direction rules the steps
/// along a curved valley; and where the whole step is cut, one along which the curvature passes through 0. Exact products
/// where the objective has them, else differences of gradients; a dense Hessian at each step, so at most <see cref="StationaryOptions.LargestCount"/> parameters.</para>
/// <para>A point is taken where the Newton step is below <see cref="StationaryOptions.Tolerance"/> · (1 + ‖θ‖) or below what rounding makes of it,
/// 64 ε (1 + ‖θ‖) max|λ|/min|λ|; then steps go on while they shrink. Not converging is a result with a label.</para>
/// </remarks>
public sealed class Refinement
{
    private const double Rounding = 64 * RoundingProbe.DoubleEpsilon;
    private const int Polishing = 6;

    // Steps between looks at whether θ runs to infinity.
    private const int Look = 20;
    private readonly IObjective objective;
    private readonly StationaryOptions options;

    public Refinement(IObjective objective, StationaryOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(objective);
        this.objective = objective;
        this.options = options ?? new StationaryOptions();
        if (objective.ParameterCount > StationaryOptions.LargestCount)
        {
            throw new ArgumentException(
                $"objective has {objective.ParameterCount} parameters, expected at most {StationaryOptions.LargestCount}: stationary points are refined with dense Hessians; take a smaller network",
                nameof(objective)
            );
        }
    }

    /// <summary>The stationary point that a start leads to. Cost: a dense Hessian for each step.</summary>
    /// <param name="start">θ₀, [P], finite.</param>
    /// <param name="index">k, from 0 for a minimum to P for a maximum; null for Newton's own way.</param>
    public StationaryPoint From(ReadOnlySpan<double> start, WorkerTeam team, int? index = null)
    {
        ArgumentNullException.ThrowIfNull(team);
        Centre.Check(objective, start, nameof(start));
        if (index < 0 || index > objective.ParameterCount)
        {
            throw new ArgumentOutOfRangeException(
                nameof(index),
                index,
                $"index is {index}, expected a number of negative eigenvalues from 0 to {objective.ParameterCount}"
            );
        }
        var outward = options.FarOut * (1 + Vectors.Norm(start));
        var here = LocalModel.At(objective, start.ToArray(), team, pinned: true);
        LocalModel? before = null;
        var (radius, steps) = (options.FirstStep * here.Scale, 0);
        for (; here.IsFinite && steps < options.MaximumSteps; steps++)
        {
            team.Cancellation.ThrowIfCancellationRequested();
            if (here.Scale > outward)
            {
                return Judge(here, before, team, steps, PointLabel.RunningToInfinity);
            }
            if (steps % Look == Look - 1 && new PointJudge(objective, options).IsFading(here, team))
            {
                return Judge(here, before, team, steps, PointLabel.RunningToInfinity);
            }
            var step = Step(here, index);
            var length = Vectors.Norm(step);
            if (length <= Least(here) && IsOfIndex(here, index))
            {
                return Polished(here, before, team, steps);
            }
            if (length == 0)
            {
                // Along no direction is there a slope and a curvature: nothing would change any more.
                return Judge(here, before, team, steps, null);
            }
            for (var i = 0; i < step.Length; i++)
            {
                step[i] = Math.Clamp(step[i], -radius, radius);
            }
            var next = LocalModel.At(objective, here.Moved(step), team, pinned: true);
            if (!next.IsFinite)
            {
                // A step off the domain is tried again, shorter.
                radius = 0.25 * Math.Min(radius, length);
                if (radius <= RoundingProbe.DoubleEpsilon * here.Scale)
                {
                    return Judge(here, before, team, steps, null);
                }
                continue;
            }
            var error = Misfit(here, step, radius, next);
            var taken = Math.Min(length, radius);
            radius =
                error > 0.5 ? 0.35 * taken
                : error < 0.15 ? Math.Max(radius, 2.5 * taken)
                : radius;
            // A step that foretold nothing is taken back, unless it is near the end of what can be told.
            if (error > 2 && radius > 1e-8 * here.Scale)
            {
                continue;
            }
            (before, here) = (here, next);
        }
        return Judge(here, before, team, steps, null);
    }

    /// <summary>Newton's own steps while they shrink, and the verdict.</summary>
    private StationaryPoint Polished(LocalModel here, LocalModel? before, WorkerTeam team, int steps)
    {
        for (var k = 0; k < Polishing; k++)
        {
            var step = Step(here, null);
            var next = LocalModel.At(objective, here.Moved(step), team, pinned: true);
            if (!next.IsFinite || Vectors.Norm(Step(next, null)) >= 0.5 * Vectors.Norm(step))
            {
                before = next.IsFinite ? next : before;
                break;
            }
            (before, here) = (here, next);
            steps++;
        }
        return Judge(here, before, team, steps, null);
    }

    private StationaryPoint Judge(LocalModel here, LocalModel? before, WorkerTeam team, int steps, PointLabel? label) =>
        new PointJudge(objective, options).Judge(Whole(here, team), Whole(before, team), team, steps, label);

    /// <summary>With the motions of the whole, which count as zero modes.</summary>
    [return: NotNullIfNotNull(nameof(model))]
    private LocalModel? Whole(LocalModel? model, WorkerTeam team) =>
        model is { IsFinite: true } && Motions.Of(objective, model.Parameters).Count > 0
            ? LocalModel.At(objective, model.Parameters, team)
            : model;

    /// <summary>Components along the eigenvectors; what is 0 to rounding has none.</summary>
    internal static double[] Step(LocalModel here, int? index)
    {
        var step = new double[here.Components.Length];
        for (var i = 0; i < step.Length; i++)
        {
            var λ = here.Eigenvalues[i];
            if (Math.Abs(λ) > here.Spectrum!.Bounds[i])
            {
                var sign = index is { } k ? (i < k ? 1 : -1) : -Math.Sign(λ);
                step[i] = sign * here.Components[i] / Math.Abs(λ);
            }
        }
        return step;
    }

    /// <summary>How short a Newton step is 0.</summary>
    internal double Least(LocalModel here)
    {
        var smallest = double.PositiveInfinity;
        for (var i = 0; i < here.Eigenvalues.Count; i++)
        {
            var λ = Math.Abs(here.Eigenvalues[i]);
            smallest = λ > here.Spectrum!.Bounds[i] ? Math.Min(smallest, λ) : smallest;
        }
        return Math.Max(options.Tolerance, Math.Min(1e-8, Rounding * here.LargestCurvature / smallest)) * here.Scale;
    }

    private static bool IsOfIndex(LocalModel here, int? index) =>
        index is not { } k
        || here.GradientNorm == 0
        || Enumerable.Range(0, here.Eigenvalues.Count).Count(i => here.Eigenvalues[i] < -here.Spectrum!.Bounds[i]) == k;

    /// <summary>‖∇L(θ + s) − ∇L − H s‖ over ‖∇L‖: what the quadratic did not foretell, squares weighed by 1/|λ_i|, and by the length of the step over the
    /// slope where that was cut.</summary>
    private static double Misfit(LocalModel here, double[] step, double radius, LocalModel next)
    {
        var (foretold, missed) = (0.0, 0.0);
        for (var i = 0; i < step.Length; i++)
        {
            var slope = here.Components[i];
            var miss = Vectors.Dot(here.Vector(i), next.Gradient) - slope - (here.Eigenvalues[i] * step[i]);
            var softness = 1 / Math.Max(1 / here.Softness(i), Math.Abs(slope) / radius);
            foretold += softness * slope * slope;
            missed += softness * miss * miss;
        }
        return foretold > 0 ? Math.Sqrt(missed / foretold) : 0;
    }
}
