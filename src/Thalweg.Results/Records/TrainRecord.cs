using System.Text.Json.Serialization;

namespace Thalweg.Results.Records;

/// <summary>One training run. Arrays file: <c>parameters</c> [P], <c>checkpoints</c> [C, P].</summary>
/// <param name="Formulation">Label of the formulation trained on, for example <c>ritz</c>.</param>
/// <param name="LowerBound">Known infimum of the loss or null.</param>
/// <param name="CheckpointSteps">Steps of the rows of <c>checkpoints</c>.</param>
/// <param name="Coefficients">Numbers that the problem asks for, as the run found them; null where it asks for none.</param>
/// <param name="FinalStep">Step of <c>parameters</c>; below <paramref name="StepsDone"/> where training went back to earlier
/// parameters, and null only in records that do not tell.</param>
public sealed record TrainRecord(
    Provenance Provenance,
    string Formulation,
    ulong Seed,
    int ParameterCount,
    string StopReason,
    long StepsDone,
    long GradientEvaluations,
    double? LowerBound,
    Evaluation Final,
    TrainingHistory History,
    IReadOnlyList<long> CheckpointSteps,
    long? FinalStep = null,
    long ValueEvaluations = 0,
    long JacobianEvaluations = 0,
    IReadOnlyList<PhaseRecord>? Phases = null,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)] long ProductEvaluations = 0,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
        IReadOnlyList<CoefficientRecord>? Coefficients = null
)
{
    /// <summary>How far the solution that errors are measured against may itself be from that of the problem, anywhere; null where nothing is
    /// certified, and in records that do not tell.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? ReferenceError { get; init; }
}
