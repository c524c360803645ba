using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Optimizers.LeastSquares;

/// <summary>Levenberg–Marquardt at work.</summary>
internal sealed class LeastSquaresRun(LevenbergMarquardtOptions options, IObjective objective, LeastSquaresState state)
    : IOptimizerRun
{
    private LeastSquaresIteration iteration = NewIteration(options, objective, state);

    public Evaluations Spent => new(state.GradientEvaluations, state.ValueEvaluations, state.JacobianEvaluations);

    public Standing Stand(ReadOnlyMemory<double> parameters, long step, WorkerTeam team)
    {
        iteration.Linearize(team);
        return new Standing(iteration.Loss, iteration.GradientNorm, null, IsObjective: true);
    }

    public void Commit() { }

    public Stride Advance(double factor, Memory<double> parameters, WorkerTeam team)
    {
        var before = state.Iteration;
        var stop = iteration.Advance(team);
        state.CurrentParameters.CopyTo(parameters.Span);
        return new Stride(state.Iteration > before, stop, stop is { } why ? iteration.Explain(why) : "");
    }

    public void Move(IObjective objective)
    {
        state.Position++;
        iteration = NewIteration(options, objective, state);
    }

    public byte[] Write() => state.ToBytes();

    private static LeastSquaresIteration NewIteration(
        LevenbergMarquardtOptions options,
        IObjective objective,
        LeastSquaresState state
    ) => new(options, objective, LeastSquaresOptimizer.Residuals(objective), state);
}
