using Thalweg.Reports;
using Thalweg.Results.Records;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Running;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg demo</c>: a study of seconds that needs no file.</summary>
internal sealed class DemoVerb : Verb
{
    private const string Study = """
        # Ritz and Galerkin losses of one small network on -u'' = f, and the landscapes around what training finds.
        name: demo
        problem: poisson(dim=1)
        network: resnet(width=4, blocks=1, activation=swish)
        trial: hard
        quadrature: simpson:100
        formulations: [ritz, galerkin]
        seeds: 1..5
        train:
          initializer: xavier-normal
          optimizer: "adam(rate=1e-2, steps=1500); ssbroyden(steps=500)"
          record: 25
          checkpoints: [0, 100, 300, 1500]
        analyses:
          - roughness(directions=100, intervals=100, radius=0.01)
          - slice(count=201)
          - surface(count=61x61)

        """;

    private readonly Flag folder = new(
        new Studies.Syntax.TextOption("out", "thalweg-demo", "folder for results and page", "a folder")
    );
    private readonly Flag threads = CommonFlags.Threads();
    private readonly Switch force = new("force", "write into a folder that holds other files, too");

    public override string Name => "demo";

    public override string Description =>
        "Trains ten small networks, maps their landscapes and writes a page, in seconds";

    public override string Example => "thalweg demo";

    protected override IReadOnlyList<Flag> Flags => [folder, threads];

    protected override IReadOnlyList<Switch> Switches => [force];

    protected override int Run(Invocation invocation)
    {
        var target = invocation.Text(folder);
        using var team = invocation.Team(threads);
        var outcome = Progress.During(
            invocation.Terminal,
            progress =>
                StudyRunner.Run(
                    new StudyRun(StudyReader.Read(Study, "the demonstration"), target)
                    {
                        MayReplace = invocation.IsSet(force),
                        Progress = progress.ForStudy(),
                    },
                    team
                )
        );
        var report = ReportWriter.Write(target, invocation.Terminal.Cancellation);
        foreach (
            var warning in outcome
                .Warnings.Concat(outcome.Summary.Warnings)
                .Concat(Finding.Once(outcome.Findings))
                .Concat(report.Alarms)
        )
        {
            invocation.Terminal.Warn(warning);
        }
        foreach (var note in report.Notes)
        {
            invocation.Terminal.Note(note);
        }
        var code = outcome.Findings.Count + report.Alarms.Count == 0 ? ExitCode.Done : ExitCode.Doubtful;
        string[] answer = [report.Headline.Sentence, report.Headline.Lede];
        if (invocation.IsJson)
        {
            new Outcome { { "answer", answer }, { "page", report.PagePath } }.Print(invocation);
            return code;
        }
        foreach (var line in answer.Where(line => line.Length > 0))
        {
            invocation.Terminal.Output.WriteLine(line);
        }
        invocation.Terminal.Output.WriteLine(
            "Next: thalweg init my-study.yaml, then thalweg run my-study.yaml; the page of this one:"
        );
        invocation.Terminal.Output.WriteLine(report.PagePath);
        return code;
    }
}
