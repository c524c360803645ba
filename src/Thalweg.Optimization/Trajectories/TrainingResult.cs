namespace Thalweg.Optimization.Trajectories;

/// <summary>The outcome of a training run.</summary>
/// <param name="Parameters">[P]: the last θ, the best one after an early stop, the last finite one after a non-finite loss.</param>
/// <param name="Final">What was measured at <paramref name="Parameters"/>; its step says which θ it is.</param>
/// <param name="StepsDone">Steps done in all, also those undone by going back to an earlier θ.</param>
/// <param name="GradientEvaluations">Gradients of the training objective, those for records included.</param>
/// <param name="ValueEvaluations">Values taken for metrics and monitored objectives.</param>
/// <param name="Best">Of <see cref="TrainingOptions.KeepBest"/>, without those that no record had a number for.</param>
public sealed record TrainingResult(
    StopReason StopReason,
    double[] Parameters,
    TrainingRow Final,
    long StepsDone,
    TrainingHistory History,
    IReadOnlyList<Checkpoint> Trajectory,
    long GradientEvaluations,
    long ValueEvaluations,
    IReadOnlyList<BestParameters> Best
);
