using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Descents;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Minimization;
using Thalweg.Optimization.Trajectories;

namespace Thalweg.Optimization.Phases;

/// <summary>A descent with a line search: θ_{k+1} = θ_k + α d. Cost per step: the evaluations of the search.</summary>
/// <remarks>
/// <para>A phase that stops at the limit of the precision, or where no step is found, goes back to the best θ it met; going back
/// counts as a step.</para>
/// <para>Points drawn anew would change φ under the search, so that an <see cref="IDrawable"/> objective keeps its own points (those
/// of draw 0).</para>
/// </remarks>
/// <param name="Descent">Where to go.</param>
/// <param name="Search">How far.</param>
public sealed record SearchOptimizer(IDescent Descent, ILineSearch Search) : Optimizer
{
    /// <summary>Stops once ‖∇L‖₂ is at most this, 0 or more.</summary>
    public double GradientTolerance { get; init; }

    /// <summary>As in <see cref="MinimizerOptions.Patience"/>.</summary>
    public int Patience { get; init; } = 50;

    public override string Description => $"{Descent.Description} {Search.Description}";

    private MinimizerOptions Options =>
        new(Descent, Search, long.MaxValue)
        {
            GradientTolerance = GradientTolerance,
            Patience = Patience,
            Records = StepPlan.Ends,
        };

    internal override void Check(IObjective objective) => Descent.Begin(objective);

    internal override IPhaseRun Begin(IObjective objective, ReadOnlySpan<double> parameters) =>
        new SearchRun(Options, objective, new Minimizer(Options, objective).Begin(parameters));

    internal override IPhaseRun Restore(IObjective objective, ReadOnlySpan<byte> bytes) =>
        new SearchRun(Options, objective, new Minimizer(Options, objective).Restore(bytes));
}

/// <summary>A descent with a line search at work.</summary>
internal sealed class SearchRun(MinimizerOptions options, IObjective objective, MinimizationState state) : IPhaseRun
{
    private IObjective objective = objective;
    private Iteration? iteration;

    public Evaluations Spent => new(state.GradientEvaluations, state.ValueEvaluations, state.Descent.Matrices);

    public Standing Stand(ReadOnlyMemory<double> parameters, long step, WorkerTeam team)
    {
        iteration ??= new Iteration(options, objective, state, team);
        iteration.Start();
        return new Standing(state.Loss, state.GradientNorm, null, IsObjective: true);
    }

    public void Commit() { }

    public Stride Advance(double factor, Memory<double> parameters, WorkerTeam team)
    {
        var before = state.Iteration;
        while (true)
        {
            team.Cancellation.ThrowIfCancellationRequested();
            if (iteration!.Advance() is { } stop)
            {
                var message = iteration.Explain(stop);
                var back = stop is StopReason.PrecisionStall or StopReason.LineSearchFailed && state.GoToBest();
                state.CurrentParameters.CopyTo(parameters.Span);
                return new Stride(back || state.Iteration > before, stop, message);
            }
            if (state.Iteration > before)
            {
                state.CurrentParameters.CopyTo(parameters.Span);
                return new Stride(Counts: true);
            }
        }
    }

    public void Move(IObjective objective)
    {
        this.objective = objective;
        iteration = null;
        state.ForgetValues();
    }

    public byte[] Write() => state.ToBytes();
}
