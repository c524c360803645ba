using Thalweg.Numerics.Objectives.Symmetries;
using Thalweg.Reports.Drawings;
using Thalweg.Results.Records;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg barriers</c>: the passes between minima of a loss, and how high one has to climb from each to each.</summary>
internal sealed class BarriersVerb : Verb
{
    // Copies of a minimum of a census that are searched from.
    private const int MostCopies = 64;

    private readonly LossFlags loss = new();
    private readonly Flag weights = new(
        new TextOption(
            "weights",
            null,
            "where minima are: .npy or .npz rows [n, P], weight files, or a result folder with all its runs; several in a row [default: a census]",
            "paths of files, or of a result folder"
        )
    )
    {
        TakesSeveral = true,
    };
    private readonly Flag ridge = new(AnalysisCatalogue.Option("barriers", "ridge"));
    private readonly Flag pairs = new(AnalysisCatalogue.Option("barriers", "pairs"));
    private readonly Flag bands = new(AnalysisCatalogue.Option("barriers", "bands"));
    private readonly Flag images = new(AnalysisCatalogue.Option("barriers", "images"));
    private readonly Flag steps = new(AnalysisCatalogue.Option("barriers", "steps"));
    private readonly Flag starts = new(AnalysisCatalogue.Option("census", "starts"));
    private readonly Flag box = new(AnalysisCatalogue.Option("census", "box"), "lo:hi,lo:hi");
    private readonly Flag highest = new(AnalysisCatalogue.Option("census", "highest"));
    private readonly Flag seed = CommonFlags.Seed();
    private readonly Flag figure = CommonFlags.Figure();
    private readonly Flag threads = CommonFlags.Threads();

    public override string Name => "barriers";

    public override string Description =>
        "Finds verified passes between the minima of a loss, the height between every two, and their spanning tree";

    public override string Example => "thalweg barriers --objective three-hole --json";

    protected override IReadOnlyList<Flag> Flags =>
        [
            // Images of a band have the name here; those of data are counted where the data are named.
            .. loss.Losses.Where(flag => flag.Name != images.Name),
            weights,
            ridge,
            pairs,
            bands,
            images,
            steps,
            starts,
            box,
            highest,
            seed,
            figure,
            threads,
        ];

    protected override int Run(Invocation invocation)
    {
        var subject = loss.ReadOne(invocation, Name);
        var parameters = subject.Source.Layout.Count;
        StationaryFlags.RequireSize(parameters, loss.Place(invocation));
        var paths = invocation.Written(weights);
        if (paths.Count > 0)
        {
            invocation.Refuse("with --weights, which say where minima are", starts, box, highest);
        }
        var ranges = invocation.IsGiven(box) ? invocation.Value<(double From, double To)[]>(box) : null;
        if (ranges?.Length > parameters)
        {
            throw new InputException(
                $"expected at most {parameters} ranges, one for each parameter, found {ranges.Length}",
                box.Place
            );
        }
        invocation.RequireMemory([subject.Source], threads);
        using var drawing = new FigureFile(invocation, figure);
        using var team = invocation.Team(threads);
        var context = new TaskContext(new ObjectivePool(), team);
        var μ = CensusLoss.RidgeOf(subject.Source, invocation.IsGiven(ridge) ? invocation.Number(ridge) : null);
        // Read before the census, which takes its time.
        var inputs = new BarriersInputs(
            [],
            subject.Source,
            μ,
            AllOrCountOption.Count(invocation.Text(pairs)),
            invocation.SmallInteger(bands),
            invocation.SmallInteger(images),
            invocation.SmallInteger(steps),
            (ulong)invocation.Integer(seed)
        );
        var census = paths.Count > 0 ? null : Census();
        List<GivenCentre> centres = census is null ? Given(paths, parameters) : Minima(census);
        if (centres.Count == 0)
        {
            var nothing = BarriersOutcome.Of(BarriersAnalysis.Nothing(inputs), census);
            nothing.AddRange(StationaryFlags.Source(subject.Description));
            nothing.Print(invocation);
            invocation.Terminal.Warn($"no minimum was found ({census!.Verdict}); give points with --weights");
            return ExitCode.Doubtful;
        }
        var (record, _) = Progress.During(
            invocation.Terminal,
            progress =>
                BarriersAnalysis.Instance.Measure(
                    inputs with
                    {
                        Centres = centres,
                    },
                    context with
                    {
                        Progress = progress.ForShare(Name).Report,
                    }
                )
        );
        var outcome = BarriersOutcome.Of(record, census);
        outcome.AddRange(StationaryFlags.Source(subject.Description));
        drawing.Draw(() => DisconnectivityFigure.Of(record));
        if (invocation.IsGiven(figure))
        {
            outcome.Add("figure", invocation.Text(figure));
        }
        outcome.Print(invocation);
        return ExitCode.Done;

        CensusRecord Census() =>
            Progress
                .During(
                    invocation.Terminal,
                    progress =>
                        CensusAnalysis.Instance.Measure(
                            new CensusInputs(
                                subject.Source,
                                μ,
                                ranges is null ? null : [.. ranges.Select(r => new CensusRange(r.From, r.To))],
                                invocation.SmallInteger(starts),
                                invocation.IsGiven(highest) ? invocation.SmallInteger(highest) : null,
                                (ulong)invocation.Integer(seed)
                            ),
                            context with
                            {
                                Progress = progress.ForShare("census").Report,
                            }
                        )
                )
                .Record;

        // Copies are minima of their own, with passes between them.
        List<GivenCentre> Minima(CensusRecord found)
        {
            var symmetry =
                new CensusLoss(subject.Source, μ, context.Objectives).Objective.As<ISymmetric>()?.Symmetry
                ?? SymmetryGroup.Identity(parameters);
            return
            [
                .. found
                    .Points.Where(p => p is { Index: 0, Verified: true })
                    .SelectMany(p =>
                        p.Orbit is <= MostCopies
                            ? new Orbit(symmetry, p.Point.ToArray(), CensusAnalysis.SamePoint).Points
                            : [p.Point.ToArray()]
                    )
                    .Select(p => new GivenCentre(p, "census")),
            ];
        }
    }

    private List<GivenCentre> Given(IReadOnlyList<string> paths, int parameters)
    {
        var (set, named) = VectorFiles.Read(paths, weights.Place);
        return set.ParameterCount == parameters
            ? [.. named.Select((about, i) => new GivenCentre(set[i].ToArray(), about.Name))]
            : throw new InputException(
                $"the vectors have {set.ParameterCount} entries, expected {parameters}, the parameters of the loss",
                weights.Place
            );
    }
}
