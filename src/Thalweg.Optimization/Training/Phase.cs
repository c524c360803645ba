using Thalweg.Optimization.Optimizers;
using Thalweg.Optimization.Optimizers.FirstOrder;

namespace Thalweg.Optimization.Training;

/// <summary>A stretch of a run with one optimizer.</summary>
/// <param name="Optimizer">Changes θ.</param>
/// <param name="Steps">Number of steps at most, 0 or more; a phase ends before where its optimizer finds a reason to stop.</param>
public sealed record Phase(Optimizer Optimizer, long Steps)
{
    public Optimizer Optimizer { get; init; } = Optimizer ?? throw new ArgumentNullException(nameof(Optimizer));

    /// <summary>What it descends on; null for the loss of the run.</summary>
    public PhaseLoss? Loss { get; init; }

    public Phase(IMethod method, long steps)
        : this(new StepOptimizer(method ?? throw new ArgumentNullException(nameof(method))), steps) { }

    public long Steps { get; } =
        Steps >= 0
            ? Steps
            : throw new ArgumentOutOfRangeException(nameof(Steps), Steps, $"Steps is {Steps}; give 0 or more");

    /// <summary>The phases in words; the steps of the last one do not bind, so that a run can be made longer.</summary>
    internal static string Describe(IReadOnlyList<Phase> phases) =>
        string.Join(
            "; ",
            phases.Select(
                (phase, i) =>
                    phase.Optimizer.Description
                    + (phase.Loss is { } loss ? $" on {loss.Description}" : "")
                    + (i + 1 < phases.Count ? $" for {phase.Steps} steps" : "")
            )
        );
}
