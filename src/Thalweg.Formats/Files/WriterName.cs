using System.Globalization;
using System.Security.Cryptography;

namespace Thalweg.Formats.Files;

/// <summary>What tells one process from all others that may write to a folder: host, job of a queue, process and a random number.</summary>
public static class WriterName
{
    private const int LongestPart = 24;

    // Slurm, PBS, LSF and Grid Engine.
    private static readonly string[] JobVariables = ["SLURM_JOB_ID", "PBS_JOBID", "LSB_JOBID", "JOB_ID"];

    /// <summary>For names of files, for example <c>node7-4711-23891-9f3a61c0</c>.</summary>
    public static string OfProcess { get; } =
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Part(Environment.MachineName)}-{Part(Job ?? "0")}-{Environment.ProcessId}-{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}"
        );

    /// <summary>The job of a queue that this process belongs to, or null.</summary>
    public static string? Job =>
        JobVariables
            .Select(Environment.GetEnvironmentVariable)
            .FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));

    private static string Part(string text) =>
        string.Concat(text.Where(c => char.IsAsciiLetterOrDigit(c) || c is '.' or '_').Take(LongestPart));
}
