using System.Diagnostics;
using System.Text.Json;

namespace Thalweg.Cli.Tests.Queues;

/// <summary>A study of a loss that takes its time in jobs, whatever the machine does beside, and none of a process alone.</summary>
internal sealed class SlurmStudy : IDisposable
{
    private readonly DirectoryInfo root = Directory.CreateTempSubdirectory("thalweg job ");
    private readonly SlurmCluster cluster;

    /// <param name="steps">Of each training: 20 to 40 ms each.</param>
    public SlurmStudy(SlurmCluster cluster, int seeds, int steps)
    {
        this.cluster = cluster;
        // The key of a result covers the file and not the environment.
        File.WriteAllText(At("loss.sh"), $"exec '{Twin.Program}' rosenbrock 4 ${{SLOW:+misbehave=slow}}\n");
        File.WriteAllText(At("prologue.sh"), "export SLOW=1\n");
        File.WriteAllText(
            Text,
            $$"""
            name: jobs
            objective: process:sh loss.sh
            seeds: 1..{{seeds}}
            train: {optimizer: adam(rate=1e-2), steps: {{steps}}, record: 50}
            analyses: ["roughness(directions=2, intervals=2, radius=0.1)"]
            """
        );
    }

    public string Text => At("study.yaml");

    public string Folder => At("out");

    public string At(string name) => Path.Combine(root.FullName, name);

    public void Dispose() => root.Delete(recursive: true);

    /// <summary>Runs the program where it finds the cluster.</summary>
    public Transcript Run(params IEnumerable<string> arguments)
    {
        var start = CommandLine.Start(arguments);
        start.Environment["SLURM_CONF"] = cluster.Configuration;
        using var process = Process.Start(start)!;
        return ProgramRun.Finish(process);
    }

    /// <summary>Submits the study and returns the number of the array.</summary>
    public string Submit(params IEnumerable<string> more)
    {
        var told = Run([
            "slurm",
            Text,
            "--out",
            Folder,
            "--prologue",
            At("prologue.sh"),
            "--cpus",
            "1",
            "--json",
            "--submit",
            .. more,
        ]);
        Assert.True(told.Code == 0, told.Error);
        using var outcome = JsonDocument.Parse(told.Output);
        return outcome.RootElement.GetProperty("array").GetString()!;
    }

    public (int Done, int Running, int Failed, int Waiting) Status()
    {
        var told = CommandLine.Run("status", Folder, "--json");
        Assert.True(told.Code is 0 or 3, told.Error);
        using var status = JsonDocument.Parse(told.Output);
        var tasks = status.RootElement.GetProperty("tasks");
        int Of(string name) => tasks.GetProperty(name).GetInt32();
        return (Of("done"), Of("running"), Of("failed"), Of("waiting"));
    }

    public async Task Until(Func<bool> condition, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!condition())
        {
            Assert.True(clock.Elapsed < TimeSpan.FromMinutes(4), $"{what}: not after {clock.Elapsed}\n{Describe()}");
            await Task.Delay(300, TestContext.Current.CancellationToken);
        }
    }

    /// <summary>The results of one process that nothing disturbs.</summary>
    public IReadOnlyDictionary<string, string> Alone()
    {
        var told = Run("run", Text, "--out", At("alone"), "--threads", "2");
        // Doubtful, with so few directions: in a job that is success too.
        Assert.True(told.Code == 3, told.Error);
        return StudyProcess.ResultHashes(At("alone"));
    }

    /// <summary>Queue and logs, for a failure.</summary>
    public string Describe() =>
        string.Join('\n', cluster.Queue())
        + string.Concat(
            Directory
                .GetFiles(Path.Combine(Folder, "slurm"), "*.log")
                .Order(StringComparer.Ordinal)
                .Select(file => $"\n--- {Path.GetFileName(file)}\n{File.ReadAllText(file)}")
        );
}
