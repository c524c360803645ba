using System.Text.Json.Serialization;

namespace Thalweg.Results.Store;

/// <summary>Why a task has no result, as it is kept beside its key: <c>results/KEY.failed</c>.</summary>
/// <param name="Task">Its key.</param>
/// <param name="Label">For people, for example <c>train ritz, seed 3</c>.</param>
/// <param name="Message">One line.</param>
/// <param name="Program">SHA-256 of the program that failed: the same one would fail again.</param>
/// <param name="Time">UTC, ISO 8601.</param>
/// <param name="Host">Machine that it failed on.</param>
/// <param name="Job">Of a queue, or null.</param>
public sealed record TaskFailure(
    string Task,
    string Kind,
    string Label,
    string Message,
    string Program,
    string Time,
    string Host,
    string? Job
)
{
    /// <summary>How often a process was killed that computed it, as happens where memory runs out.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int Kills { get; init; }

    /// <summary>The log of the job, relative to the result folder; null where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Log { get; init; }

    /// <summary>False after a first kill: such a task is tried once more.</summary>
    [JsonIgnore]
    public bool IsFinal => Kills != 1;
}
