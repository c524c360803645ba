using System.Globalization;
using Thalweg.Cli.Queues;
using Thalweg.Numerics.Parallel;
using Thalweg.Results.Store;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Running;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg slurm</c>: makes a study a job array of Slurm.</summary>
internal sealed class SlurmVerb : Verb
{
    private static readonly TimeSpan ShortestLimit = TimeSpan.FromMinutes(5);

    // The runtime, its compiled code, and what a record takes while it is written.
    private const double ProgramBytes = 300e6;
    private const double Margin = 1.5;
    private const double Megabyte = 1 << 20;

    private readonly Operand file = new("study", "study file (YAML)", false);
    private readonly Rest extra = new("extra", "behind --: lines of #SBATCH, such as --account=NAME or --qos=NAME");
    private readonly Flag folder = new(
        new TextOption("out", null, "folder for results and page, which all nodes see", "a folder"),
        "folder"
    );
    private readonly Flag shards = Optional(
        "shards",
        "jobs of the array [default: by the time that 'check' estimates]",
        ShardCount.Most
    );
    private readonly Flag time = new(
        new TextOption("time", "02:00:00", "limit of a job; one that reaches it goes on in the next", "a time limit"),
        "time"
    );
    private readonly Flag partition = new(new TextOption("partition", null, "of the cluster", "a name"), "name");
    private readonly Flag cpus = new(
        new IntegerOption("cpus", "4", "processors of a job, which are its threads") { Maximum = 1024 }
    );
    private readonly Flag memory = new(
        new TextOption(
            "mem",
            null,
            "memory of a job, as in 8G [default: half as much again as 'check' counts]",
            "a size"
        ),
        "size"
    );
    private readonly Flag running = new(
        new IntegerOption("max-running", "20", "jobs of the array that run at a time") { Maximum = 1_000_000 }
    );
    private readonly Flag prologue = new(
        new TextOption("prologue", null, "file that each job sources first, for modules and paths", "a file"),
        "file"
    )
    {
        Use = FileUse.Read,
    };
    private readonly Flag program = new(
        new TextOption(
            "program",
            "self",
            "self copies this program and what it needs; or a folder where nodes find one",
            "'self' or a folder"
        ),
        "self|folder"
    );
    private readonly Flag cancel = new(
        new TextOption("cancel", null, "ends the jobs of this folder", "a folder"),
        "folder"
    );
    private readonly Switch test = new("test", "a trial: limits below five minutes are allowed");
    private readonly Switch submit = new("submit", "submit both jobs");

    public override string Name => "slurm";

    public override string Description =>
        "Makes a study a job array of Slurm that survives time limits and lost nodes: writes the scripts, and submits them on request";

    public override string Example =>
        "thalweg slurm study.yaml --out results/s --time 04:00:00 --submit -- --account=me";

    protected override IReadOnlyList<Operand> Operands => [file];

    protected override Rest Rest => extra;

    protected override IReadOnlyList<Flag> Flags =>
        [folder, shards, time, partition, cpus, memory, running, prologue, program, cancel];

    protected override IReadOnlyList<Switch> Switches => [test, submit];

    protected override int Run(Invocation invocation)
    {
        if (invocation.IsGiven(cancel))
        {
            return Cancel(invocation);
        }
        if (invocation.Operand(file) is null)
        {
            throw new InputException($"'{Name}' needs <study>, the study file (YAML); for example: {Example}");
        }
        var limit = TimeLimit.Parse(invocation.Text(time), time.Place);
        if (limit < ShortestLimit && !invocation.IsSet(test))
        {
            throw new InputException(
                "expected at least five minutes: Slurm looks at limits about twice a minute; for a trial give --test",
                time.Place
            );
        }
        var lines = invocation.Words(extra);
        if (lines.FirstOrDefault(line => !line.StartsWith('-') || line.Any(char.IsControl)) is { } odd)
        {
            throw new InputException(
                $"expected options of sbatch behind --, such as --account=NAME, found {CallText.Show(odd)}"
            );
        }
        var study = invocation.Study(file);
        var target = Path.GetFullPath(invocation.Text(folder));
        var queue = new QueueFolder(target);
        if (queue.Study is { } other && other != StudyFiles.HashOf(Reading(study)))
        {
            throw new InputException(
                $"'{target}' has the jobs of another study; give another folder, or remove {queue.Location} once they have ended",
                folder.Place
            );
        }
        var plan = StudyRunner.Prepare(new StudyRun(study, target));
        var count = invocation.IsGiven(shards) ? Given(invocation) : Estimated(invocation, study, limit);
        var job = new ArrayJob(
            queue.JobName(study.Name),
            target,
            Program(invocation, queue),
            count,
            limit,
            invocation.TextOrNull(memory) ?? Memory(StudyMemory.Peak(plan, invocation.SmallInteger(cpus)))
        )
        {
            Time = invocation.Text(time),
            Cpus = invocation.SmallInteger(cpus),
            MaxRunning = invocation.SmallInteger(running),
            Partition = invocation.TextOrNull(partition),
            Prologue = invocation.TextOrNull(prologue) is { } path ? Path.GetFullPath(path) : null,
            Extra = lines,
        };
        queue.Write(job, StudyFiles.HashOf(Reading(study)));
        Print(invocation, study, queue, job);
        return ExitCode.Done;
    }

    private static string Reading(Study study) => Studies.Reading.SchemaLine.Beside(study.Text, out _);

    private void Print(Invocation invocation, Study study, QueueFolder queue, ArrayJob job)
    {
        var (run, merge) = (ShellWord.Of(queue.RunScript), ShellWord.Of(queue.MergeScript));
        string? array = null;
        string? after = null;
        if (invocation.IsSet(submit))
        {
            array = SlurmCommands.Submit(queue.RunScript);
            after = SlurmCommands.Submit(queue.MergeScript, $"--dependency=afterany:{array}");
        }
        string[] lines = [$"array=$(sbatch --parsable {run})", $"sbatch --dependency=afterany:${{array%%;*}} {merge}"];
        if (invocation.IsJson)
        {
            new Outcome
            {
                { "study", study.Name },
                { "folder", job.Folder },
                { "shards", job.Shards },
                { "memory", job.Memory },
                { "name", job.Name },
                { "run", queue.RunScript },
                { "merge", queue.MergeScript },
                { "submit", lines },
                { "array", array },
                { "mergeJob", after },
            }.Print(invocation);
            return;
        }
        var output = invocation.Terminal.Output;
        output.WriteLine(
            $"{study.Name}: {Number(job.Shards, "shard")} of {Number(job.Cpus, "processor")} and {job.Memory} of memory, {job.Time} each"
        );
        if (array is not null)
        {
            output.WriteLine($"submitted: array {array}, and {after}, which writes the page once it has ended");
        }
        else
        {
            output.WriteLine("to submit:");
            foreach (var line in lines)
            {
                output.WriteLine($"  {line}");
            }
        }
        output.WriteLine($"to look: thalweg status {ShellWord.Of(job.Folder)}");
    }

    private int Cancel(Invocation invocation)
    {
        invocation.Refuse("with --cancel", folder, shards, time, partition, cpus, memory, running, prologue, program);
        if (invocation.Operand(file) is not null)
        {
            throw new InputException("takes a folder and no study; leave the study out", cancel.Place);
        }
        var target = Path.GetFullPath(invocation.Text(cancel));
        var study =
            new StudyFiles(target).ReadManifest()
            ?? throw new ResultFolderException(
                $"'{target}' holds no study; give the folder that 'thalweg slurm' was given with --out"
            );
        var jobs = SlurmCommands.Cancel(new QueueFolder(target).JobName(study.Name));
        if (invocation.IsJson)
        {
            new Outcome { { "cancelled", jobs } }.Print(invocation);
            return ExitCode.Done;
        }
        invocation.Terminal.Output.WriteLine(
            jobs.Count == 0
                ? "no jobs of this folder wait or run"
                : $"cancelled: {string.Join(", ", jobs)}; what was computed is kept"
        );
        return ExitCode.Done;
    }

    private int Given(Invocation invocation)
    {
        var count = invocation.SmallInteger(shards);
        return SlurmCommands.MaxArraySize() is { } most && count >= most
            ? throw new InputException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"expected at most {most - 1} on this cluster (its MaxArraySize is {most}), found {count}"
                ),
                shards.Place
            )
            : count;
    }

    private int Estimated(Invocation invocation, Study study, TimeSpan limit)
    {
        var asked = invocation.SmallInteger(cpus);
        var threads = Math.Min(asked, Environment.ProcessorCount);
        using var team = new WorkerTeam(threads, invocation.Terminal.Cancellation);
        var estimate = StudyEstimate.Of(study, team);
        var most = SlurmCommands.MaxArraySize() - 1 ?? ShardCount.Most;
        return ShardCount.Of(estimate.Seconds * threads / asked, estimate.Chains, estimate.Tasks, limit, most);
    }

    private string Program(Invocation invocation, QueueFolder queue) =>
        invocation.Text(program) is var named && named == "self"
            ? ProgramCopy.OfThis(Path.Combine(queue.Location, "bin"))
            : ProgramCopy.In(named, program.Place);

    private static string Number(int count, string what) => $"{count} {what}{(count == 1 ? "" : "s")}";

    private static string Memory(double peak) =>
        string.Create(CultureInfo.InvariantCulture, $"{Math.Ceiling(Margin * (peak + ProgramBytes) / Megabyte)}M");

    private static Flag Optional(string name, string description, int most) =>
        new(new IntegerOption(name, null, description) { Maximum = most, IsOptional = true });
}
