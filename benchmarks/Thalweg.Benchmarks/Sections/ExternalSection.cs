using System.Diagnostics;
using Thalweg.Benchmarks.Measuring;
using Thalweg.Numerics.Parallel;
using Thalweg.Studies.Sources.External;

namespace Thalweg.Benchmarks.Sections;

/// <summary>What the protocol of external losses costs beside the pipes.</summary>
internal sealed class ExternalSection : ISection
{
    private const int Batches = 1000;
    private const int WarmUps = 3000;
    private const double Goal = 100e-6;

    // One request of one double, and its answer.
    private const int Sent = 56;
    private const int Received = 40;

    public string Name => "external";

    public string Title => "A value of a loss in another process";

    public string Timing => $"medians of {Batches} batches that took turns, in parentheses the middle half";

    public IEnumerable<string> Measure(Session session)
    {
        using var program = new ExternalProgram(ExternalCommand.Parse($"{Twin} quadratic 1", AppContext.BaseDirectory));
        using var echo = Echo();
        var objective = program.Objective();
        var (point, losses) = (new double[1], new double[1]);
        var (question, answer) = (new byte[Sent], new byte[Received]);
        var (input, output) = (echo.StandardInput.BaseStream, echo.StandardOutput.BaseStream);
        double[] Take(int count, Action action)
        {
            var seconds = new double[count];
            for (var i = 0; i < count; i++)
            {
                var start = Stopwatch.GetTimestamp();
                action();
                seconds[i] = Stopwatch.GetElapsedTime(start).TotalSeconds;
            }
            return seconds;
        }

        void Value() => objective.Values(point, losses, default, default, WorkerTeam.Sequential);

        void Bytes()
        {
            input.Write(question);
            input.Flush();
            output.ReadExactly(answer);
        }

        Take(WarmUps, Value);
        Take(WarmUps, Bytes);
        var (values, echoes) = (new List<double>(), new List<double>());
        for (var turn = 0; turn < 20; turn++)
        {
            values.AddRange(Take(Batches / 20, Value));
            echoes.AddRange(Take(Batches / 20, Bytes));
        }
        input.Close();
        echo.WaitForExit();
        var (value, bytes) = (new Samples(values), new Samples(echoes));
        var overhead = value.Median - bytes.Median;
        session.Add(
            new Target(
                "value of a loss in another process (K = 1, P = 1), less an echo of the same bytes",
                "≤ 100 µs",
                Quantity.Seconds(overhead),
                overhead <= Goal
            )
        );
        var table = new Table("batch of one value, one parameter", "wall time");
        table.Add("through the protocol", Quantity.Seconds(value));
        table.Add("echo of as many bytes", Quantity.Seconds(bytes));
        table.Add("difference of the medians", Quantity.Seconds(overhead));
        yield return $"Both answer from a .NET process over its standard input and output.\n\n{table}";
    }

    private static string Twin
    {
        get
        {
            // artifacts/bin/PROJECT/release/
            var own = new DirectoryInfo(AppContext.BaseDirectory);
            const string Project = "Thalweg.External.Twin";
            return Path.Combine(own.Parent!.Parent!.FullName, Project, own.Name, Project);
        }
    }

    private static Process Echo() =>
        Process.Start(
            new ProcessStartInfo(Twin, ["echo", $"{Sent}", $"{Received}"])
            {
                RedirectStandardInput = true,
                RedirectStandardOutput = true,
                UseShellExecute = false,
            }
        )!;
}
