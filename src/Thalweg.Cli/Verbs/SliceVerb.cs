using Thalweg.Formats.Arrays;
using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Evaluation;
using Thalweg.Landscapes.Slices;
using Thalweg.Numerics.Parallel;
using Thalweg.Studies;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Running;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg slice</c>: losses, terms and errors along a line or on a plane through given parameters.</summary>
internal sealed class SliceVerb : Verb
{
    private const string Random = "random";

    private readonly LossFlags loss = new();
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
    private readonly Flag directions = new(
        new TextOption(
            "directions",
            Random,
            "random, or an .npy file of raw directions",
            "random or a path of an .npy file"
        )
    );
    private readonly Flag towards = new(
        new TextOption(
            "to",
            null,
            "weight file that an axis leads to, at t = 1; once for a line, twice for a plane",
            "a path of a weight file"
        )
    );
    private readonly Flag normalize = new(Analyses.Option("slice", "normalize"));
    private readonly Flag bias = new(Analyses.Option("slice", "bias"));
    private readonly Flag output = new(
        new TextOption("out", null, "archive for t1, t2, loss, term_*, error_*", "a path of an .npz file")
    );
    private readonly Flag seed = CommonFlags.Seed();
    private readonly Flag threads = CommonFlags.Threads();

    public override string Name => "slice";

    public override string Description =>
        "Evaluates losses along a line or on a plane through given parameters; give --formulation twice for two at once";

    public override string Example =>
        "thalweg slice --problem poisson --network \"resnet(width=4, blocks=1)\" --formulation galerkin "
        + "--quadrature simpson:200 --weights FILE --count 101x81 --range=-1:1,-1:1 --out plane.npz";

    protected override IReadOnlyList<Flag> Flags =>
        [.. loss.All, count, range, directions, towards, normalize, bias, output, seed, threads];

    protected override int Run(Invocation invocation)
    {
        var subject = loss.Read(invocation);
        var axes = Axes(invocation);
        var path = invocation.Text(output);
        var measure = Measure(invocation, subject, axes);
        using var file = new OutputFile(path);
        using var team = invocation.Team(threads);
        var result = Progress.During(
            invocation.Terminal,
            progress => measure(team, progress.ForLandscape(axes.Count == 1 ? "slice" : "surface"))
        );
        file.Write(target => NpzFile.Write(target, Arrays(result)));
        var nonFinite = result.Objectives.Sum(o => o.NonFinite);
        var outcome = new Outcome
        {
            { "out", path },
            { "arrays", Arrays(result).Select(a => a.Key).ToArray() },
            { "shape", Shape(result) },
            { "range", string.Join(',', axes.Select(a => $"{CallText.Number(a.Lower)}:{CallText.Number(a.Upper)}")) },
            { "directions", invocation.IsGiven(towards) ? invocation.Written(towards) : invocation.Text(directions) },
            { "normalize", invocation.IsGiven(towards) ? null : invocation.Text(normalize) },
            { "bias", invocation.IsGiven(towards) ? null : invocation.Text(bias) },
            { "seed", IsRandom(invocation) ? invocation.Integer(seed) : null },
            { "minimum", Extremes(result, Math.Min) },
            { "maximum", Extremes(result, Math.Max) },
            { "nonFinite", nonFinite },
        };
        outcome.AddRange(subject.Description);
        outcome.Print(invocation);
        return Verdict.Of(invocation.Terminal, nonFinite == 0);
    }

    private bool IsRandom(Invocation invocation) =>
        !invocation.IsGiven(towards) && invocation.Text(directions) == Random;

    private List<Axis> Axes(Invocation invocation)
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
            ? [.. counts.Zip(ranges, (n, r) => new Axis(r.From, r.To, checked((int)n)))]
            : throw new InputException(
                $"expected {counts.Length} ranges from:to for --count {string.Join('x', counts)}, found {ranges.Length}",
                range.Place
            );
    }

    /// <summary>The computation, once everything it needs has been read and checked.</summary>
    private Func<WorkerTeam, IProgress<LandscapeProgress>, SliceResult> Measure(
        Invocation invocation,
        Subject subject,
        IReadOnlyList<Axis> axes
    )
    {
        var (objectives, centre) = (subject.Objectives, subject.Parameters);
        if (invocation.IsGiven(towards))
        {
            var ends = Ends(invocation, subject, axes.Count);
            if (ends.Length == 1)
            {
                return (team, progress) => Slice.Between(objectives, centre, ends[0], axes[0], team, progress);
            }
            var sides = ends.Select(end => end.Zip(centre, (to, from) => to - from).ToArray()).ToArray();
            return (team, progress) =>
                Slice.Surface(objectives, centre, sides[0], sides[1], axes[0], axes[1], team, progress);
        }
        var vectors = Scaled(invocation, subject, axes.Count);
        var (first, second) = (vectors.AsMemory(0, centre.Length), vectors.AsMemory(centre.Length));
        return (team, progress) =>
            axes.Count == 1
                ? Slice.Lines(objectives, centre, vectors, axes[0], team, progress)
                : Slice.Surface(objectives, centre, first, second, axes[0], axes[1], team, progress);
    }

    /// <summary>The scaled directions: two rows for a plane; for lines one, or as many as a file has; [D, P].</summary>
    private double[] Scaled(Invocation invocation, Subject subject, int axes)
    {
        var centre = subject.Parameters;
        var words = invocation.Text(directions);
        var set =
            words == Random
                ? DirectionSet.Random(axes, centre.Length, (ulong)invocation.Integer(seed))
                : DirectionFile.Read(words, centre.Length, directions.Place);
        if (axes == 2 && set.Count != 2)
        {
            throw new InputException(
                $"{words}: expected 2 directions for a plane, found {set.Count}; give them as rows of one array",
                directions.Place
            );
        }
        var rule = DirectionWords.Rule(invocation.Text(normalize), invocation.Text(bias));
        return set.At(centre, rule, DirectionRule.LayoutOf(subject.Objective));
    }

    private double[][] Ends(Invocation invocation, Subject subject, int axes)
    {
        foreach (var flag in new[] { directions, normalize, bias, seed })
        {
            if (invocation.IsGiven(flag))
            {
                throw new InputException("has no meaning with --to; leave it out", flag.Place);
            }
        }
        if (subject.Parts is null)
        {
            throw new InputException("belongs to weights; leave it out with --objective", towards.Place);
        }
        var files = invocation.Written(towards);
        return files.Count == axes
            ? [.. files.Select(file => LossFlags.ReadWeights(file, subject.Layout))]
            : throw new InputException(
                $"expected {axes} for a slice with {axes} {(axes == 1 ? "axis" : "axes")}, found {files.Count}; "
                    + "give --to once for a line, twice for a plane",
                towards.Place
            );
    }

    /// <summary>A single line is stored as [n], without the axis of lines.</summary>
    private static IEnumerable<KeyValuePair<string, NpyArray>> Arrays(SliceResult result) =>
        result.Arrays().Select(a => a.Value.Shape is [1, var n] ? new(a.Key, new NpyArray([n], a.Value.Values)) : a);

    private static int[] Shape(SliceResult result) => result.Shape is [1, var n] ? [n] : [.. result.Shape];

    private static KeyValuePair<string, double>[] Extremes(SliceResult result, Func<double, double, double> choose) =>
        [.. result.Objectives.Select(o => KeyValuePair.Create(o.Label, o.Losses.Aggregate(choose)))];
}
