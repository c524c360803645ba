using Thalweg.Reports;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg report</c>: renders the page of a result folder again.</summary>
internal sealed class ReportVerb : Verb
{
    private readonly Operand folder = new("folder", "folder of results that a run has left", true);

    public override string Name => "report";

    public override string Description => "Renders page, figures and tables of a result folder again; computes nothing";

    public override string Example => "thalweg report results/poisson-1d";

    protected override IReadOnlyList<Operand> Operands => [folder];

    protected override int Run(Invocation invocation)
    {
        var report = ReportWriter.Write(invocation.Operand(folder)!, invocation.Terminal.Cancellation);
        if (invocation.IsJson)
        {
            new Outcome
            {
                { "page", report.PagePath },
                { "answer", report.Headline.Sentence },
                { "summary", ClosingTable.Cells(report.Summary) },
                { "warnings", report.Warnings },
                { "notes", report.Notes },
            }.Print(invocation);
            return ExitCode.Done;
        }
        foreach (var warning in report.Warnings)
        {
            invocation.Terminal.Warn(warning);
        }
        foreach (var note in report.Notes)
        {
            invocation.Terminal.Note(note);
        }
        ClosingTable.Print(invocation.Terminal.Output, report);
        invocation.Terminal.Output.WriteLine(report.PagePath);
        return ExitCode.Done;
    }
}
