using System.Globalization;
using Thalweg.Cli.Queues;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg shards</c>: the commands that compute a study side by side.</summary>
internal sealed class ShardsVerb : Verb
{
    private readonly Operand file = new("study", "study file (YAML)", true);
    private readonly Flag folder = new(
        new TextOption("out", null, "folder for results and page, which all machines see", "a folder"),
        "folder"
    );
    private readonly Flag shards = new(
        new IntegerOption("shards", null, "how many commands") { Maximum = ShardCount.Most }
    );
    private readonly Flag threads = new(
        new IntegerOption("threads", "1", "threads of each command; results do not depend on it") { Maximum = 1024 }
    );

    public override string Name => "shards";

    public override string Description =>
        "Prints the commands that compute a study side by side, one a line, for GNU parallel, ssh and queues other than Slurm";

    public override string Example => "thalweg shards study.yaml --out results/s --shards 8 | parallel -j 4";

    protected override IReadOnlyList<Operand> Operands => [file];

    protected override IReadOnlyList<Flag> Flags => [folder, shards, threads];

    protected override int Run(Invocation invocation)
    {
        var count = invocation.SmallInteger(shards);
        var target = Path.GetFullPath(invocation.Text(folder));
        var study = Path.GetFullPath(invocation.Study(file).Path);
        if (invocation.Operand(file) == OutputFile.Standard)
        {
            throw new InputException("the commands read the study each on its own; give a file");
        }
        string[] commands =
        [
            .. Enumerable
                .Range(1, count)
                .Select(i =>
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"{ProgramCopy.Running()} run {ShellWord.Of(study)} --out {ShellWord.Of(target)} --shard {i}/{count} --share --threads {invocation.Integer(threads)} || [ $? = 3 ]"
                    )
                ),
        ];
        if (invocation.IsJson)
        {
            new Outcome { { "commands", commands } }.Print(invocation);
            return ExitCode.Done;
        }
        foreach (var command in commands)
        {
            invocation.Terminal.Output.WriteLine(command);
        }
        return ExitCode.Done;
    }
}
