using System.Diagnostics;

namespace Thalweg.Cli.Tests;

/// <summary>A study of a loss in another process is interrupted, killed and broken; nothing computed is lost and nobody is left.</summary>
public sealed class ExternalStudyProcessTests : IDisposable
{
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("thalweg-external-");

    public void Dispose() => folder.Delete(recursive: true);

    [Theory]
    [InlineData("-INT", 130)]
    [InlineData("-TERM", 130)]
    [InlineData("-KILL", 137)]
    public async Task However_the_program_ends_its_processes_end_and_the_study_goes_on(string signal, int code)
    {
        var study = Study("misbehave=slow");
        var (broken, whole) = (At("broken"), At("whole"));
        using (var process = StudyProcess.Start(study, broken, threads: 2))
        {
            var results = Path.Combine(broken, "results");
            while (!Directory.Exists(results) || !Directory.EnumerateFiles(results, "*.json").Any())
            {
                Assert.False(process.HasExited, "it ended before it was interrupted");
                await Task.Delay(5, TestContext.Current.CancellationToken);
            }
            using var kill = Process.Start("kill", [signal, $"{process.Id}"]);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            Assert.Equal(code, process.ExitCode);
        }
        Assert.NotEmpty(Twin.Started(folder.FullName));
        Assert.All(Twin.Started(folder.FullName), id => Assert.True(Twin.HasEnded(id), $"{id} is still there"));

        var before = StudyProcess.ResultHashes(broken);
        await StudyProcess.Finish(StudyProcess.Start(study, broken, threads: 1));
        await StudyProcess.Finish(StudyProcess.Start(study, whole, threads: 2));
        var all = StudyProcess.ResultHashes(broken);
        Assert.Equal(StudyProcess.ResultHashes(whole), all);
        Assert.True(before.Count < all.Count, "all was done before the interruption");
        Assert.All(Twin.Started(folder.FullName), id => Assert.True(Twin.HasEnded(id), $"{id} is still there"));
    }

    [Fact]
    public void A_crash_is_told_with_what_to_do()
    {
        var transcript = CommandLine.Run(
            "run",
            Study("misbehave=crash after=40"),
            "--out",
            At("out"),
            "--threads",
            "1"
        );
        Assert.Equal((4, ""), (transcript.Code, transcript.Output));
        Assert.StartsWith(
            "stopped; what was computed is kept, and the same command goes on from there\nerror: the process 'sh loss.sh' ended with exit code 9",
            transcript.Error,
            StringComparison.Ordinal
        );
        Assert.NotEmpty(Directory.EnumerateFiles(Path.Combine(At("out"), "results")));
    }

    [Fact]
    public void A_checked_study_is_run_by_its_folder_and_reported()
    {
        var study = Study("");
        var check = CommandLine.Run("check", study);
        Assert.Equal(0, check.Code);
        Assert.StartsWith("note: the time is that of", check.Error, StringComparison.Ordinal);
        Assert.Single(check.Error.TrimEnd().Split('\n'));
        var run = CommandLine.Run("run", study, "--out", At("out"), "--threads", "2");
        Assert.Equal(0, run.Code);
        // What one direction carries is told; nothing else is.
        Assert.All(
            run.Error.Split('\n', StringSplitOptions.RemoveEmptyEntries),
            line => Assert.StartsWith("note: roughness of rosenbrock at rosenbrock", line, StringComparison.Ordinal)
        );
        var page = File.ReadAllText(Path.Combine(At("out"), "report.html"));
        Assert.Contains("rosenbrock", page, StringComparison.Ordinal);
        Assert.Contains("process:sh loss.sh", page, StringComparison.Ordinal);
        Assert.Matches("Command(</a>)?</dt><dd><code>sh loss.sh</code></dd>", page);
        Assert.Contains("<dt>Note</dt><dd>Results of", page, StringComparison.Ordinal);
        Assert.Matches("<dt>Files</dt><dd>[^<]*loss.sh[^<]*[0-9a-f]{64}", page);
    }

    private string Study(string twin)
    {
        var text = $"""
            name: external
            objective: process:sh loss.sh
            seeds: 1..4
            train:
              optimizer: lbfgs
              steps: 30
              record: 10
            analyses:
              - roughness(directions=6, intervals=10, radius=0.1)
              - surface(count=7x7)
            """;
        File.WriteAllText(At("loss.sh"), $"exec {Twin.Program} rosenbrock 3 notes={folder.FullName} {twin}\n");
        File.WriteAllText(At("study.yaml"), text);
        return At("study.yaml");
    }

    private string At(string name) => Path.Combine(folder.FullName, name);
}
