using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Curvature;

/// <summary>Traces with their intervals, a row for each loss at the trained points of each variant.</summary>
internal static class TraceTable
{
    public static IEnumerable<PageTable> Of(StudyView study)
    {
        var records = study.All.Traces;
        if (records.Count == 0)
        {
            yield break;
        }
        yield return new PageTable(
            "traces",
            "Trace of the Hessian at the trained points",
            ["", "trace Σλ", "over P", "by", "products", "ended"],
            [
                .. records
                    .GroupBy(r => (r.TrainedOn, r.Objective, r.Method))
                    .Select(g => Row(study, g.Key.TrainedOn, g.Key.Objective, [.. g])),
            ],
            "Estimated from products with random vectors. Of one run: the estimate with its 95 % interval over such vectors. Of several: the median of the estimates, and the lowest and highest end of their 95 % "
                + "intervals. Over P it is the mean eigenvalue, and what the loss curves by along a random unit vector on average. It ends where its standard error is below the tolerance; "
                + "where the vectors span all that the Hessian maps to it is exact, up to rounding.",
            Data(records)
        )
        {
            IsLater = true,
        };
    }

    private static IReadOnlyList<string> Row(
        StudyView study,
        string? trainedOn,
        string objective,
        List<TraceRecord> records
    ) =>
        [
            $"{Html.Name(study.Styles.Loss(objective))} loss, {Html.Name(study.Styles[trainedOn])} runs",
            Cell(records, 1),
            Cell(records, 1.0 / records[0].Parameters),
            records[0].Method,
            Range(records.Select(r => r.Products)),
            string.Join(
                ", ",
                records
                    .GroupBy(r => r.Stop)
                    .Select(g =>
                        $"{Markup.Escape(Words(g.First()))}{(g.Count() < records.Count ? $" ({Numerals.Integer(g.Count())})" : "")}"
                    )
            ),
        ];

    private static string Cell(List<TraceRecord> records, double factor)
    {
        var known = records.Where(r => double.IsFinite(r.Estimate)).ToList();
        if (known.Count == 0)
        {
            return "not finite";
        }
        var all = new Uncertain(
            factor * Medians.Of([.. known.Select(r => r.Estimate).Order()]),
            factor * known.Min(r => r.Lower),
            factor * known.Max(r => r.Upper)
        );
        return $"{Markup.Escape(all.ValueText)}<small>{Markup.Escape(all.IntervalText)}</small>";
    }

    private static string Range(IEnumerable<int> values)
    {
        var (least, most) = (values.Min(), values.Max());
        return least == most ? Numerals.Integer(least) : $"{Numerals.Integer(least)}–{Numerals.Integer(most)}";
    }

    private static string Words(TraceRecord record) =>
        record.Stop switch
        {
            "tolerance" => $"within {Numerals.Short(100 * record.Tolerance)} %",
            "exact" => "exact",
            "products" => "products spent",
            _ => record.Stop,
        };

    private static CsvTable Data(IEnumerable<TraceRecord> records)
    {
        var table = new CsvTable(
            "objective",
            "trained_on",
            "seed",
            "step",
            "parameters",
            "exact",
            "method",
            "tolerance",
            "estimate",
            "standard_error",
            "difference_error",
            "lower",
            "upper",
            "samples",
            "products",
            "stop"
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
                r.Method,
                r.Tolerance,
                r.Estimate,
                r.StandardError,
                r.DifferenceError,
                r.Lower,
                r.Upper,
                r.Samples,
                r.Products,
                r.Stop
            );
        }
        return table;
    }
}
