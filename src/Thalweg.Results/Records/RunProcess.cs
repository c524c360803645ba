namespace Thalweg.Results.Records;

/// <summary>One process that worked on the store.</summary>
/// <param name="Started">UTC, ISO 8601.</param>
/// <param name="Ended">UTC, ISO 8601, or null when the process was stopped before its end.</param>
/// <param name="Seconds">Wall time from start to end, or to the last task that was done.</param>
/// <param name="Vectors">Widest vector instructions in use, for example <c>AVX2</c>.</param>
/// <param name="Shard"><c>i/N</c>, or null for the whole study.</param>
public sealed record RunProcess(
    string Started,
    string? Ended,
    double Seconds,
    string Machine,
    string OperatingSystem,
    string Runtime,
    string Vectors,
    int Processors,
    int Threads,
    string? Shard,
    string Version
);
