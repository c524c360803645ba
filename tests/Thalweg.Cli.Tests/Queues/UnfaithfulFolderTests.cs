using System.Diagnostics;
using System.Globalization;

namespace Thalweg.Cli.Tests.Queues;

/// <summary>Where renames report failure after success, young files are neither listed nor opened and locks lock nothing, nothing is lost and nothing is
/// wrong, however often processes are killed.</summary>
public sealed class UnfaithfulFolderTests(ITestOutputHelper output)
{
    /// <summary>Kills of the test; <c>THALWEG_KILLS</c> asks for more.</summary>
    private const int Kills = 200;
    private const int Processes = 3;

    private const string Study = """
        name: unfaithful
        problem: poisson
        network: resnet(width=4, blocks=1)
        quadrature: simpson:40
        formulations: [ritz, galerkin]
        seeds: 1..6
        train: { steps: 3000, record: 100 }
        analyses: ["roughness(directions=8, intervals=8, radius=0.3)", slice(count=21)]
        """;

    [Fact]
    public void The_library_does_what_it_says()
    {
        using var place = UnfaithfulFolder.Create();
        Directory.CreateDirectory(place.Folder);
        File.WriteAllText(Path.Combine(place.Folder, "young"), "");
        File.WriteAllText(Path.Combine(place.Folder, "old"), "");
        File.SetLastWriteTimeUtc(Path.Combine(place.Folder, "old"), DateTime.UtcNow.AddMinutes(-1));
        using var shell = ProgramRun.Bash(
            place.Folder,
            $"export LD_PRELOAD='{place.At("unfaithful.so")}' THALWEG_UNFAITHFUL='{place.Folder}'; ls; cat '{place.Folder}/old' && cat '{place.Folder}/young'"
        );
        var told = ProgramRun.Finish(shell);
        Assert.Equal((1, "old\n"), (told.Code, told.Output));
        Assert.Contains("young", told.Error, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_lost_and_nothing_is_wrong()
    {
        using var place = UnfaithfulFolder.Create();
        File.WriteAllText(place.At("study.yaml"), Study);
        var alone = CommandLine.Run("run", place.At("study.yaml"), "--out", place.At("alone"));
        Assert.True(alone.Code is 0 or 3, alone.Error);
        var expected = StudyProcess.ResultHashes(place.At("alone"));
        var wanted = int.TryParse(Environment.GetEnvironmentVariable("THALWEG_KILLS"), out var more) ? more : Kills;
        var random = new Random(1);
        var (kills, folders) = (0, 0);
        while (kills < wanted)
        {
            var folder = Path.Combine(place.Folder, $"{++folders}");
            var faults = new List<string>();
            kills += KillUntilDone(place, folder, wanted - kills, random, faults);
            Assert.True(faults.Count == 0, string.Join("\n", faults));
            Assert.Equal(expected, StudyProcess.ResultHashes(folder));
            Assert.Equal(0, CommandLine.Run("status", folder).Code);
        }
        output.WriteLine($"{kills} kills in {folders} folders");
    }

    /// <summary>Three processes at a time on one folder, each killed after up to two seconds, until one of them finds all done; then all may end.</summary>
    /// <returns>The kills.</returns>
    private static int KillUntilDone(
        UnfaithfulFolder place,
        string folder,
        int most,
        Random random,
        List<string> faults
    )
    {
        var (kills, isDone) = (0, false);
        var slots = Enumerable.Range(0, Processes).Select(i => new Slot(Start(place, folder, i), random)).ToArray();
        while (kills < most && !isDone)
        {
            for (var i = 0; i < Processes; i++)
            {
                isDone |= slots[i].Process.HasExited;
                if (!isDone && slots[i].IsDue)
                {
                    slots[i].Process.Kill();
                    slots[i].Process.WaitForExit();
                    slots[i].Process.Dispose();
                    kills++;
                    slots[i] = new Slot(Start(place, folder, i), random);
                }
            }
            Thread.Sleep(20);
        }
        Array.ForEach(slots, slot => Note(slot.Process, faults));
        // Whoever is last sees all that there is.
        Note(Start(place, folder, null), faults);
        return kills;
    }

    private static Process Start(UnfaithfulFolder place, string folder, int? shard)
    {
        string[] part = shard is { } i
            ? ["--shard", string.Create(CultureInfo.InvariantCulture, $"{i + 1}/{Processes}"), "--share"]
            : [];
        return place.Start(["run", place.At("study.yaml"), "--out", folder, "--threads", "1", .. part]);
    }

    private static void Note(Process process, List<string> faults)
    {
        using (process)
        {
            var told = ProgramRun.Finish(process, milliseconds: 120_000);
            if (told.Code is not (0 or 3) || told.Error.Contains("error", StringComparison.Ordinal))
            {
                faults.Add($"exit code {told.Code}: {told.Error}");
            }
        }
    }

    private sealed class Slot(Process process, Random random)
    {
        private readonly Stopwatch clock = Stopwatch.StartNew();
        private readonly double seconds = 0.2 + (1.8 * random.NextDouble());

        public Process Process => process;

        public bool IsDue => clock.Elapsed.TotalSeconds > seconds;
    }
}
