namespace Thalweg.Cli.Tests.Queues;

/// <summary>A node that is only thought dead computes on while its job runs anew elsewhere: two writers of one task, and nobody notices.</summary>
public sealed class PartitionTests
{
    [Fact]
    public async Task Two_writers_of_one_task_leave_the_same_bytes()
    {
        SlurmCluster.Require();
        using var cluster = SlurmCluster.Start();
        using var study = new SlurmStudy(cluster, seeds: 1, steps: 2500);
        study.Submit("--shards", "1");
        await study.Until(() => study.Status().Running == 1, "the task runs");
        var node = cluster.Ask("squeue", "-h", "-r", "-t", "R", "-o", "%N").Trim();

        cluster.KillDaemon(node);
        await study.Until(() => Of(study).Processes.Count == 2, "the job runs anew");
        Assert.All(Of(study).Processes, process => Assert.Empty(process.Ended));
        await study.Until(() => Of(study).Processes.All(process => process.HasEnded), "both end");
        await study.Until(() => cluster.Queue().Count == 0, "the queue is empty");

        var processes = Of(study).Processes;
        var (first, second) = (processes[0], processes[1]);
        Assert.Equal(first.Job, second.Job);
        Assert.NotEmpty(first.Ended.Intersect(second.Ended));
        Assert.DoesNotContain("error", study.Describe(), StringComparison.Ordinal);
        Assert.Equal(0, study.Run("merge", study.Folder).Code);
        Assert.Equal(study.Alone(), StudyProcess.ResultHashes(study.Folder));
    }

    private static JournalReading Of(SlurmStudy study) => JournalReading.Of(study.Folder);
}
