using Thalweg.Results.Records;
using Thalweg.Results.Store;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg status</c>: how far the study of a folder has come.</summary>
internal sealed class StatusVerb : Verb
{
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);
    private static readonly TimeSpan PeriodOfTerminal = TimeSpan.FromSeconds(5);

    private readonly Operand folder = new("folder", "folder of results", true);
    private readonly Switch watch = new(
        "watch",
        "go on until all is done: on a terminal in place, elsewhere a line a minute"
    );

    public override string Name => "status";

    public override string Description =>
        "Says how far a study has come: what is done, what runs where, what failed and why; 0 complete, 3 incomplete, 2 no study";

    public override string Example => "thalweg status results/poisson-1d --watch";

    protected override IReadOnlyList<Operand> Operands => [folder];

    protected override IReadOnlyList<Switch> Switches => [watch];

    protected override int Run(Invocation invocation)
    {
        var place = invocation.Operand(folder)!;
        var terminal = invocation.Terminal;
        var isInPlace = terminal.Style != TerminalStyle.Lines && !invocation.IsJson;
        while (true)
        {
            var study = StudyOf(place);
            var status = StudyStatus.Of(study, place);
            if (!invocation.IsSet(watch) || status.IsComplete)
            {
                if (isInPlace && invocation.IsSet(watch))
                {
                    terminal.Screen.Write("\r\u001b[K");
                }
                Print(invocation, study, status, place);
                return status.IsComplete ? ExitCode.Done : ExitCode.Incomplete;
            }
            if (isInPlace)
            {
                terminal.Screen.Write("\r\u001b[K" + StatusText.Line(study, status));
            }
            else
            {
                terminal.Output.WriteLine(
                    invocation.IsJson ? JsonText.Of(StatusText.Json(status, place)) : StatusText.Line(study, status)
                );
                terminal.Output.Flush();
            }
            terminal.Cancellation.WaitHandle.WaitOne(isInPlace ? PeriodOfTerminal : Period);
            terminal.Cancellation.ThrowIfCancellationRequested();
        }
    }

    private static StudyRecord StudyOf(string place) =>
        File.Exists(place)
            ? throw new ResultFolderException($"'{place}' is a file; name a folder of results")
            : new StudyFiles(place).ReadManifest()
                ?? throw new ResultFolderException(
                    $"'{place}' holds no study: give a folder that 'thalweg run STUDY.yaml --out {place}' or 'thalweg slurm' has written"
                );

    private static void Print(Invocation invocation, StudyRecord study, StudyStatus status, string place)
    {
        if (invocation.IsJson)
        {
            StatusText.Json(status, place).Print(invocation);
            return;
        }
        invocation.Terminal.Output.WriteLine(StatusText.Line(study, status));
        foreach (var line in StatusText.Details(status, place))
        {
            invocation.Terminal.Output.WriteLine(line);
        }
    }
}
