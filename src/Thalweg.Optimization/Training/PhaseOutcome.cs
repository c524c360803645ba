namespace Thalweg.Optimization.Training;

/// <summary>How a phase ended.</summary>
/// <param name="Optimizer">Its description.</param>
/// <param name="FirstStep">Steps of the whole run done before it.</param>
/// <param name="Steps">Steps it did.</param>
/// <param name="Message">The stop reason in words, with its figures.</param>
/// <param name="Loss">L where it ended.</param>
/// <param name="GradientNorm">‖∇L‖₂ there.</param>
/// <param name="Evaluations">Those of its steps; records and metrics are counted apart.</param>
public sealed record PhaseOutcome(
    string Optimizer,
    long FirstStep,
    long Steps,
    StopReason Stop,
    string Message,
    double Loss,
    double GradientNorm,
    Evaluations Evaluations
)
{
    /// <summary>What it descended on where that was not the loss of the run; empty else.</summary>
    public string Stage { get; init; } = "";

    /// <summary>Trials of its searches whose loss was infinite or no number, and that a shorter step was taken for.</summary>
    public long RejectedTrials { get; init; }
}
