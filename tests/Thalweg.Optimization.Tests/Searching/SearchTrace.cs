using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers.Searching;
using Thalweg.Optimization.Training;

namespace Thalweg.Optimization.Tests.Searching;

/// <summary>What a search came to after a step; evaluations without those of records.</summary>
internal readonly record struct SearchRow(
    long Iteration,
    double Loss,
    double GradientNorm,
    double Step,
    double StepNorm,
    long ValueEvaluations,
    long GradientEvaluations
);

/// <summary>A run with one search, watched from step to step.</summary>
internal sealed class SearchTrace
{
    private readonly List<SearchRow> history = [];
    private double[] former;

    private SearchTrace(TrainingState state)
    {
        State = state;
        former = [.. state.Parameters];
    }

    public TrainingState State { get; }

    public TrainingResult Result { get; private set; } = null!;

    /// <summary>From the first step that was watched; of steps that were taken up again, the last.</summary>
    public IReadOnlyList<SearchRow> History => history;

    public StopReason Stop => Result.StopReason;

    public string Message => Result.Message;

    public long Iterations => history[^1].Iteration;

    /// <summary>The best θ that the search met, with its loss and gradient norm.</summary>
    public double[] Parameters => [.. Run.Lowest.Parameters];

    public double Loss => Run.Lowest.Loss;

    public double GradientNorm => Run.Lowest.GradientNorm;

    public long ValueEvaluations => Run.Spent.Values;

    public long GradientEvaluations => Run.Spent.Gradients;

    public long ProductEvaluations => Run.Spent.Products;

    public long Restarts => Run.Figures.Restarts;

    public DescentState Descent => Run.Descent;

    private SearchRun Run => (SearchRun)State.Run!;

    public static SearchTrace Of(
        IDescent descent,
        ILineSearch search,
        long steps,
        IObjective objective,
        double[] start
    ) => Of(new SearchOptimizer(descent, search), steps, objective, start);

    /// <param name="after">Called after every step that counts.</param>
    public static SearchTrace Of(
        SearchOptimizer optimizer,
        long steps,
        IObjective objective,
        double[] start,
        WorkerTeam? team = null,
        Action<TrainingState>? after = null
    )
    {
        var state = Trainer(optimizer, steps, objective).Begin(start);
        return Continue(optimizer, steps, objective, state, team, after);
    }

    public static SearchTrace Continue(
        SearchOptimizer optimizer,
        long steps,
        IObjective objective,
        TrainingState state,
        WorkerTeam? team = null,
        Action<TrainingState>? after = null
    )
    {
        var trace = new SearchTrace(state);
        trace.Result = Trainer(optimizer, steps, objective)
            .Run(
                state,
                team ?? WorkerTeam.Sequential,
                _ =>
                {
                    if (trace.Watch())
                    {
                        after?.Invoke(state);
                    }
                }
            );
        trace.Watch();
        return trace;
    }

    public static Trainer Trainer(SearchOptimizer optimizer, long steps, IObjective objective) =>
        new(new TrainingOptions(optimizer, steps) { Records = StepPlan.Ends, SaveInterval = 1 }, objective);

    private bool Watch()
    {
        var (figures, step) = (Run.Figures, State.Step);
        if (history.Count == 0 && State.History.At(0) is { } first)
        {
            history.Add(new SearchRow(0, first.Loss, first.GradientNorm, 0, 0, 0, 1));
        }
        var isNew = history.Count == 0 || step > history[^1].Iteration;
        if (!isNew)
        {
            // Searches that failed after the step are counted with it.
            history[^1] = history[^1] with
            {
                ValueEvaluations = Run.Spent.Values,
                GradientEvaluations = Run.Spent.Gradients,
            };
            return false;
        }
        var length = Math.Sqrt(State.Parameters.Zip(former, (a, b) => (a - b) * (a - b)).Sum());
        former = [.. State.Parameters];
        history.Add(
            new SearchRow(
                step,
                figures.Loss,
                figures.GradientNorm,
                figures.FormerStep,
                length,
                Run.Spent.Values,
                Run.Spent.Gradients
            )
        );
        return true;
    }
}
