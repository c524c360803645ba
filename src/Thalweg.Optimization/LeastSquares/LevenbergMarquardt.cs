using System.Globalization;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Minimization;
using Thalweg.Optimization.Trajectories;

namespace Thalweg.Optimization.LeastSquares;

/// <summary>
/// Minimizes L = Σ r_n² + const by damped Gauss–Newton steps h = −(JᵀJ + μI)⁻¹ Jᵀr: Levenberg and Marquardt, with Nielsen's rule for μ
/// [Madsen2004, Algorithm 3.16].
/// </summary>
/// <remarks>
/// <para>A step is taken where it lowers L; with gain ratio ρ = decrease / promised decrease, μ is then multiplied by
/// max(1/3, 1 − (2ρ − 1)³), and otherwise by 2, 4, 8, ….</para>
/// <para>A promised decrease below the rounding of L ends the run as a stall of the precision. The bits do not depend on the number of
/// threads, and a state that was saved and restored continues to the same bits.</para>
/// <para>Cost per step taken: one gradient, one Jacobian, N·P·min(N, P) + min(N, P)³/3 operations; per step tried, one value and
/// min(N, P)³/3 operations.</para>
/// </remarks>
public sealed class LevenbergMarquardt
{
    private const double Epsilon = 1.0 / (1L << 52);

    // Rounding errors of a loss, in units of its last place, below which a promised decrease means nothing.
    private const double Rounding = 4;

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
        if (!double.IsFinite(EuclideanNorm.Of(start)))
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
        if (state.Method != options.Description || state.Objective != objective.Name)
        {
            throw new ArgumentException(
                $"the state belongs to {state.Method} on '{state.Objective}', this run is {options.Description} on "
                    + $"'{objective.Name}'; begin a state with it",
                nameof(state)
            );
        }
        var matrix = new GaussNewtonMatrix(residuals, objective.ParameterCount);
        var gradient = new double[objective.ParameterCount];
        var step = new double[gradient.Length];
        var trial = new double[gradient.Length];
        var (loss, norm) = (double.NaN, double.NaN);
        var linearized = -1L;
        try
        {
            for (; ; afterStep?.Invoke(state))
            {
                team.Cancellation.ThrowIfCancellationRequested();
                if (linearized != state.Accepted)
                {
                    loss = objective.Gradient(state.Parameters, gradient, default, team);
                    norm = EuclideanNorm.Of(gradient);
                    if (!double.IsFinite(loss) || !double.IsFinite(norm))
                    {
                        return End(MinimizationStop.NonFinite);
                    }
                    matrix.Linearize(state.Parameters, team);
                    linearized = state.Accepted;
                    // A run that continues takes them again, and they count once.
                    state.GradientEvaluations = state.Accepted + 1;
                    state.JacobianEvaluations = state.Accepted + 1;
                    if (state.Damping == 0.0)
                    {
                        state.Damping = options.InitialDamping * matrix.LargestDiagonal;
                    }
                }
                if (norm <= options.GradientTolerance)
                {
                    return End(MinimizationStop.GradientSmall);
                }
                if (state.Iteration >= options.Iterations)
                {
                    return End(MinimizationStop.IterationsDone);
                }
                if (Try(state, matrix, loss, norm, gradient, step, trial, team) is { } stop)
                {
                    return End(stop);
                }
            }
        }
        catch (OperationCanceledException) when (team.Cancellation.IsCancellationRequested)
        {
            return End(MinimizationStop.Cancelled);
        }

        LeastSquaresResult End(MinimizationStop stop) =>
            new(
                stop,
                Explain(stop, state, loss),
                [.. state.Parameters],
                loss,
                norm,
                state.Damping,
                state.Iteration,
                state.Accepted,
                state.ValueEvaluations,
                state.GradientEvaluations,
                state.JacobianEvaluations,
                [.. state.History]
            );
    }

    private MinimizationStop? Try(
        LeastSquaresState state,
        GaussNewtonMatrix matrix,
        double loss,
        double norm,
        double[] gradient,
        double[] step,
        double[] trial,
        WorkerTeam team
    )
    {
        if (!matrix.Step(state.Damping, gradient, step, team))
        {
            state.Iteration++;
            state.Add(new LeastSquaresRow(state.Iteration - 1, loss, norm, state.Damping, 0, 0));
            return Refuse(state);
        }
        var length = EuclideanNorm.Of(step);
        // L(0) − L(h) of the linearised residuals: hᵀ(μh − Jᵀr) with Jᵀr = ∇L/2.
        var promised = (state.Damping * length * length) - (0.5 * Vectors.Dot(step, gradient));
        if (promised <= Rounding * Epsilon * Math.Abs(loss))
        {
            return MinimizationStop.PrecisionStall;
        }
        if (length <= options.StepTolerance * (EuclideanNorm.Of(state.Parameters) + options.StepTolerance))
        {
            return MinimizationStop.StepSmall;
        }
        Vectors.Combine(state.Parameters, 1.0, step, trial);
        if (trial.AsSpan().SequenceEqual(state.Parameters))
        {
            return MinimizationStop.PrecisionStall;
        }
        var value = new double[1];
        objective.Values(trial, value, default, default, team);
        var ratio = (loss - value[0]) / promised;
        state.ValueEvaluations++;
        state.Iteration++;
        state.Add(new LeastSquaresRow(state.Iteration - 1, loss, norm, state.Damping, length, ratio));
        if (!(ratio > 0.0))
        {
            return Refuse(state);
        }
        trial.CopyTo(state.Parameters, 0);
        state.Accepted++;
        var bend = (2.0 * ratio) - 1.0;
        state.Damping *= Math.Max(1.0 / 3.0, 1.0 - (bend * bend * bend));
        state.Growth = 2.0;
        return null;
    }

    private static MinimizationStop? Refuse(LeastSquaresState state)
    {
        state.Damping *= state.Growth;
        state.Growth *= 2.0;
        return double.IsFinite(state.Damping) ? null : MinimizationStop.PrecisionStall;
    }

    private static string Explain(MinimizationStop stop, LeastSquaresState state, double loss) =>
        stop == MinimizationStop.PrecisionStall
            ? string.Create(
                CultureInfo.InvariantCulture,
                $"{stop.Describe()} Damping {state.Damping:g3}, rounding {Rounding * Epsilon * Math.Abs(loss):g3}."
            )
            : stop.Describe();
}
