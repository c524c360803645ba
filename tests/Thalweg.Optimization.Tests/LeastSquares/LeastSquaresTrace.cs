using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Optimizers.LeastSquares;
using Thalweg.Optimization.Training;

namespace Thalweg.Optimization.Tests.LeastSquares;

/// <summary>A step that was tried, and what it started from.</summary>
internal readonly record struct LeastSquaresRow(
    double Loss,
    double GradientNorm,
    double Damping,
    double StepNorm,
    double GainRatio
);

/// <summary>A run of Levenberg–Marquardt, watched from step to step.</summary>
internal sealed class LeastSquaresTrace
{
    private readonly List<LeastSquaresRow> history = [];

    private LeastSquaresTrace(TrainingState state) => State = state;

    public TrainingState State { get; }

    public TrainingResult Result { get; private set; } = null!;

    public IReadOnlyList<LeastSquaresRow> History => history;

    public double[] Parameters => Result.Parameters;

    public double Loss => Result.Final.Loss;

    public StopReason Stop => Result.StopReason;

    public long Iterations => Result.StepsDone;

    public long Accepted => history.Count(row => row.GainRatio > 0);

    /// <summary>Evaluations of the steps, without those of records.</summary>
    public Evaluations Spent => State.Run!.Spent;

    public static LeastSquaresTrace Of(
        LeastSquaresOptimizer optimizer,
        long steps,
        IObjective objective,
        double[] start,
        WorkerTeam? team = null
    ) => Continue(optimizer, steps, objective, Trainer(optimizer, steps, objective).Begin(start), team);

    /// <param name="after">Called after every step.</param>
    public static LeastSquaresTrace Continue(
        LeastSquaresOptimizer optimizer,
        long steps,
        IObjective objective,
        TrainingState state,
        WorkerTeam? team = null,
        Action<TrainingState>? after = null
    )
    {
        var trace = new LeastSquaresTrace(state);
        var seen = state.Step;
        trace.Result = Trainer(optimizer, steps, objective)
            .Run(
                state,
                team ?? WorkerTeam.Sequential,
                _ =>
                {
                    if (state.Step > seen)
                    {
                        seen = state.Step;
                        var tried = ((LeastSquaresRun)state.Run!).Tried;
                        var from = state.History.At(seen - 1)!;
                        trace.history.Add(
                            new LeastSquaresRow(from.Loss, from.GradientNorm, tried.Damping, tried.Length, tried.Ratio)
                        );
                        after?.Invoke(state);
                    }
                }
            );
        return trace;
    }

    public static Trainer Trainer(LeastSquaresOptimizer optimizer, long steps, IObjective objective) =>
        new(new TrainingOptions(optimizer, steps) { Records = StepPlan.Every(1), SaveInterval = 1 }, objective);
}
