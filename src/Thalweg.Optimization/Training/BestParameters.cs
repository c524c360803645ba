namespace Thalweg.Optimization.Training;

/// <summary>The recorded θ with the lowest value of a quantity; of equal ones the earliest.</summary>
/// <param name="Quantity">As in <see cref="TrainingOptions.KeepBest"/>.</param>
/// <param name="Parameters">[P].</param>
/// <param name="Row">What was measured there; its step says which θ it is.</param>
public sealed record BestParameters(string Quantity, double[] Parameters, TrainingRow Row);
