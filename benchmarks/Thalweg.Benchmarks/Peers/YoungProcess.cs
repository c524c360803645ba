using System.Diagnostics;
using System.Globalization;
using Thalweg.Benchmarks.Cases;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Benchmarks.Peers;

/// <summary>This program as a new process with the runtime's default settings, such as a user of the libraries starts: what its first
/// seconds take, all compiling included.</summary>
internal static class YoungProcess
{
    /// <summary>The argument that makes the program run so.</summary>
    public const string Command = "young";

    /// <summary>The evaluations, by name.</summary>
    public static IReadOnlyDictionary<string, (Action Evaluate, int Count)> Cases { get; } = MakeCases();

    /// <summary>Runs here, and prints the processor time of all threads per evaluation: over the first quarter of them, and over all.</summary>
    public static void Serve(string name)
    {
        var (evaluate, count) = Cases[name];
        evaluate();
        var start = Seconds();
        var quarter = 0.0;
        for (var i = 0; i < count; i++)
        {
            evaluate();
            quarter = i == count / 4 ? (Seconds() - start) / (i + 1) : quarter;
        }
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{quarter:R} {(Seconds() - start) / count:R}"));
    }

    private static double Seconds()
    {
        using var process = Process.GetCurrentProcess();
        return process.TotalProcessorTime.TotalSeconds;
    }

    /// <param name="oneCore">Held to the first core, by <c>taskset</c>.</param>
    /// <returns>Seconds of processor time per evaluation.</returns>
    public static (double Quarter, double All) Run(string name, bool oneCore)
    {
        var program = Environment.ProcessPath!;
        List<string> command = oneCore ? ["taskset", "-c", "0", program] : [program];
        if (Path.GetFileNameWithoutExtension(program) == "dotnet")
        {
            command.Add(typeof(YoungProcess).Assembly.Location);
        }
        var start = new ProcessStartInfo(command[0], [.. command.Skip(1), Command, name])
        {
            RedirectStandardOutput = true,
            UseShellExecute = false,
        };
        // The benchmarks' own settings leave profiles out.
        start.Environment["DOTNET_TieredPGO"] = "1";
        using var process = Process.Start(start)!;
        var words = process.StandardOutput.ReadToEnd().Split(' ', StringSplitOptions.TrimEntries);
        process.WaitForExit();
        return process.ExitCode == 0 && words.Length == 2
            ? (
                double.Parse(words[0], CultureInfo.InvariantCulture),
                double.Parse(words[1], CultureInfo.InvariantCulture)
            )
            : throw new InvalidOperationException($"'{string.Join(' ', command)}' ended with {process.ExitCode}");
    }

    private static Dictionary<string, (Action, int)> MakeCases()
    {
        var batch = new Lazy<Workload>(() => Workloads.ResidualLine(100));
        var residual = new Lazy<Workload>(() => Workloads.ResidualLine(1));
        var burgers = new Lazy<Workload>(() => Workloads.Burgers());
        return new()
        {
            ["100 losses of the network of 53 parameters"] = (() => batch.Value.Evaluate(WorkerTeam.Sequential), 5000),
            ["loss + gradient of the same"] = (() => residual.Value.Differentiate(WorkerTeam.Sequential), 100_000),
            ["loss + gradient of Burgers, 8×20 tanh, 10 000 points"] = (
                () => burgers.Value.Differentiate(WorkerTeam.Sequential),
                250
            ),
        };
    }
}
