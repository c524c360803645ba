using System.Text.Json.Serialization;
using Thalweg.Results.Records;

namespace Thalweg.Results.Store;

/// <summary>One event of a journal.</summary>
/// <param name="Event">One of <see cref="Process"/>, <see cref="Start"/>, <see cref="Checkpoint"/>, <see cref="End"/> and <see cref="Exit"/>.</param>
/// <param name="Time">UTC, ISO 8601, of the machine that writes.</param>
internal sealed record JournalLine(string Event, string Time)
{
    public const string Process = "process";
    public const string Start = "start";
    public const string Checkpoint = "checkpoint";
    public const string End = "end";
    public const string Exit = "exit";

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Task { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Kind { get; init; }

    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Label { get; init; }

    /// <summary>Since the process began.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? Seconds { get; init; }

    /// <summary>Seconds of the task that ended.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? TaskSeconds { get; init; }

    /// <summary>Seconds of the parts of the task that ended.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public IReadOnlyList<double>? Laps { get; init; }

    /// <summary>Spent on the task so far, by all processes.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public long? GradientEvaluations { get; init; }

    /// <summary>The process that writes the journal.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public RunProcess? Worker { get; init; }
}
