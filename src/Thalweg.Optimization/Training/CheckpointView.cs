using Thalweg.Numerics.Objectives;
using Thalweg.Optimization.Optimizers;

namespace Thalweg.Optimization.Training;

/// <summary>A checkpoint with the optimizer that stands there.</summary>
/// <param name="Step">Steps done.</param>
/// <param name="Parameters">θ, [P]; valid until the call returns.</param>
/// <param name="Objective">What is descended on: on the points of the last round where points follow θ.</param>
/// <param name="View">What the optimizer makes of it; valid until the call returns.</param>
public sealed record CheckpointView(
    long Step,
    ReadOnlyMemory<double> Parameters,
    IObjective Objective,
    OptimizerView View
)
{
    public IObjective Objective { get; init; } = Objective ?? throw new ArgumentNullException(nameof(Objective));

    public OptimizerView View { get; init; } = View ?? throw new ArgumentNullException(nameof(View));
}
