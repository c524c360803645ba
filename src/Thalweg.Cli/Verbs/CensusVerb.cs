using Thalweg.Reports.Drawings;
using Thalweg.Results.Records;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg census</c>: all stationary points of a loss that random starts lead to, and whether the list is complete.</summary>
internal sealed class CensusVerb : Verb
{
    private readonly LossFlags loss = new();
    private readonly Flag ridge = new(AnalysisCatalogue.Option("census", "ridge"));
    private readonly Flag starts = new(AnalysisCatalogue.Option("census", "starts"));
    private readonly Flag box = new(AnalysisCatalogue.Option("census", "box"), "lo:hi,lo:hi");
    private readonly Flag highest = new(AnalysisCatalogue.Option("census", "highest"));
    private readonly Flag seed = CommonFlags.Seed();
    private readonly Flag figure = CommonFlags.Figure();
    private readonly Flag threads = CommonFlags.Threads();

    public override string Name => "census";

    public override string Description =>
        "Lists minima, saddles and maxima of a loss with the passes between them, and says whether the list is complete";

    public override string Example => "thalweg census --objective camel --json";

    protected override IReadOnlyList<Flag> Flags =>
        [.. loss.Losses, ridge, starts, box, highest, seed, figure, threads];

    protected override int Run(Invocation invocation)
    {
        var subject = loss.ReadOne(invocation, Name);
        var parameters = subject.Source.Layout.Count;
        StationaryFlags.RequireSize(parameters, loss.Place(invocation));
        var ranges = invocation.IsGiven(box) ? invocation.Value<(double From, double To)[]>(box) : null;
        if (ranges?.Length > parameters)
        {
            throw new InputException(
                $"expected at most {parameters} ranges, one for each parameter, found {ranges.Length}",
                box.Place
            );
        }
        invocation.RequireMemory([subject.Source], threads);
        var inputs = new CensusInputs(
            subject.Source,
            invocation.IsGiven(ridge) ? invocation.Number(ridge) : null,
            ranges is null ? null : [.. ranges.Select(r => new CensusRange(r.From, r.To))],
            invocation.SmallInteger(starts),
            invocation.IsGiven(highest) ? invocation.SmallInteger(highest) : null,
            (ulong)invocation.Integer(seed)
        );
        using var drawing = new FigureFile(invocation, figure);
        using var team = invocation.Team(threads);
        var (record, _) = Progress.During(
            invocation.Terminal,
            progress =>
            {
                var told = progress.ForShare(Name);
                return CensusAnalysis.Instance.Measure(
                    inputs,
                    new TaskContext(new ObjectivePool(), team) { Progress = told.Report }
                );
            }
        );
        var outcome = new Outcome
        {
            { "points", record.Points.Select(StationaryFlags.Describe).ToArray() },
            { "counts", record.Counts?.Select(c => KeyValuePair.Create(c.Key, (object?)c.Value)).ToArray() },
            { "euler", record.Euler },
            { "eulerGenuine", record.EulerGenuine },
            { "complete", record.Complete },
            { "verdict", record.Verdict },
            { "passes", record.Passes.Select(Describe).ToArray() },
            { "estimate", record.Estimate },
            { "estimateRange", new[] { record.Lower, record.Upper } },
            { "infinity", record.Infinity },
            { "starts", record.Starts },
            { "searches", record.Searches },
            { "box", record.Box.Select(r => $"{CallText.Number(r.From)}:{CallText.Number(r.To)}").ToArray() },
            { "ridge", record.Ridge },
            { "parameters", record.Parameters },
        };
        outcome.AddRange(StationaryFlags.Source(subject.Description));
        drawing.Draw(() => CensusFigure.Of(record));
        if (invocation.IsGiven(figure))
        {
            outcome.Add("figure", invocation.Text(figure));
        }
        outcome.Print(invocation);
        return ExitCode.Done;
    }

    private static Outcome Describe(PassRecord pass) =>
        new()
        {
            { "from", pass.From },
            { "to", pass.To },
            { "height", pass.Height },
            { "barrier", pass.Barrier },
            { "saddle", pass.Saddle },
            { "verified", pass.Verified },
            { "fromSymmetry", pass.FromSymmetry },
            { "toSymmetry", pass.ToSymmetry },
        };
}
