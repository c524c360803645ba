using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Thalweg.Formats.Files;

/// <summary>What tells one process from all others that may write to a folder: host, job of a queue, process and a random number.</summary>
public static class WriterName
{
    private const int LongestPart = 24;
    private const int PlaceDigits = 4;

    // Slurm, PBS, LSF and Grid Engine.
    private static readonly string[] JobVariables = ["SLURM_JOB_ID", "PBS_JOBID", "LSB_JOBID", "JOB_ID"];

    /// <summary>Where the number of a process means something: the machine since it was started, and the name space of processes.</summary>
    public static string Place { get; } =
        $"{Text("/proc/sys/kernel/random/boot_id")} {Link("/proc/self/ns/pid")}".Trim();

    /// <summary>For names of files, without dots: for example <c>node7-4711-23891-03e19f3a61c0</c>, whose last part begins with digits of the place.</summary>
    public static string OfProcess { get; } =
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Part(Environment.MachineName)}-{Part(Job ?? "0")}-{Environment.ProcessId}-{PlaceHash()}{Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4))}"
        );

    /// <summary>The job of a queue that this process belongs to, or null.</summary>
    public static string? Job =>
        JobVariables
            .Select(Environment.GetEnvironmentVariable)
            .FirstOrDefault(value => !string.IsNullOrWhiteSpace(value));

    /// <summary>How the name of another process of this machine and job begins.</summary>
    public static string OfSibling(int process) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Part(Environment.MachineName)}-{Part(Job ?? "0")}-{process}-{PlaceHash()}"
        );

    /// <summary>The number of a process of this machine, or null for a name from elsewhere.</summary>
    public static int? LocalProcess(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return
            name.Split('-') is [var host, _, var number, var last]
            && host == Part(Environment.MachineName)
            && last.StartsWith(PlaceHash(), StringComparison.Ordinal)
            && int.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out var process)
            ? process
            : null;
    }

    private static string PlaceHash() =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Place)))[..PlaceDigits];

    private static string Part(string text) =>
        string.Concat(text.Where(c => char.IsAsciiLetterOrDigit(c) || c is '_').Take(LongestPart));

    private static string Text(string path)
    {
        try
        {
            return File.Exists(path) ? File.ReadAllText(path).Trim() : "";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }

    private static string Link(string path)
    {
        try
        {
            return new FileInfo(path).LinkTarget ?? "";
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
