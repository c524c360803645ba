using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Curvature;

/// <summary>How steeply losses rise about trained points, by several measures.</summary>
internal static class SharpnessTable
{
    public static IEnumerable<PageTable> Of(StudyView study)
    {
        var records = study.All.Sharpness;
        if (records.Count == 0)
        {
            yield break;
        }
        var (ball, adaptive, box) = (records[0].Ball.Size, records[0].Adaptive.Size, records[0].Box.Size);
        yield return new PageTable(
            "sharpness",
            "Sharpness at the trained points",
            [
                "",
                "largest λ",
                "trace",
                $"mean rise, ‖δ‖ ≤ {Numerals.Short(ball)}",
                "rise along the gradient",
                "rise in the ball",
                $"adaptive, ρ = {Numerals.Short(adaptive)}",
                $"box, ε = {Numerals.Short(box)}, in %",
            ],
            [.. records.GroupBy(r => (r.TrainedOn, r.Objective)).Select(g => Row(study, g.Key, [.. g]))],
            "Medians over the runs of a variant, with the lowest and highest; of a single run the interval of 95 % where the figure is an estimate. The trace is XTrace's, the mean that "
                + "over a ball about θ. Rises are what ascents found, so the maxima are at least that; along the gradient is the step of sharpness-aware minimization. The adaptive "
                + "ball has the sizes of the parameters for axes; the rise in the box is in per cent of 1 + L, and left out where that is not positive.",
            Data(records)
        )
        {
            IsLater = true,
        };
    }

    private static IReadOnlyList<string> Row(
        StudyView study,
        (string? TrainedOn, string Objective) of,
        List<SharpnessRecord> records
    ) =>
        [
            $"{Html.Name(study.Styles.Loss(of.Objective))} loss, {Html.Name(study.Styles[of.TrainedOn])} runs",
            Spreads.Of(
                records.Select(r => new Uncertain(
                    r.LargestEigenvalue,
                    r.LargestEigenvalue - r.LargestBound,
                    r.LargestEigenvalue + r.LargestBound
                ))
            ),
            Spreads.Of(records.Select(r => new Uncertain(r.Trace, r.TraceLower, r.TraceUpper))),
            Spreads.Of(records.Select(r => new Uncertain(r.Average, r.AverageLower, r.AverageUpper))),
            Spreads.Of(records.Select(r => r.Ball.Step)),
            Spreads.Of(records.Select(r => r.Ball.Rise)),
            Spreads.Of(records.Select(r => r.Adaptive.Rise)),
            Spreads.Of(records.Select(r => r.BoxPercent)),
        ];

    private static CsvTable Data(IEnumerable<SharpnessRecord> records)
    {
        var table = new CsvTable(
            "objective",
            "trained_on",
            "seed",
            "step",
            "parameters",
            "exact",
            "loss",
            "gradient_norm",
            "largest",
            "largest_bound",
            "trace",
            "trace_error",
            "trace_lower",
            "trace_upper",
            "radius",
            "ball_step",
            "ball_rise",
            "adaptive_radius",
            "adaptive_step",
            "adaptive_rise",
            "box",
            "box_step",
            "box_rise",
            "box_percent",
            "average",
            "average_error",
            "average_lower",
            "average_upper"
        );
        foreach (var r in records)
        {
            table.Add(
                r.Objective,
                r.TrainedOn,
                r.Seed,
                r.Step,
                r.Parameters,
                r.IsExact,
                r.Loss,
                r.GradientNorm,
                r.LargestEigenvalue,
                r.LargestBound,
                r.Trace,
                r.TraceError,
                r.TraceLower,
                r.TraceUpper,
                r.Ball.Size,
                r.Ball.Step,
                r.Ball.Rise,
                r.Adaptive.Size,
                r.Adaptive.Step,
                r.Adaptive.Rise,
                r.Box.Size,
                r.Box.Step,
                r.Box.Rise,
                r.BoxPercent,
                r.Average,
                r.AverageError,
                r.AverageLower,
                r.AverageUpper
            );
        }
        return table;
    }
}
