using System.Text.Json;
using Thalweg.Results.Store;

namespace Thalweg.Cli.Tests.Queues;

/// <summary>A study on a real Slurm to which happens what happens to clusters: the bytes are those of one process, and only what was interrupted was
/// begun twice.</summary>
public sealed class SlurmStudyTests
{
    private const int Seeds = 30;
    private const int Steps = 300;

    [Fact]
    public async Task A_study_survives_what_happens_to_a_cluster()
    {
        SlurmCluster.Require();
        using var cluster = SlurmCluster.Start();
        using var study = new SlurmStudy(cluster, Seeds, Steps);
        var first = study.Submit("--shards", "6", "--time", "1", "--test");
        await study.Until(() => study.Status() is { Done: > 0, Running: >= 3 }, "tasks run");
        var cancel = study.Run("slurm", "--cancel", study.Folder);
        Assert.True(cancel.Code == 0, cancel.Error);
        Assert.Contains(first, cancel.Output, StringComparison.Ordinal);
        Assert.Contains("what was computed is kept", cancel.Output, StringComparison.Ordinal);
        await Ended(cluster, study);
        var kept = study.Status();
        Assert.True(kept is { Done: > 0, Running: 0, Failed: 0, Waiting: > 0 }, $"{kept}");
        Assert.Contains(
            "no jobs of this folder",
            study.Run("slurm", "--cancel", study.Folder).Output,
            StringComparison.Ordinal
        );

        var array = study.Submit("--shards", "6", "--time", "1", "--test");
        await study.Until(() => study.Status() is { Running: >= 3 } now && now.Done > kept.Done, "it goes on");
        var (done, running, failed, waiting) = study.Status();
        Assert.True(done + running + waiting >= 60);
        Assert.Equal(0, failed);

        cluster.KillNode("node1");
        cluster.StartNode("node1");
        await study.Until(() => study.Status().Running >= 3, "tasks run again");
        var cancelled = cluster
            .Ask("squeue", "-h", "-r", "-t", "R", "-o", "%i")
            .Split('\n')
            .First(id => id.StartsWith(array, StringComparison.Ordinal));
        cluster.Ask("scancel", cancelled);
        var before = study.Status().Done;
        await study.Until(() => study.Status().Done > before, "others go on");
        cluster.KillController();
        await Task.Delay(2000, TestContext.Current.CancellationToken);
        cluster.StartController();
        await Ended(cluster, study);

        // What the cluster lost after all is asked for as 'merge' says.
        for (var i = 0; i < 3 && study.Run("merge", study.Folder, "--json") is { Code: 3 } incomplete; i++)
        {
            using var outcome = JsonDocument.Parse(incomplete.Output);
            var command = outcome.RootElement.GetProperty("command").GetString()!;
            Assert.StartsWith("sbatch --array=", command, StringComparison.Ordinal);
            cluster.Ask("bash", "-c", command);
            await Ended(cluster, study);
        }
        var merge = study.Run("merge", study.Folder);
        Assert.True(merge.Code == 0, merge.Error + study.Describe());
        Assert.True(File.Exists(Path.Combine(study.Folder, "report.html")));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(study.Folder, "slurm"), "merge-*.log"));
        Assert.NotEmpty(Directory.GetFiles(Path.Combine(study.Folder, "slurm"), "restarts-*"));
        Assert.Equal(study.Alone(), StudyProcess.ResultHashes(study.Folder));
        CheckWork(study);
    }

    private static void CheckWork(SlurmStudy study)
    {
        var journals = JournalReading.Of(study.Folder);
        var interrupted = journals.Processes.Where(process => !process.HasEnded).ToList();
        Assert.True(interrupted.Count >= 3, "a node, a cancelled job and a limit");
        Assert.True(interrupted.Exists(process => process.IsSaved), "none was warned");
        // A process that came to its end finished what it began.
        Assert.All(
            journals.Processes.Where(process => process.HasEnded),
            process => Assert.Equal(process.Started, process.Ended)
        );
        // A process may outlive its node for a moment and finish what another has taken over: seen on a machine with far more work than processors.
        var twice = journals.Ends.Values.Sum() - journals.Ends.Count;
        Assert.InRange(twice, 0, 1);
        var lost = interrupted.Sum(process => process.Started.Except(process.Ended).Count());
        Assert.Equal(journals.Ends.Count + twice + lost, journals.Starts.Values.Sum());
        // Nothing was taken again but what came after a last checkpoint, and at most the gradient that each restart begins with.
        Assert.InRange(journals.Repeated, 0, (long)lost * Steps);
        var spent = RunLog.Read(study.Folder).Tasks.Values.Sum(task => task.GradientEvaluations);
        var needed = (long)Seeds * (Steps + 1);
        Assert.InRange(spent, needed, needed + journals.Repeated + lost + (twice * (Steps + 1L)));
    }

    private static Task Ended(SlurmCluster cluster, SlurmStudy study) =>
        study.Until(
            () =>
            {
                cluster.Mend();
                return cluster.Queue().Count == 0;
            },
            "the jobs end"
        );
}
