using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Optimizers.LeastSquares;

/// <summary>
/// Minimizes L = Σ r_n² + const by damped Gauss–Newton steps, Levenberg and Marquardt with Nielsen's rule for μ [Madsen2004,
/// Algorithm 3.16], each corrected with the Jacobian J of where it began.
/// </summary>
/// <remarks>
/// <para>The step v = −(JᵀJ + μI)⁻¹ Jᵀr follows the tangent of the residuals. Where they bend it must be short; so it is bent by its
/// geodesic acceleration, x = v + a/2, refused where 2‖a‖ &gt; 0.75 ‖v‖ [Transtrum2012], and corrected,
/// x ← x − (JᵀJ + μI)⁻¹ (Jᵀ r(θ + x) + μx), until the loss settles or the corrections no longer shrink. Steps with a Jacobian kept for more than one
/// of them are those of [Fan2012], which leave out μx.</para>
/// <para>A step is taken where it lowers L; with gain ratio ρ = decrease / decrease that v promises, μ is then multiplied by
/// max(1/3, 1 − (2ρ − 1)³), and otherwise by 2, 4, 8, ….</para>
/// <para>With N ≥ P the systems are solved by orthogonal transformations (<see cref="DampedLeastSquares"/>): μ far
/// below ε times the largest eigenvalue of JᵀJ still means something.</para>
/// <para>A promised decrease below the rounding of L ends the run as a stall of the precision. The bits do not depend on the number of
/// threads, and a state that was saved and restored continues to the same bits.</para>
/// <para>Cost per step taken: one gradient, one Jacobian and 2 N·P² operations (N²·P where N &lt; P); per step tried, one value and
/// (2/3) P³ operations (N³/3), and for each correction a vector of residuals and 4 N·P operations.</para>
/// </remarks>
public sealed class LevenbergMarquardt
{
    private readonly LevenbergMarquardtOptions options;
    private readonly IObjective objective;
    private readonly IResiduals residuals;

    /// <param name="residuals">The residuals of <paramref name="objective"/>.</param>
    public LevenbergMarquardt(LevenbergMarquardtOptions options, IObjective objective, IResiduals residuals)
    {
        this.options = options;
        this.objective = objective;
        this.residuals = residuals;
    }

    /// <summary>The state before the first step.</summary>
    /// <param name="start">θ_0, [P], finite.</param>
    public LeastSquaresState Begin(ReadOnlySpan<double> start)
    {
        if (start.Length != objective.ParameterCount)
        {
            throw new ArgumentException(
                $"start has {start.Length} entries; '{objective.Name}' has {objective.ParameterCount} parameters",
                nameof(start)
            );
        }
        if (!double.IsFinite(Vectors.Norm(start)))
        {
            throw new ArgumentException("start has an entry that is not finite; give finite parameters", nameof(start));
        }
        return new LeastSquaresState(options.Description, objective.Name, start.ToArray());
    }

    /// <summary>Runs from <paramref name="state"/> to a stop; the state is changed.</summary>
    /// <param name="afterStep">Called after every step tried, for example to save the state; the state goes on changing after it
    /// returns.</param>
    /// <exception cref="ArgumentException">The state belongs to another method or objective.</exception>
    public LeastSquaresResult Run(LeastSquaresState state, WorkerTeam team, Action<LeastSquaresState>? afterStep = null)
    {
        RequireOwn(state);
        var iteration = new LeastSquaresIteration(options, objective, residuals, state);
        try
        {
            for (; ; afterStep?.Invoke(state))
            {
                team.Cancellation.ThrowIfCancellationRequested();
                iteration.Linearize(team);
                if (iteration.Advance(team) is { } stop)
                {
                    return End(stop);
                }
            }
        }
        catch (OperationCanceledException) when (team.Cancellation.IsCancellationRequested)
        {
            return End(StopReason.Cancelled);
        }

        LeastSquaresResult End(StopReason stop) =>
            new(
                stop,
                iteration.Explain(stop),
                [.. state.Parameters],
                iteration.Loss,
                iteration.GradientNorm,
                state.Damping,
                state.Iteration,
                state.Accepted,
                state.ValueEvaluations,
                state.GradientEvaluations,
                state.JacobianEvaluations,
                [.. state.History]
            );
    }

    /// <exception cref="ArgumentException">The state belongs to another method or objective.</exception>
    internal void RequireOwn(LeastSquaresState state)
    {
        if (state.Method != options.Description || state.Objective != objective.Name)
        {
            throw new ArgumentException(
                $"the state belongs to {state.Method} on '{state.Objective}', this run is {options.Description} on "
                    + $"'{objective.Name}'; begin a state with it",
                nameof(state)
            );
        }
    }
}
