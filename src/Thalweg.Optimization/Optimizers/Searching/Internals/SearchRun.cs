using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Optimizers.Searching;

/// <summary>A descent with a line search at work.</summary>
internal sealed class SearchRun(MinimizerOptions options, IObjective objective, MinimizationState state) : IOptimizerRun
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
