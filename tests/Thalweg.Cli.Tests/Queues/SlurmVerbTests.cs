using System.Diagnostics;
using System.Text.Json;

namespace Thalweg.Cli.Tests.Queues;

/// <summary>The scripts of <c>thalweg slurm</c>, and the verbs that look at its folder, where no Slurm is.</summary>
public sealed class SlurmVerbTests(Workshop workshop) : IClassFixture<Workshop>
{
    [Fact]
    public void The_scripts_say_what_was_asked_for()
    {
        var folder = workshop.At("out dir");
        File.WriteAllText(workshop.At("modules.sh"), "true\n");
        var told = Run(
            "--out",
            folder,
            "--shards",
            "3",
            "--time",
            "01:00:00",
            "--cpus",
            "2",
            "--mem",
            "3G",
            "--partition",
            "long",
            "--max-running",
            "2",
            "--prologue",
            workshop.At("modules.sh"),
            "--program",
            Program(),
            "--",
            "--account=me",
            "--qos=high"
        );
        Assert.True(told.Code == 0, told.Error);
        var (run, merge) = (Path.Combine(folder, "slurm", "run.sbatch"), Path.Combine(folder, "slurm", "merge.sbatch"));
        Assert.Contains($"array=$(sbatch --parsable \"{run}\")", told.Output, StringComparison.Ordinal);
        Assert.Contains(
            $"sbatch --dependency=afterany:${{array%%;*}} \"{merge}\"",
            told.Output,
            StringComparison.Ordinal
        );
        var script = File.ReadAllText(run);
        Assert.All(
            [
                "--array=1-3%2",
                "--cpus-per-task=2",
                "--mem=3G",
                "--time=01:00:00",
                "--partition=long",
                "--signal=B:USR1@120",
                "--requeue",
                "--account=me",
                "--qos=high",
            ],
            directive => Assert.Contains($"\n#SBATCH {directive}\n", script, StringComparison.Ordinal)
        );
        Assert.Contains($"\n. {workshop.At("modules.sh")} || exit\n", script, StringComparison.Ordinal);
        Assert.Contains("--shard \"$SLURM_ARRAY_TASK_ID/3\"", script, StringComparison.Ordinal);
        Assert.Contains("\n#SBATCH --account=me\n", File.ReadAllText(merge), StringComparison.Ordinal);
        Assert.All([run, merge], file => Assert.Equal(0, Bash($"bash -n '{file}'").Code));
    }

    [Fact]
    public void A_folder_before_its_first_task_is_incomplete()
    {
        var folder = workshop.At("before");
        Assert.Equal(0, Run("--out", folder, "--shards", "2", "--program", Program()).Code);
        var told = CommandLine.Run("status", folder, "--json");
        Assert.Equal(3, told.Code);
        using var status = JsonDocument.Parse(told.Output);
        Assert.Equal(0, status.RootElement.GetProperty("tasks").GetProperty("done").GetInt32());
        Assert.Equal(JsonValueKind.Null, status.RootElement.GetProperty("secondsLeft").ValueKind);
        var merge = CommandLine.Run("merge", folder);
        Assert.Equal(3, merge.Code);
        Assert.Contains(
            $"sbatch --array=1-2 {Path.Combine(folder, "slurm", "run.sbatch")}",
            merge.Output,
            StringComparison.Ordinal
        );
    }

    /// <summary>The script is run as the queue runs it, with stand-ins for the program and the queue.</summary>
    [Theory]
    // Done; done, but doubtful; failed.
    [InlineData("exit 0", 0, "", 1)]
    [InlineData("exit 3", 0, "", 1)]
    [InlineData("exit 4", 4, "", 1)]
    // Memory ran out twice, then what it ran out at is left.
    [InlineData("[ $tries -gt 2 ] && exit 0; kill -9 $$", 0, "", 3)]
    // Ahead of the limit: saved, and queued again; not after three times without anything saved.
    [InlineData("stop", 130, "requeue 42", 1)]
    public void A_job_ends_as_its_program_does(string program, int code, string asked, int starts)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a POSIX shell");
        var name = $"stand-in {Math.Abs(program.GetHashCode(StringComparison.Ordinal) % 100_000)}";
        var (bin, folder) = (workshop.At(name), workshop.At($"{name} out"));
        Directory.CreateDirectory(bin);
        StandIn(
            Path.Combine(bin, "thalweg"),
            $$"""
            echo "$@" >> '{{bin}}/calls'; tries=$(wc -l < '{{bin}}/calls')
            stop() { trap 'exit 130' USR1; kill -USR1 $PPID; while :; do sleep 0.05; done; }
            {{program}}
            """
        );
        StandIn(Path.Combine(bin, "scontrol"), $"echo \"$@\" >> '{bin}/asked'");
        StandIn(Path.Combine(bin, "sleep"), "exec /bin/sleep 0.05");
        Assert.Equal(0, Run("--out", folder, "--shards", "2", "--program", bin).Code);
        var environment =
            $"PATH='{bin}':$PATH SLURM_ARRAY_TASK_ID=2 SLURM_ARRAY_JOB_ID=41 SLURM_JOB_ID=42 SLURM_CPUS_PER_TASK=5";
        var job = Bash($"{environment} bash '{folder}/slurm/run.sbatch'");
        Assert.True(job.Code == code, $"{job.Code}: {job.Error}");
        var calls = File.ReadAllLines(Path.Combine(bin, "calls"));
        Assert.Equal(starts, calls.Length);
        Assert.Equal($"run {folder}/study.yaml --out {folder} --shard 2/2 --share --threads 5", calls[0]);
        Assert.All(calls.Skip(1), call => Assert.Matches(" --after-kill [0-9]+$", call));
        if (asked.Length > 0)
        {
            Bash($"{environment} bash '{folder}/slurm/run.sbatch'");
            var last = Bash($"{environment} bash '{folder}/slurm/run.sbatch'");
            Assert.Contains("give more --time", last.Error, StringComparison.Ordinal);
            Assert.Equal([asked, asked], File.ReadAllLines(Path.Combine(bin, "asked")));
        }
    }

    [Theory]
    [InlineData("--time: expected at least five minutes", "--out", "o", "--time", "4")]
    [InlineData("--time: expected a time limit as in", "--out", "o", "--time", "soon")]
    [InlineData("expected options of sbatch behind --", "--out", "o", "--", "account=me")]
    [InlineData("unknown option '--shard'; did you mean '--shards'?", "--out", "o", "--shard", "3")]
    [InlineData("unexpected 'more.yaml'; 'slurm' takes further words behind -- alone", "more.yaml", "--out", "o")]
    [InlineData(
        "--program: expected 'self' or a folder with the file thalweg",
        "--out",
        "o",
        "--program",
        "/nowhere",
        "--shards",
        "2"
    )]
    [InlineData("--out: missing; expected a folder")]
    [InlineData("--out: has no meaning with --cancel", "--out", "o", "--cancel", "o")]
    public void What_cannot_be_is_refused_in_one_line(string message, params string[] flags)
    {
        var told = Run([.. flags.Select(flag => flag == "o" ? workshop.At("refused") : flag)]);
        Assert.Equal((2, ""), (told.Code, told.Output));
        Assert.StartsWith($"error: {message}", told.Error, StringComparison.Ordinal);
        Assert.Single(told.Error.TrimEnd().Split('\n'));
    }

    [Fact]
    public void Another_study_does_not_take_over_a_folder_with_jobs()
    {
        var folder = workshop.At("taken");
        Assert.Equal(0, Run("--out", folder, "--shards", "2", "--program", Program()).Code);
        Assert.Equal(0, Run("--out", folder, "--shards", "3", "--program", Program()).Code);
        var other = CommandLine.Run(
            "slurm",
            workshop.StudyWith("seeds: 1..2", "seeds: 1..3"),
            "--out",
            folder,
            "--program",
            Program()
        );
        Assert.Equal(2, other.Code);
        Assert.Contains("has the jobs of another study", other.Error, StringComparison.Ordinal);
    }

    /// <summary>The copy needs nothing of the machine, and is made once.</summary>
    [Fact]
    public void The_program_is_copied_whole_and_once()
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "needs a POSIX shell");
        var folder = workshop.At("copied");
        Assert.Equal(0, Run("--out", folder, "--shards", "2").Code);
        var script = File.ReadAllText(Path.Combine(folder, "slurm", "run.sbatch"));
        Assert.Equal(0, Run("--out", folder, "--shards", "2").Code);
        Assert.Equal(script, File.ReadAllText(Path.Combine(folder, "slurm", "run.sbatch")));
        Assert.Single(Directory.GetDirectories(Path.Combine(folder, "slurm", "bin")));
        var merge = File.ReadLines(Path.Combine(folder, "slurm", "merge.sbatch"))
            .Last()
            .Replace(" merge ", " --version # ", StringComparison.Ordinal);
        Assert.StartsWith(Path.Combine(folder, "slurm", "bin"), merge, StringComparison.Ordinal);
        var version = Bash($"env -i {merge}");
        Assert.True(version.Code == 0, version.Error);
        Assert.Matches("^[0-9]+\\.[0-9]+\\.[0-9]+", version.Output);
    }

    private Transcript Run(params string[] flags) => CommandLine.Run(["slurm", workshop.At("study.yaml"), .. flags]);

    private string Program()
    {
        var folder = workshop.At("program");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "thalweg"), "");
        return folder;
    }

    private static void StandIn(string path, string commands)
    {
        File.WriteAllText(path, $"#!/bin/bash\n{commands}\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    private Transcript Bash(string commands)
    {
        using Process process = ProgramRun.Bash(workshop.At("."), commands);
        return ProgramRun.Finish(process);
    }
}
