using System.Text.Json.Serialization;

namespace Thalweg.Results.Records;

/// <summary>One phase of a training run.</summary>
/// <param name="Optimizer">With its options.</param>
/// <param name="FirstStep">Steps of the run done before it.</param>
/// <param name="Message">The stop reason with its figures.</param>
/// <param name="Loss">Where the phase ended.</param>
public sealed record PhaseRecord(
    string Optimizer,
    long FirstStep,
    long Steps,
    string StopReason,
    string Message,
    double Loss,
    double GradientNorm,
    long GradientEvaluations,
    long ValueEvaluations,
    long JacobianEvaluations,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long ProductEvaluations = 0
)
{
    /// <summary>What the phase descended on, where that was not the loss of the run: <c>problem.beta = 5</c>; null else.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Stage { get; init; }

    /// <summary>Trials of searches whose loss was infinite or no number, so that a shorter step was taken.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public long RejectedTrials { get; init; }
}
