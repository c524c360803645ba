using System.Diagnostics;
using Thalweg.Benchmarks.Cases;
using Thalweg.Benchmarks.Measuring;
using Thalweg.Networks.WeightFiles;

namespace Thalweg.Benchmarks.Sections;

/// <summary>Wall time of the published command-line program, process start to exit.</summary>
internal sealed class StartupSection : ISection
{
    public string Name => "startup";

    public string Title => "Wall time of a published build";

    public IEnumerable<string> Measure(Session session)
    {
        var folder = Directory.CreateTempSubdirectory("thalweg-published-").FullName;
        try
        {
            Run("dotnet", ["publish", Checkout.Path("src", "Thalweg.Cli"), "-c", "Release", "-o", folder]);
            var weights = Path.Combine(folder, "weights.safetensors");
            var workload = Workloads.ResidualLine(1);
            WeightFile.WriteSafetensors(
                weights,
                workload.Objective.Layout,
                workload.Parameters,
                new Dictionary<string, string>()
            );
            var program = Path.Combine(folder, OperatingSystem.IsWindows() ? "thalweg.exe" : "thalweg");
            string[] loss =
            [
                "loss",
                "--problem",
                "poisson",
                "--dim",
                "1",
                "--network",
                "resnet(width=4, blocks=1, activation=swish)",
                "--formulation",
                "galerkin",
                "--quadrature",
                "simpson:200",
                "--weights",
                weights,
            ];
            Contestant[] contestants =
            [
                Contestant.Of("`thalweg loss`, network of 53 parameters", () => Run(program, loss)),
                Contestant.Of("`thalweg --help`", () => Run(program, ["--help"])),
            ];
            var race = Race.Run(session.Rounds, contestants);
            var table = new Table("command", "wall time");
            foreach (var (contestant, goal) in contestants.Zip((double[])[1.0, 0.4]))
            {
                table.Add(contestant.Name, Quantity.Seconds(race[contestant]));
                session.Add(
                    new Target(
                        $"{contestant.Name}, wall time of a published build",
                        $"≤ {goal} s",
                        Quantity.Seconds(race[contestant]),
                        race[contestant].Median <= goal
                    )
                );
            }
            yield return $"`dotnet publish -c Release src/Thalweg.Cli`.\n\n{table}";
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static void Run(string program, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program)
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        foreach (var argument in arguments)
        {
            start.ArgumentList.Add(argument);
        }
        using var process = Process.Start(start)!;
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
        {
            throw new InvalidOperationException(
                $"'{program} {string.Join(' ', arguments)}' ended with exit code {process.ExitCode}: {errors.Result}{output}"
            );
        }
    }
}
