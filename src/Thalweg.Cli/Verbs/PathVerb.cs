using System.Globalization;
using Thalweg.Formats.Arrays;
using Thalweg.Landscapes.Paths;
using Thalweg.Optimization;
using Thalweg.Reports.Drawings;
using Thalweg.Results.Records;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg path</c>: a path of low losses from one parameter vector to another, and how high it is.</summary>
internal sealed class PathVerb : Verb
{
    private readonly LossFlags loss = new();
    private readonly Flag from = LossFlags.End("from", "where the path begins, at t = 0");
    private readonly Flag to = LossFlags.End("to", "where it ends, at t = 1");
    private readonly PathFlags path = new();
    private readonly Flag saddle = new(AnalysisCatalogue.Option("path", "saddle"));
    private readonly Switch align = new(
        "align",
        "first carry the end to its copy near the start, by exchanges of hidden units and all else that the network's function does not see"
    );
    private readonly Flag output = new(
        new TextOption("out", null, "archive for t1, points, coefficients, loss, gradient", "a path of an .npz file")
    )
    {
        Use = FileUse.Written,
    };
    private readonly Flag figure = CommonFlags.Figure();
    private readonly Flag threads = CommonFlags.Threads();

    public override string Name => "path";

    public override string Description =>
        "Finds a path of low losses between two sets of parameters: its height, the barrier, its length";

    public override string Example =>
        "thalweg path --objective two-gaussian --from=-0.62,-0.54 --to=0.49,-0.02 --method neb";

    protected override IReadOnlyList<Flag> Flags =>
        [
            // Images and noise of a path have the names here; those of data are said where the data are named.
            .. loss.WithoutPlace.Where(flag => path.All.All(own => own.Name != flag.Name)),
            from,
            to,
            .. path.All,
            saddle,
            output,
            figure,
            threads,
        ];

    protected override IReadOnlyList<Switch> Switches => [align];

    protected override int Run(Invocation invocation)
    {
        var alignPlace = new SourceLocation("--align", 0, 1);
        var method = path.Read(invocation);
        if (method.Name == PathMethods.Line)
        {
            invocation.Refuse("with --method line, which seeks no pass", saddle);
            if (invocation.IsSet(align))
            {
                throw new InputException(
                    "has no meaning with --method line; another method prints the straight line before and after",
                    alignPlace
                );
            }
        }
        var (subject, start, end) = loss.ReadEnds(invocation, from, to);
        if (invocation.IsSet(align) && subject.Source.As<ICopies>() is null)
        {
            throw new InputException(
                $"needs the loss of a network, whose units have copies, found '{subject.Source.Label}'; leave it out",
                alignPlace
            );
        }
        loss.RefuseUnpublished(invocation, subject, changesMore: false);
        using var file = invocation.IsGiven(output) ? invocation.Output(output) : null;
        using var drawing = new FigureFile(invocation, figure);
        using var team = invocation.Team(threads);
        var context = new TaskContext(new ObjectivePool(), team);
        var outcome = new Outcome();
        var isLine = method.Name == PathMethods.Line;
        invocation.RequireMemory(
            subject.Sources,
            threads,
            isLine
                ?
                [
                    SampleMemory.OfSlice(
                        method.Integer(PathMethods.Points),
                        subject.Sources.Count,
                        PathMethods.Points,
                        path.Place
                    ),
                ]
                : PathAnalysis.Memory(subject.Source, method, path.Place)
        );
        var code = isLine ? Line() : Search();
        outcome.AddRange(subject.Description);
        outcome.Add("method", method.Canonical);
        outcome.Add("from", invocation.Written(from)[^1]);
        outcome.Add("to", invocation.Written(to)[^1]);
        outcome.Print(invocation);
        return code;

        int Line()
        {
            var inputs = new LineInputs(start, end, subject.Sources, method.Integer(PathMethods.Points));
            var (record, arrays) = Progress.During(
                invocation.Terminal,
                progress =>
                    LineAnalysis.Instance.Measure(
                        inputs,
                        context with
                        {
                            Progress = progress.ForLosses(Name, (long)inputs.Count * subject.Sources.Count),
                        }
                    )
            );
            outcome.AddRange(PathOutcome.Of(record));
            Write(PathCurve.Straight(start.Parameters, end.Parameters), arrays, [.. record.Losses.Select(l => l.Slug)]);
            Draw(() => LandscapeFigure.Of(record, new Dictionary<string, NpyArray>(arrays)));
            outcome.AddRecord(invocation, record);
            return Judge(
                record.Provenance.Warnings,
                [.. record.Losses.Select(l => (l.Objective, l.Slug, l.Height))],
                record.LowerBounds,
                arrays
            );
        }

        int Search()
        {
            var inputs = new PathInputs(
                start,
                end,
                subject.Sources,
                method,
                PathMethods.Algorithms(method),
                IsRefined(invocation),
                invocation.IsSet(align) ? true : null
            );
            var (record, arrays) = Progress.During(
                invocation.Terminal,
                progress =>
                    PathAnalysis.Instance.Measure(inputs, context with { Progress = progress.ForShare(Name).Report })
            );
            var curve = new PathCurve(
                start.Parameters,
                record.Alignment is null ? end.Parameters : arrays.First(a => a.Key == "image").Value.Values,
                Enum.Parse<PathShape>(record.Shape, ignoreCase: true),
                arrays.First(a => a.Key == "coefficients").Value.Values
            );
            outcome.AddRange(PathOutcome.Of(record, curve, invocation.IsJson));
            Write(curve, arrays, [.. record.Losses.Select(l => l.Slug)]);
            Draw(() => LandscapeFigure.Of(record, new Dictionary<string, NpyArray>(arrays)));
            outcome.AddRecord(invocation, record);
            return Math.Max(
                Rest(record),
                Judge(
                    record.Provenance.Warnings,
                    [.. record.Losses.Select(l => (l.Objective, l.Slug, l.Height))],
                    record.LowerBounds,
                    arrays
                )
            );
        }

        // A search that has a tolerance comes to rest; one without works as long as it is told to.
        int Rest(PathRecord record)
        {
            if (
                record.Stop is null or nameof(StopReason.GradientSmall) or nameof(StopReason.StepSmall)
                || (record.Stop == nameof(StopReason.StepsDone) && !method.Has("tolerance"))
            )
            {
                return ExitCode.Done;
            }
            var slope = record.GradientNorm is { } norm
                ? string.Create(CultureInfo.InvariantCulture, $", with a slope of {norm:G3} left across the path")
                : "";
            invocation.Terminal.Warn(
                $"the search did not come to rest: {record.Stop} after {record.Steps} steps{slope}; give it more --steps, or a larger --tolerance where it has one"
            );
            return ExitCode.Doubtful;
        }

        void Write(PathCurve curve, IReadOnlyList<KeyValuePair<string, NpyArray>> arrays, string[] slugs)
        {
            if (file is null)
            {
                return;
            }
            var t = arrays.First(a => a.Key == "t1").Value.Values;
            var written = SliceFile
                .Arrays(arrays, slugs)
                .Append(new("points", new NpyArray([t.Length, curve.ParameterCount], curve.Points(t))))
                .ToList();
            file.Write(target => NpzFile.Write(target, written));
            outcome.Add("out", invocation.Text(output));
            outcome.Add("arrays", written.Select(a => a.Key).ToArray());
        }

        void Draw(Func<Reports.Plotting.Figure> draw)
        {
            drawing.Draw(draw);
            if (invocation.IsGiven(figure))
            {
                outcome.Add("figure", invocation.Text(figure));
            }
        }

        int Judge(
            IReadOnlyList<string> warnings,
            IReadOnlyList<(string Objective, string Slug, double Height)> heights,
            IReadOnlyDictionary<string, double?> bounds,
            IReadOnlyList<KeyValuePair<string, NpyArray>> arrays
        )
        {
            foreach (var warning in warnings)
            {
                invocation.Terminal.Warn(warning);
            }
            return heights
                .Select(l =>
                    Verdict.Of(
                        invocation.Terminal,
                        l.Objective,
                        arrays.First(a => a.Key == SliceArrays.Loss(l.Slug)).Value.Values,
                        bounds[l.Objective]
                    )
                )
                .Append(Verdict.Of(invocation.Terminal, heights.All(l => double.IsFinite(l.Height))))
                .Max();
        }
    }

    private bool IsRefined(Invocation invocation) => invocation.Value<bool>(saddle);
}
