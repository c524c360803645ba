using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>
/// Minimizes: θ⁺ = θ + α d, the direction d from a descent, the step α from a line search, until a stop reason is reached.
/// </summary>
/// <remarks>
/// <para>Where no step is found along d, the rounding of the loss is measured and the search tried once more with it; then the
/// descent forgets and the steepest direction is tried; if that fails too, the run ends and says whether it was the limit of the
/// precision.</para>
/// <para>The bits do not depend on the thread count, and a state that was saved and restored continues to the same bits. An
/// iteration allocates nothing of its own. Cost: the evaluations of the search, and the arithmetic of the descent.</para>
/// </remarks>
public sealed class Minimizer
{
    private readonly IObjective objective;

    public Minimizer(MinimizerOptions options, IObjective objective)
    {
        Options = options;
        this.objective = objective;
    }

    public MinimizerOptions Options { get; }

    private string Method => $"{Options.Descent.Description} {Options.Search.Description}";

    /// <summary>The state before the first iteration.</summary>
    /// <param name="start">θ_0, [P], finite.</param>
    public MinimizationState Begin(ReadOnlySpan<double> start)
    {
        if (start.Length != objective.ParameterCount)
        {
            throw new ArgumentException(
                $"start has {start.Length} entries; '{objective.Name}' has {objective.ParameterCount} parameters",
                nameof(start)
            );
        }
        for (var i = 0; i < start.Length; i++)
        {
            if (!double.IsFinite(start[i]))
            {
                throw new ArgumentException($"start[{i}] is {start[i]}; give finite parameters", nameof(start));
            }
        }
        return new MinimizationState(Method, objective.Name, Options.Descent.Begin(objective), start.ToArray());
    }

    /// <summary>The state that <see cref="MinimizationState.ToBytes"/> wrote.</summary>
    /// <exception cref="TrainingStateException">The bytes are truncated, altered or of another format.</exception>
    /// <exception cref="ArgumentException">The state belongs to another method or objective.</exception>
    public MinimizationState Restore(ReadOnlySpan<byte> bytes)
    {
        var state = Begin(new double[objective.ParameterCount]);
        MinimizationStateFormat.Read(bytes, state);
        return state;
    }

    /// <summary>Runs from <paramref name="state"/> to a stop; the state is changed.</summary>
    /// <param name="afterIteration">Called after every iteration, for example to save the state or to keep θ; the state goes on
    /// changing after it returns.</param>
    /// <exception cref="ArgumentException">The state belongs to another method or objective.</exception>
    public MinimizationResult Run(
        MinimizationState state,
        WorkerTeam team,
        Action<MinimizationState>? afterIteration = null
    )
    {
        if (state.Method != Method || state.Objective != objective.Name)
        {
            throw new ArgumentException(
                $"the state belongs to {state.Method} on '{state.Objective}', this minimizer is {Method} on "
                    + $"'{objective.Name}'; begin a state with it",
                nameof(state)
            );
        }
        state.Reserve((int)Math.Min(Options.Iterations + 1, 100_000));
        var iteration = new Iteration(Options, objective, state, team);
        try
        {
            for (; ; )
            {
                team.Cancellation.ThrowIfCancellationRequested();
                var before = state.Iteration;
                if (iteration.Advance() is { } stop)
                {
                    return End(state, stop, iteration.Explain(stop));
                }
                if (state.Iteration > before)
                {
                    afterIteration?.Invoke(state);
                }
            }
        }
        catch (OperationCanceledException) when (team.Cancellation.IsCancellationRequested)
        {
            // Whatever was evaluated since the last change of the state is taken again when it is continued.
            return End(state, StopReason.Cancelled, StopReason.Cancelled.Describe());
        }
    }

    private static MinimizationResult End(MinimizationState state, StopReason stop, string message) =>
        new(
            stop,
            message,
            [.. state.Best],
            double.IsFinite(state.BestLoss) ? state.BestLoss : state.Loss,
            double.IsFinite(state.BestLoss) ? state.BestGradientNorm : state.GradientNorm,
            state.GradientNorm,
            state.Iteration,
            state.ValueEvaluations,
            state.GradientEvaluations,
            state.Restarts,
            [.. state.History]
        );
}
