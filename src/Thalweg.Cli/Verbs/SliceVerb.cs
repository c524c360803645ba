using Thalweg.Formats.Arrays;
using Thalweg.Reports.Drawings;
using Thalweg.Results.Records;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg slice</c>: losses, terms and errors along a line or on a plane through given parameters.</summary>
internal sealed class SliceVerb : Verb
{
    private readonly LossFlags loss = new();
    private readonly SliceDirectionFlags where = new();
    private readonly Flag count = new(
        new IntegersOption("count", "201", "points along each axis: N for a line, NxM for a plane", 'x')
        {
            Minimum = 2,
            Maximum = 100_001,
        }
    );
    private readonly Flag range = new(
        new RangesOption("range", null, "from:to along each axis [default: -1:1]", 0) { IsOptional = true }
    );
    private readonly Flag output = new(
        new TextOption("out", null, "archive for t1, t2, loss, term_*, error_*", "a path of an .npz file")
    )
    {
        Use = FileUse.Written,
    };
    private readonly Flag figure = CommonFlags.Figure();
    private readonly Flag seed = CommonFlags.Seed();
    private readonly Flag threads = CommonFlags.Threads();

    public override string Name => "slice";

    public override string Description =>
        "Evaluates losses along a line or on a plane through given parameters; give --formulation twice for two at once";

    public override string Example =>
        "thalweg slice --problem poisson --network \"resnet(width=4, blocks=1)\" --formulation galerkin "
        + "--quadrature simpson:200 --weights FILE --count 101x81 --range=-1:1,-1:1 --out plane.npz --figure plane.svg";

    protected override IReadOnlyList<Flag> Flags =>
        [.. loss.All, count, range, .. where.All, output, figure, seed, threads];

    protected override int Run(Invocation invocation)
    {
        var subject = loss.Read(
            invocation,
            (ulong)invocation.Integer(seed),
            readsMore: where.LeadsSomewhere(invocation)
        );
        loss.RefuseUnpublished(invocation, subject, changesMore: false);
        var axes = Axes(invocation);
        var asked = where.Read(invocation, subject, axes.Count, loss, seed);
        var points = axes.Aggregate((long)Lines(asked), (product, axis) => product * axis.Count);
        invocation.RequireMemory(
            subject.Sources,
            threads,
            SampleMemory.OfSlice(points, subject.Sources.Count, count.Name, count.Place)
        );
        using var files = new SliceOutputs(invocation, output, figure);
        var objectives = new ObjectivePool();
        using var team = invocation.Team(threads);
        var outcome = Progress.During(
            invocation.Terminal,
            progress =>
            {
                var context = new TaskContext(objectives, team)
                {
                    Progress = progress.ForLosses(
                        axes.Count == 1 ? "slice" : "surface",
                        points * subject.Sources.Count
                    ),
                };
                return axes.Count == 1
                    ? Line(invocation, subject, asked, axes[0], context, files)
                    : Plane(invocation, subject, asked, axes, context, files);
            }
        );
        outcome.Outcome.AddRange(subject.Description);
        outcome.Outcome.Print(invocation);
        foreach (var warning in outcome.Warnings)
        {
            invocation.Terminal.Warn(warning);
        }
        return Math.Max(Verdict.Of(invocation.Terminal, outcome.NonFinite == 0), outcome.Alarm);
    }

    private Told Line(
        Invocation invocation,
        Subject subject,
        SliceDirections asked,
        SliceAxis axis,
        TaskContext context,
        SliceOutputs files
    )
    {
        var inputs = new SliceInputs(subject.Centre!, subject.Sources, asked, Lines(asked), axis);
        var (record, arrays) = SliceAnalysis.Instance.Measure(inputs, context);
        var told = Tell(
            invocation,
            [axis],
            record.Objectives,
            record.Slugs,
            record.LowerBounds,
            arrays,
            record.RoundingBounds!,
            files
        );
        files.Figure.Draw(() => LandscapeFigure.Of(record, new Dictionary<string, NpyArray>(arrays)));
        told.Outcome.AddRecord(invocation, record);
        return told with { Warnings = record.Provenance.Warnings };
    }

    private Told Plane(
        Invocation invocation,
        Subject subject,
        SliceDirections asked,
        IReadOnlyList<SliceAxis> axes,
        TaskContext context,
        SliceOutputs files
    )
    {
        var inputs = new SurfaceInputs(subject.Centre!, subject.Sources, asked, axes[0], axes[1]);
        var (record, arrays) = SurfaceAnalysis.Instance.Measure(inputs, context);
        var told = Tell(
            invocation,
            axes,
            record.Objectives,
            record.Slugs,
            record.LowerBounds,
            arrays,
            record.RoundingBounds!,
            files
        );
        files.Figure.Draw(() => LandscapeFigure.Of(record, new Dictionary<string, NpyArray>(arrays)));
        told.Outcome.AddRecord(invocation, record);
        return told with { Warnings = record.Provenance.Warnings };
    }

    private static int Lines(SliceDirections asked) => asked.Given?.Set.Count ?? 1;

    private Told Tell(
        Invocation invocation,
        IReadOnlyList<SliceAxis> axes,
        IReadOnlyList<string> names,
        IReadOnlyList<string> slugs,
        IReadOnlyDictionary<string, double?> bounds,
        IReadOnlyList<KeyValuePair<string, NpyArray>> computed,
        IReadOnlyDictionary<string, IReadOnlyList<double?>> rounding,
        SliceOutputs files
    )
    {
        var arrays = SliceFile.Arrays(computed, slugs).ToList();
        files.Archive?.Write(target => NpzFile.Write(target, arrays));
        var losses = slugs.Select(slug => computed.First(a => a.Key == SliceArrays.Loss(slug)).Value).ToList();
        var nonFinite = losses.Sum(l => l.Values.Count(value => !double.IsFinite(value)));
        var outcome = new Outcome
        {
            { "out", invocation.TextOrNull(output) },
            { "figure", invocation.TextOrNull(figure) },
            { "arrays", arrays.Select(a => a.Key).ToArray() },
            { "shape", SliceFile.Shape(losses[0].Shape) },
            { "range", string.Join(',', axes.Select(a => $"{CallText.Number(a.From)}:{CallText.Number(a.To)}")) },
            { "directions", where.Written(invocation) },
            { "normalize", where.NormalizeOf(invocation) },
            { "bias", where.BiasOf(invocation) },
            { "seed", where.IsRandom(invocation) ? invocation.Integer(seed) : null },
            { "minimum", SliceSummary.Extremes(names, losses, Math.Min) },
            { "maximum", SliceSummary.Extremes(names, losses, Math.Max) },
            { "nonFinite", nonFinite },
            { "notResolved", SliceSummary.NotResolved(rounding) },
        };
        var alarm = names
            .Zip(losses, (name, loss) => Verdict.Of(invocation.Terminal, name, loss.Values, bounds[name]))
            .Max();
        return new Told(outcome, nonFinite, alarm, []);
    }

    private List<SliceAxis> Axes(Invocation invocation)
    {
        var counts = invocation.Value<long[]>(count);
        if (counts.Length > 2)
        {
            throw new InputException(
                $"expected N or NxM, found {string.Join('x', counts)}; a slice has one or two axes",
                count.Place
            );
        }
        var ranges = invocation.IsGiven(range)
            ? invocation.Value<(double From, double To)[]>(range)
            : [.. counts.Select(_ => (-1.0, 1.0))];
        return ranges.Length == counts.Length
            ? [.. counts.Zip(ranges, (n, r) => new SliceAxis(r.From, r.To, checked((int)n)))]
            : throw new InputException(
                $"expected {counts.Length} ranges from:to for --count {string.Join('x', counts)}, found {ranges.Length}",
                range.Place
            );
    }

    private sealed record Told(Outcome Outcome, int NonFinite, int Alarm, IReadOnlyList<string> Warnings);
}
