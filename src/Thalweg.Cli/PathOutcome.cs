using Thalweg.Landscapes.Paths;
using Thalweg.Results.Records;

namespace Thalweg.Cli;

/// <summary>What is printed of a path: of a straight line the same names as of a search.</summary>
internal static class PathOutcome
{
    public static Outcome Of(LineRecord record)
    {
        var first = record.Losses[0];
        var outcome = Heights(
            first.Height,
            first.HeightAt,
            first.HighestSample,
            first.HighestSampleAt,
            first.Barrier,
            first.IsMonotone
        );
        outcome.AddRange(Ends(first.Start, first.End, record.Length, record.Length));
        outcome.Add("objective", null);
        outcome.Add("coefficients", Array.Empty<double>());
        outcome.Add("saddle", null);
        outcome.AddRange(Work(0, record.Evaluations));
        outcome.AddRange(
            Others(record.Losses.Skip(1).Select(l => (l.Objective, l.Height, l.HighestSample, l.Barrier)))
        );
        return outcome;
    }

    public static Outcome Of(PathRecord record, PathCurve curve, bool isJson)
    {
        var first = record.Losses[0];
        var outcome = Heights(
            first.Height,
            first.HeightAt,
            first.PointHeight,
            first.PointHeightAt,
            first.Barrier,
            first.IsMonotone
        );
        outcome.AddRange(Ends(first.Start, first.End, record.Length, record.Distance));
        outcome.Add("objective", record.Objective);
        outcome.Add(
            "coefficients",
            isJson ? Rows(curve) : $"{curve.Terms} rows of {curve.ParameterCount}; --json or --out for all"
        );
        outcome.AddRange(Work(record.GradientEvaluations, record.ValueEvaluations));
        outcome.Add("gradientNorm", record.GradientNorm);
        outcome.Add("steps", record.Steps);
        outcome.Add("stop", record.Stop);
        outcome.Add("message", record.Message);
        outcome.Add("saddle", record.Saddle is { } saddle ? Describe(saddle) : null);
        if (record.Alignment is { } alignment)
        {
            outcome.Add("alignment", Describe(alignment));
        }
        outcome.AddRange(Others(record.Losses.Skip(1).Select(l => (l.Objective, l.Height, l.PointHeight, l.Barrier))));
        return outcome;
    }

    private static Outcome Describe(PathAlignmentRecord alignment) =>
        new()
        {
            { "distanceBefore", alignment.DistanceBefore },
            { "distance", alignment.Distance },
            { "map", alignment.Map },
            { "lineHeightBefore", alignment.LineHeightBefore },
            { "lineHeight", alignment.LineHeight },
            { "lossBefore", alignment.LossBefore },
            { "loss", alignment.Loss },
        };

    private static Outcome Describe(PathSaddleRecord saddle) =>
        new()
        {
            { "point", saddle.Point },
            { "value", saddle.Value },
            { "index", saddle.Index },
            { "verified", saddle.Verified },
            { "label", saddle.Label },
            { "negativeEigenvalues", saddle.NegativeEigenvalues },
            { "zeroModes", saddle.ZeroModes },
            { "alibi", saddle.Alibi },
            { "off", saddle.Off },
            { "ridge", saddle.Ridge },
        };

    private static Outcome Heights(
        double height,
        double heightAt,
        double points,
        double pointsAt,
        double barrier,
        bool? monotone
    ) =>
        new()
        {
            { "height", height },
            { "heightAt", heightAt },
            { "pointHeight", points },
            { "pointHeightAt", pointsAt },
            { "barrier", barrier },
            { "monotone", monotone },
        };

    private static Outcome Ends(double start, double end, double? length, double? distance) =>
        new()
        {
            { "start", start },
            { "end", end },
            { "length", length },
            { "distance", distance },
        };

    private static Outcome Work(long gradients, long? values) =>
        new()
        {
            { "evaluations", gradients + values },
            { "gradientEvaluations", gradients },
            { "valueEvaluations", values },
        };

    /// <summary>Of the losses that the path was not sought with.</summary>
    private static Outcome Others(
        IEnumerable<(string Objective, double Height, double PointHeight, double Barrier)> losses
    )
    {
        var others = new Outcome();
        foreach (var (objective, height, points, barrier) in losses)
        {
            others.Add(
                objective,
                new Outcome
                {
                    { "height", height },
                    { "pointHeight", points },
                    { "barrier", barrier },
                }
            );
        }
        return others;
    }

    private static double[][] Rows(PathCurve curve) =>
        [
            .. Enumerable
                .Range(0, curve.Terms)
                .Select(n => curve.Coefficients.Slice(n * curve.ParameterCount, curve.ParameterCount).ToArray()),
        ];
}
