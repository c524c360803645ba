using System.Globalization;
using Thalweg.Formats.Arrays;
using Thalweg.Landscapes.Slices;
using Thalweg.Reports.Drawings;
using Thalweg.Results.Records;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;
using Thalweg.Studies.Weights;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg line</c>: losses straight from one parameter vector to another, and how high they rise on the way.</summary>
internal sealed class LineVerb : Verb
{
    private readonly LossFlags loss = new();
    private readonly Flag other = new(
        new TextOption(
            "to",
            null,
            "where the line ends, at t = 1: a weight file, zeros, or with --objective a point x,y",
            "a path of a weight file, or with --objective a point"
        )
    )
    {
        Use = FileUse.Read,
        IsPath = text => File.Exists(text) || (!IsPoint(text) && SavedWeights.IsPath(text)),
    };
    private readonly Flag count = new(AnalysisCatalogue.Option("line", "count"));
    private readonly Flag output = new(
        new TextOption("out", null, "archive for t1, loss, term_*, error_*", "a path of an .npz file")
    )
    {
        Use = FileUse.Written,
    };
    private readonly Flag figure = CommonFlags.Figure();
    private readonly Flag seed = CommonFlags.Seed();
    private readonly Flag threads = CommonFlags.Threads();

    public override string Name => "line";

    public override string Description =>
        "Evaluates losses straight from one set of parameters to another: their height, the barrier, and whether they fall";

    public override string Example =>
        "thalweg line --problem poisson --network \"resnet(width=4, blocks=1)\" --formulation ritz "
        + "--quadrature simpson:200 --weights FILE --to OTHER --count 101 --out line.npz";

    protected override IReadOnlyList<Flag> Flags => [.. loss.All, other, count, output, figure, seed, threads];

    protected override int Run(Invocation invocation)
    {
        var subject = loss.Read(
            invocation,
            (ulong)invocation.Integer(seed),
            readsMore: invocation.Written(other).Any(other.IsPath)
        );
        loss.RefuseUnpublished(invocation, subject, changesMore: false);
        loss.RefuseSeed(invocation, seed);
        var inputs = new LineInputs(
            subject.Centre!,
            End(invocation, subject),
            subject.Sources,
            invocation.SmallInteger(count)
        );
        invocation.RequireMemory(
            subject.Sources,
            threads,
            SampleMemory.OfSlice(inputs.Count, subject.Sources.Count, count.Name, count.Place)
        );
        using var file = invocation.IsGiven(output) ? invocation.Output(output) : null;
        using var drawing = new FigureFile(invocation, figure);
        var objectives = new ObjectivePool();
        using var team = invocation.Team(threads);
        var (record, arrays) = Progress.During(
            invocation.Terminal,
            progress =>
                LineAnalysis.Instance.Measure(
                    inputs,
                    new TaskContext(objectives, team)
                    {
                        Progress = progress.ForLosses(Name, (long)inputs.Count * subject.Sources.Count),
                    }
                )
        );
        var outcome = new Outcome();
        if (file is not null)
        {
            var written = SliceFile.Arrays(arrays, [.. record.Losses.Select(l => l.Slug)]).ToList();
            file.Write(target => NpzFile.Write(target, written));
            outcome.Add("out", invocation.Text(output));
            outcome.Add("arrays", written.Select(a => a.Key).ToArray());
        }
        drawing.Draw(() => LandscapeFigure.Of(record, new Dictionary<string, NpyArray>(arrays)));
        if (invocation.IsGiven(figure))
        {
            outcome.Add("figure", invocation.Text(figure));
        }
        foreach (var line in record.Losses)
        {
            outcome.Add(line.Objective, Describe(line));
        }
        outcome.Add("count", record.Count);
        outcome.Add("tolerance", record.Tolerance);
        outcome.AddRecord(invocation, record);
        outcome.AddRange(subject.Description);
        outcome.Add("to", invocation.Written(other)[^1]);
        outcome.Print(invocation);
        foreach (var warning in record.Provenance.Warnings)
        {
            invocation.Terminal.Warn(warning);
        }
        return record
            .Losses.Select(line =>
                Verdict.Of(
                    invocation.Terminal,
                    line.Objective,
                    arrays.First(a => a.Key == SliceArrays.Loss(line.Slug)).Value.Values,
                    record.LowerBounds[line.Objective]
                )
            )
            .Append(Verdict.Of(invocation.Terminal, record.Losses.All(l => double.IsFinite(l.Height))))
            .Max();
    }

    /// <summary>The other end: a weight file, or for an objective numbers.</summary>
    private GivenCentre End(Invocation invocation, Subject subject)
    {
        var text = invocation.Text(other);
        if (!loss.IsObjective(invocation) || !IsPoint(text))
        {
            return loss.ReadWeights(invocation, text, subject, other);
        }
        var point = (double[])new CoordinatesOption(other.Option.Name, null, "the other end").Read(text, other.Place);
        var own = subject.Centre!.Parameters.Length;
        return point.Length == own
            ? new GivenCentre(point, text)
            : throw new InputException(
                $"expected {own} coordinates, as many as the other end has, found {point.Length}",
                other.Place
            );
    }

    private static bool IsPoint(string text) =>
        text.Split(',').All(part => double.TryParse(part, NumberStyles.Float, CultureInfo.InvariantCulture, out _));

    private static Outcome Describe(LineLoss line) =>
        new()
        {
            { "start", line.Start },
            { "end", line.End },
            { "highestSample", line.HighestSample },
            { "highestSampleAt", line.HighestSampleAt },
            { "height", line.Height },
            { "heightAt", line.HeightAt },
            { "barrier", line.Barrier },
            { "falls", line.IsFalling },
            { "largestRise", line.LargestRise?.Height ?? 0 },
            { "rounding", line.LargestRise?.Rounding },
            { "notResolved", line.RoundingBound > SlicedValues.LargestBound },
        };
}
