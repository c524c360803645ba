using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Thalweg.Cli.Queues;

/// <summary>Asks the Slurm of this machine.</summary>
internal static partial class SlurmCommands
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    /// <summary>The most entries of an array that the site allows; null where it does not answer.</summary>
    public static int? MaxArraySize()
    {
        try
        {
            var match = ArraySizePattern().Match(Run("scontrol", "show", "config"));
            return match.Success
                ? int.Parse(match.Groups[1].Value, NumberStyles.None, CultureInfo.InvariantCulture)
                : null;
        }
        catch (IOException)
        {
            return null;
        }
    }

    /// <summary>Submits a script.</summary>
    /// <returns>The number of the job.</returns>
    /// <exception cref="IOException">There is no Slurm, or it refuses.</exception>
    public static string Submit(string script, params IEnumerable<string> options) =>
        Run("sbatch", ["--parsable", .. options, script]).Trim().Split(';')[0];

    /// <summary>Ends the jobs of a name that this user has.</summary>
    /// <returns>The jobs and array tasks that waited or ran.</returns>
    /// <exception cref="IOException">There is no Slurm, or it refuses.</exception>
    public static IReadOnlyList<string> Cancel(string name)
    {
        var jobs = Run("squeue", "--me", "--noheader", "--array", "--format=%i", $"--name={name}")
            .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (jobs.Length > 0)
        {
            Run("scancel", "--me", $"--name={name}");
        }
        return jobs;
    }

    private static string Run(string program, params IEnumerable<string> arguments)
    {
        try
        {
            using var process =
                Process.Start(
                    new ProcessStartInfo(program, arguments)
                    {
                        RedirectStandardOutput = true,
                        RedirectStandardError = true,
                    }
                ) ?? throw new IOException($"cannot start '{program}'");
            var error = process.StandardError.ReadToEndAsync();
            var output = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(Patience))
            {
                process.Kill();
                throw new IOException(
                    $"'{program}' gave no answer within {Patience.TotalSeconds} s; see whether Slurm runs"
                );
            }
            return process.ExitCode == 0
                ? output.GetAwaiter().GetResult()
                : throw new IOException($"'{program}' refuses: {error.GetAwaiter().GetResult().Trim()}");
        }
        catch (Win32Exception missing)
        {
            throw new IOException(
                $"cannot start '{program}': {missing.Message}; run this where Slurm is installed, or submit the scripts there",
                missing
            );
        }
    }

    [GeneratedRegex(@"^MaxArraySize\s*=\s*(\d{1,9})\s*$", RegexOptions.Multiline)]
    private static partial Regex ArraySizePattern();
}
