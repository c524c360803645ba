using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Stationary;

/// <summary>Follows the way of steepest descent, dθ/dt = −∇L, to where it ends.</summary>
/// <remarks>Each step is the exact flow of the local quadratic, θ_i(t) = −(∇L · v_i)(1 − e^{−λ_i t})/λ_i along each eigenvector [Page1988], as far as the
/// quadratic foretells to a tenth what the flow makes of the gradient; at the bottom it is Newton's step. So the end is that of the way itself, not of a method that may
/// leap into another valley. Cost: a dense Hessian for each step.</remarks>
public sealed class Descent
{
    private const double Allowed = 0.1;

    // Off a pass, relative to 1 + ‖θ‖.
    private const double FirstStep = 1e-3;
    private readonly IObjective objective;
    private readonly StationaryOptions options;
    private readonly Refinement refinement;

    /// <exception cref="ArgumentException">As for <see cref="Refinement"/>.</exception>
    public Descent(IObjective objective, StationaryOptions? options = null)
    {
        refinement = new Refinement(objective, options);
        this.objective = objective;
        this.options = options ?? new StationaryOptions();
    }

    /// <summary>The end of the way down from θ₀: a minimum, or a label that says why there is none.</summary>
    /// <param name="start">θ₀, [P], finite.</param>
    public StationaryPoint From(ReadOnlySpan<double> start, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        Evaluation.Centre.Check(objective, start, nameof(start));
        var outward = options.FarOut * (1 + Vectors.Norm(start));
        var here = LocalModel.At(objective, start.ToArray(), team, pinned: true);
        var radius = 0.05 * here.Scale;
        var step = 0;
        for (; here.IsFinite && step < options.MaximumSteps && here.Scale <= outward; step++)
        {
            team.Cancellation.ThrowIfCancellationRequested();
            var newton = Refinement.Step(here, 0);
            if (here.Eigenvalues[0] >= -here.Spectrum!.Bounds[0] && Vectors.Norm(newton) <= refinement.Least(here))
            {
                break;
            }
            var (flow, time) = Flow(here, radius);
            var next = LocalModel.At(objective, here.Moved(flow), team, pinned: true);
            var length = Vectors.Norm(flow);
            var misfit = next.IsFinite ? Misfit(here, flow, time, next) : 0;
            if (!next.IsFinite || next.Value > here.Value || misfit > 3 * Allowed)
            {
                if (length <= 1e-12 * here.Scale)
                {
                    break;
                }
                radius = 0.3 * length;
                continue;
            }
            radius = misfit < 0.5 * Allowed ? 2 * Math.Max(radius, length) : radius;
            here = next;
        }
        // Newton's own steps end where the way does, and judge it.
        var end = here.IsFinite && here.Scale <= outward ? refinement.From(here.Parameters, team, 0) : null;
        return end is { IsPlace: true } && Distance(end.Parameters, here.Parameters) <= 1e-3 * here.Scale
            ? end with
            {
                Steps = end.Steps + step,
            }
            : new PointJudge(objective, options).Judge(
                here,
                null,
                team,
                step,
                !here.IsFinite ? PointLabel.NotFinite
                    : here.Scale > outward || end?.Label == PointLabel.RunningToInfinity ? PointLabel.RunningToInfinity
                    : end?.Label is { } label and not PointLabel.Regular ? label
                    : PointLabel.NotConverged
            );
    }

    /// <summary>Both ends of the ways down from a pass, along the eigenvector of its negative eigenvalue and against it.</summary>
    /// <param name="pass">A point of index 1 or more; the lowest eigenvalue gives the way.</param>
    public IReadOnlyList<StationaryPoint> FromPass(StationaryPoint pass, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(pass);
        ArgumentNullException.ThrowIfNull(team);
        var here = LocalModel.At(objective, pass.Parameters, team, pinned: true);
        return [From(Aside(1), team), From(Aside(-1), team)];

        double[] Aside(double sign)
        {
            var aside = new double[pass.Parameters.Length];
            Vectors.Combine(pass.Parameters, sign * FirstStep * here.Scale, here.Vector(0), aside);
            return aside;
        }
    }

    /// <summary>The flow of the quadratic up to a length, or to its bottom, and its time.</summary>
    private static (double[] Way, double Time) Flow(LocalModel here, double radius)
    {
        var (low, high) = (0.0, 1 / Math.Max(here.LargestCurvature, double.Epsilon));
        var flow = new double[here.Components.Length];
        for (var k = 0; k < 200 && Length(here, high, flow) < radius; k++)
        {
            low = high;
            high *= 2;
        }
        for (var k = 0; k < 40 && Length(here, high, flow) > radius; k++)
        {
            var middle = 0.5 * (low + high);
            if (Length(here, middle, flow) > radius)
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
            if (high - low <= 0.01 * high)
            {
                high = low > 0 ? low : high;
                break;
            }
        }
        Length(here, high, flow);
        return (flow, high);
    }

    private static double Length(LocalModel here, double time, double[] flow)
    {
        for (var i = 0; i < flow.Length; i++)
        {
            flow[i] = -here.Components[i] * Decay(here.Eigenvalues[i], time);
        }
        return Vectors.Norm(flow);
    }

    /// <summary>(1 − e^{−λt})/λ, t where λ = 0.</summary>
    private static double Decay(double λ, double time)
    {
        var x = λ * time;
        return Math.Abs(x) < 1e-5 ? time * (1 - (0.5 * x))
            : x < -600 ? double.MaxValue
            : (1 - Numerics.Simd.Elementary.Exp(-x)) / λ;
    }

    /// <summary>Of the gradient, what the quadratic did not foretell: each part as much as the flow makes of it, (1 − e^{−λt})/λ, so that a stiff
    /// direction, which forgets at once what pushed it aside, does not rule the step in a curved valley.</summary>
    private static double Misfit(LocalModel here, double[] flow, double time, LocalModel next)
    {
        var (slope, missed) = (0.0, 0.0);
        for (var i = 0; i < flow.Length; i++)
        {
            var foretold = here.Components[i] + (here.Eigenvalues[i] * flow[i]);
            var miss = Vectors.Dot(here.Vector(i), next.Gradient) - foretold;
            var weight = Math.Min(Decay(here.Eigenvalues[i], time), here.Softness(i));
            missed += weight * miss * miss;
            slope += weight * here.Components[i] * here.Components[i];
        }
        return Math.Sqrt(missed / slope);
    }

    private static double Distance(double[] a, double[] b)
    {
        var difference = new double[a.Length];
        Vectors.Difference(a, b, difference);
        return Vectors.Norm(difference);
    }
}
