namespace Thalweg.Cli.Queues;

/// <summary>A study as a job array.</summary>
/// <param name="Name">Of its jobs: of the study, and what tells its folder from others.</param>
/// <param name="Folder">Of results: a full path.</param>
/// <param name="Program">Words of the shell that start the program.</param>
/// <param name="Memory">As <c>--mem</c> takes it.</param>
internal sealed record ArrayJob(string Name, string Folder, string Program, int Shards, TimeSpan Limit, string Memory)
{
    /// <summary>As it was written.</summary>
    public required string Time { get; init; }

    public int Cpus { get; init; }

    public int MaxRunning { get; init; }

    public string? Partition { get; init; }

    /// <summary>A file that is sourced first: a full path.</summary>
    public string? Prologue { get; init; }

    /// <summary>Further lines of <c>#SBATCH</c>.</summary>
    public IReadOnlyList<string> Extra { get; init; } = [];
}
