using Thalweg.Reports.Drawings;
using Thalweg.Results.Records;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg continue</c>: follows a stationary point as a number of the loss changes, with folds and branchings.</summary>
internal sealed class ContinueVerb : Verb
{
    private readonly LossFlags loss = new();
    private readonly Flag parameter = new(AnalysisCatalogue.Option("continuation", "parameter"), "a parameter");
    private readonly Flag start = Of("start");
    private readonly Flag range = Of("range");
    private readonly Flag toward = Of("toward");
    private readonly Flag ridge = Of("ridge");
    private readonly Flag blend = Of("blend");
    private readonly Flag points = Of("points");
    private readonly Flag step = Of("step");
    private readonly Flag more = Of("branches");
    private readonly Flag figure = CommonFlags.Figure();
    private readonly Flag threads = CommonFlags.Threads();

    public override string Name => "continue";

    public override string Description =>
        "Follows a stationary point as a ridge, the blend of two formulations, a penalty or a coefficient changes: folds, branchings, stability";

    public override string Example =>
        "thalweg continue --problem poisson --network \"mlp(width=1, depth=1, activation=tanh, bias=hidden)\" "
        + "--formulation ritz --quadrature \"gauss(nodes=40)\" --weights zeros --start 1 --range 0.01:2";

    protected override IReadOnlyList<Flag> Flags =>
        [.. loss.All, parameter, start, range, toward, ridge, blend, points, step, more, figure, threads];

    protected override int Run(Invocation invocation)
    {
        var subject = loss.Read(invocation);
        loss.RefuseUnpublished(invocation, subject, changesMore: false);
        StationaryFlags.RequireSize(subject.Source.Layout.Count, loss.Place(invocation));
        if (subject.Sources.Count > 2)
        {
            throw new InputException(
                $"given {subject.Sources.Count} times; 'continue' takes one loss, or two that it blends",
                loss.Formulation.Place
            );
        }
        var (from, to) = invocation.Value<(double From, double To)[]>(range)[0];
        var first = invocation.Number(start);
        var family = new ChangingLoss(
            subject.Sources[0],
            subject.Sources.Count == 2 ? subject.Sources[1] : null,
            invocation.Text(parameter),
            invocation.IsGiven(ridge) ? invocation.Number(ridge) : null,
            invocation.IsGiven(blend) ? invocation.Number(blend) : null
        );
        Refuse(family, first, (from, to));
        invocation.RequireMemory(subject.Sources, threads);
        using var drawing = new FigureFile(invocation, figure);
        using var team = invocation.Team(threads);
        var record = ContinuationAnalysis
            .Instance.Measure(
                new ContinuationInputs(
                    subject.Centre!,
                    family,
                    first,
                    from,
                    to,
                    invocation.Text(toward),
                    invocation.SmallInteger(points),
                    invocation.Number(step),
                    invocation.SmallInteger(more)
                ),
                new TaskContext(new ObjectivePool(), team)
            )
            .Record;
        var outcome = new Outcome
        {
            { "branches", record.Branches.Select(Describe).ToArray() },
            { "parameter", record.Parameter },
            { "start", first },
            { "range", $"{CallText.Number(from)}:{CallText.Number(to)}" },
            { "amplitude", record.Amplitude },
            { "ridge", family.Ridge },
            { "blend", family.Blend },
            { "parameters", subject.Source.Layout.Count },
        };
        outcome.AddRange(StationaryFlags.Source(subject.Description));
        drawing.Draw(() => ContinuationFigure.Of(record));
        if (invocation.IsGiven(figure))
        {
            outcome.Add("figure", invocation.Text(figure));
        }
        outcome.Print(invocation);
        foreach (var warning in record.Provenance.Warnings)
        {
            invocation.Terminal.Warn(warning);
        }
        return record.Branches.All(b => b.At.Count > 0) ? ExitCode.Done : ExitCode.Doubtful;
    }

    private void Refuse(ChangingLoss family, double first, (double From, double To) interval)
    {
        var faults = family
            .Faults(first, interval)
            .Select(fault => new InputException(fault.Message, Flags.First(f => f.Option.Name == fault.Option).Place))
            .ToArray();
        if (faults.Length > 0)
        {
            throw new InputException(faults);
        }
        if (family is { Other: not null, Blend: null } && family.Parameter != ChangingLoss.BlendWord)
        {
            throw new InputException("missing; s says how the two formulations are blended", blend.Place);
        }
    }

    private static Flag Of(string option) => new(AnalysisCatalogue.Option("continuation", option));

    private static Outcome Describe(BranchRecord branch) =>
        new()
        {
            { "stop", branch.Stop },
            { "parent", branch.Parent },
            { "event", branch.Event },
            { "sign", branch.Sign },
            {
                "events",
                branch
                    .Events.Select(e => new Outcome
                    {
                        { "kind", e.Kind },
                        { "at", e.At },
                        { "value", e.Value },
                        { "amplitude", e.Amplitude },
                        { "point", e.Point },
                        { "direction", e.Direction },
                    })
                    .ToArray()
            },
            { "at", branch.At },
            { "values", branch.Values },
            { "norms", branch.Norms },
            { "amplitudes", branch.Amplitudes },
            { "indices", branch.Indices },
            { "end", branch.End },
        };
}
