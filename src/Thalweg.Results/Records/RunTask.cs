using System.Text.Json.Serialization;

namespace Thalweg.Results.Records;

/// <summary>One task that was computed.</summary>
/// <param name="Seconds">Time in the process that finished it.</param>
/// <param name="GradientEvaluations">Gradients spent in training by all processes, repeated ones included.</param>
public sealed record RunTask(string Kind, string Label, double Seconds, long GradientEvaluations)
{
    /// <summary>Seconds of its parts, where it has some that are timed apart; null where it has none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? Laps { get; init; }
}
