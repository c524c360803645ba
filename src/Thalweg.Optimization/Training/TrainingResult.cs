using Thalweg.Numerics.Objectives;

namespace Thalweg.Optimization.Training;

/// <summary>The outcome of a training run.</summary>
/// <param name="StopReason">Why the last phase ended.</param>
/// <param name="Message">The stop reason in words, with its figures.</param>
/// <param name="Parameters">[P]: the last θ, the best one after an early stop, the last finite one after a non-finite loss.</param>
/// <param name="Final">What was measured at <paramref name="Parameters"/>; its step says which θ it is.</param>
/// <param name="StepsDone">Steps done in all, also those undone by going back to an earlier θ.</param>
/// <param name="Evaluations">Of the training objective, those for records and metrics included, and the values of monitored
/// objectives.</param>
/// <param name="Best">Of <see cref="TrainingOptions.KeepBest"/>, without those that no record had a number for.</param>
/// <param name="Phases">How every phase that was begun ended.</param>
/// <param name="Objective">What was descended on last: on the points of the last round where points follow θ, and with the last
/// weights where weights change.</param>
public sealed record TrainingResult(
    StopReason StopReason,
    string Message,
    double[] Parameters,
    TrainingRow Final,
    long StepsDone,
    TrainingHistory History,
    IReadOnlyList<Checkpoint> Trajectory,
    Evaluations Evaluations,
    IReadOnlyList<BestParameters> Best,
    IReadOnlyList<PhaseOutcome> Phases,
    IObjective Objective
)
{
    /// <summary>What multiplied the stated weights last: of the terms, [T], or of all points, [N]; empty where weights stay.</summary>
    public IReadOnlyList<double> Factors { get; init; } = [];

    /// <summary><see cref="Objective"/> with its stated weights; the same where weights stay.</summary>
    public IObjective Stated
    {
        get => field ?? Objective;
        init;
    }

    /// <summary>The same run with the recorded parameters where a quantity was lowest, or as it is where none was recorded.</summary>
    /// <param name="quantity">Of <see cref="TrainingOptions.KeepBest"/>.</param>
    public TrainingResult AtBest(string quantity)
    {
        ArgumentNullException.ThrowIfNull(quantity);
        return Best.FirstOrDefault(b => b.Quantity == quantity) is { } best
            ? this with
            {
                Parameters = best.Parameters,
                Final = best.Row,
            }
            : this;
    }
}
