using System.Text.Json.Serialization;

namespace Thalweg.Results.Records;

/// <summary>One row per recorded training step. Columns are parallel arrays.</summary>
/// <param name="Steps">Optimizer steps done before the row was recorded.</param>
/// <param name="OtherLosses">Losses of the other formulations at the same θ, by formulation label.</param>
public sealed record TrainingHistory(
    IReadOnlyList<long> Steps,
    IReadOnlyList<double> Loss,
    IReadOnlyDictionary<string, IReadOnlyList<double>> Terms,
    IReadOnlyList<double> GradientNorm,
    IReadOnlyDictionary<string, IReadOnlyList<double>> Errors,
    IReadOnlyDictionary<string, IReadOnlyList<double>> OtherLosses
)
{
    /// <summary>What multiplied the stated weights of the terms, by their names, the mean where every point has its own; null where weights
    /// stay.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyDictionary<string, IReadOnlyList<double>>? Weights { get; init; }
}
