using System.Globalization;
using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Answers;

/// <summary>Makes the summary: medians over seeds with their ranges, roughness with its intervals.</summary>
internal static class SummaryTable
{
    public static Summary Of(StudyView study)
    {
        var variants = study.All.Study.Variants;
        var oneLoss = variants.Select(v => v.Loss).Distinct().Count() == 1;
        var rows = new List<SummaryRow>();
        foreach (
            var error in study
                .ErrorNames.Where(e => e is "relativeL2" or "relativeH1" or "maximumError")
                .DefaultIfEmpty(study.MainError ?? "")
        )
        {
            AddRuns(
                rows,
                study,
                ErrorName.Words(error),
                t => t.Final.Errors.TryGetValue(error, out var value) ? value : null,
                comparable: true
            );
        }
        AddRuns(rows, study, "certified error of u*", t => t.ReferenceError, comparable: false);
        AddRuns(
            rows,
            study,
            "loss above infimum",
            t => t.Final.Loss - study.Bounds[study.LossOf(t.Formulation)],
            oneLoss
        );
        AddRuns(rows, study, "gradient norm", t => t.Final.GradientNorm, oneLoss);
        if (!study.ComparesFormulations)
        {
            AddRuns(rows, study, "gradient evaluations", t => t.GradientEvaluations, comparable: true);
        }
        AddCells(rows, study, "RI at own point", own: true, "roughness index (RI) at own point");
        if (variants.Count == 2 && !oneLoss)
        {
            AddCells(rows, study, "RI at the other’s", own: false);
        }
        return new Summary(
            [.. variants.Select(v => v.Label)],
            [.. variants.Select(v => study.Styles[v.Label].Name)],
            rows
        );
    }

    // Below it the factor would be printed as 1.0.
    private const double Told = 1.05;

    /// <summary>Says which of two formulations ends more accurate, where every seed of one beats every seed of the other.</summary>
    public static string? ErrorSentence(StudyView study)
    {
        if (study.MainError is not { } error || study.All.Variants.Count != 2 || !study.ComparesFormulations)
        {
            return null;
        }
        var (a, b) = (study.All.Variants[0], study.All.Variants[1]);
        var (first, second) = (Errors(study, a, error), Errors(study, b, error));
        if (
            !first.IsFinite
            || !second.IsFinite
            || !first.SeparatedFrom(second)
            || first.Value <= 0
            || second.Value <= 0
            || Math.Max(first.Value / second.Value, second.Value / first.Value) < Told
        )
        {
            return null;
        }
        var (better, worse, label) = first.Value < second.Value ? (first, second, a) : (second, first, b);
        return $"{study.Styles[label].Name} training ends {Times(study, error, label, worse.Value / better.Value)}: median {ErrorName.Words(error)} {Numerals.Significant(better.Value)} against {Numerals.Significant(worse.Value)}, every seed below every seed of the other.";
    }

    public static CsvTable Csv(Summary summary)
    {
        var table = new CsvTable("quantity", "variant", "value", "low", "high", "best");
        foreach (var row in summary.Rows)
        {
            for (var i = 0; i < row.Cells.Count; i++)
            {
                var cell = row.Cells[i];
                table.Add(row.Name, summary.Variants[i], cell.Value, cell.Low, cell.High, cell.Best);
            }
        }
        return table;
    }

    /// <summary>The ratio that is paired by seed with its interval; that of the medians where there is none.</summary>
    private static string Times(StudyView study, string error, string better, double ofMedians)
    {
        var paired = PairedRatios
            .Of(study)
            .FirstOrDefault(p => p.Quantity == error && (p.Numerator == better || p.Denominator == better));
        if (paired is null)
        {
            return $"{Factor(ofMedians)} times more accurate";
        }
        var value = PairedRatios.Value(paired);
        value = paired.Denominator == better ? value : value.Inverse;
        return value.IsFinite
            ? $"{Factor(value.Value)} times more accurate (95\u00a0%{(paired.Comparisons > 1 ? $" for {Numerals.Integer(paired.Comparisons)} pairs" : "")}: {Factor(value.Lower)} to {Factor(value.Upper)}, {RoughnessWords.Seeds(paired.Seeds)})"
            : $"{Factor(value.Value)} times more accurate ({RoughnessWords.Interval(value, paired.Seeds, paired.Comparisons)})";
    }

    // Of 86 613 two digits are known.
    private static string Factor(double ratio)
    {
        var (mantissa, exponent) = Numerals.Split(ratio, 2);
        return exponent is > 1 and < 9
            ? Numerals.Integer(
                (long)Math.Round(double.Parse(mantissa, CultureInfo.InvariantCulture) * Decades.Power(exponent))
            )
            : Numerals.Significant(ratio);
    }

    private static Uncertain Errors(StudyView study, string label, string error)
    {
        double[] values = [.. study.Runs(label).Select(t => t.Final.Errors.GetValueOrDefault(error, double.NaN))];
        return values.Length == 0
            ? new Uncertain(double.NaN, double.NaN, double.NaN)
            : new Uncertain(Medians.Of(values), values.Min(), values.Max());
    }

    private static void AddRuns(
        List<SummaryRow> rows,
        StudyView study,
        string name,
        Func<TrainRecord, double?> value,
        bool comparable
    )
    {
        var cells = study
            .All.Variants.Select(label =>
            {
                double[] values = [.. study.Runs(label).Select(value).OfType<double>()];
                return values.Length == 0
                    ? default(Uncertain?)
                    : new Uncertain(Medians.Of(values), values.Min(), values.Max());
            })
            .ToList();
        if (cells.Any(c => c is not null))
        {
            var text = cells.Select(c =>
                c is { } u
                    ? (
                        Numerals.Significant(u.Value),
                        u.Lower < u.Upper ? $"{Numerals.Significant(u.Lower)} to {Numerals.Significant(u.Upper)}" : ""
                    )
                    : ("–", "")
            );
            rows.Add(Row(name, cells, [.. text], comparable));
        }
    }

    private static void AddCells(List<SummaryRow> rows, StudyView study, string name, bool own, string? title = null)
    {
        var cross = study.All.Comparison?.Cross ?? [];
        var cells = study
            .All.Study.Variants.Select(v =>
                cross.FirstOrDefault(c => c.Objective == v.Loss && c.TrainedOn == v.Label == own) is { } cell
                    ? new Uncertain(cell.Roughness, cell.IntervalLower, cell.IntervalUpper)
                    : default(Uncertain?)
            )
            .ToList();
        if (cells.Any(c => c is not null))
        {
            // An index of 0 is that of slices which only fall or rise, and none is better than another where nothing was solved.
            var isMeant = cells.All(c => c is { Value: > 0 }) && TrainingFailure.Of(study) is null;
            rows.Add(
                Row(
                    name,
                    cells,
                    [.. cells.Select(c => c is { } u ? (u.ValueText, u.IntervalText) : ("–", ""))],
                    isMeant
                ) with
                {
                    Title = title ?? name,
                }
            );
        }
    }

    private static SummaryRow Row(
        string name,
        List<Uncertain?> cells,
        List<(string Value, string Range)> text,
        bool comparable
    )
    {
        var best = -1;
        if (comparable && cells.Count > 1 && cells.All(c => c is { IsFinite: true }))
        {
            best = Enumerable.Range(0, cells.Count).MinBy(i => cells[i]!.Value.Value);
            best = cells.Where((_, i) => i != best).All(c => c!.Value.SeparatedFrom(cells[best]!.Value)) ? best : -1;
        }
        return new SummaryRow(
            name,
            [
                .. text.Select(
                    (t, i) =>
                        new SummaryCell(
                            cells[i]?.Value,
                            Known(cells[i]?.Lower),
                            Known(cells[i]?.Upper),
                            t.Value,
                            t.Range,
                            i == best
                        )
                ),
            ]
        );

        // An index of one slice has no interval.
        static double? Known(double? end) => end is { } number && !double.IsNaN(number) ? number : null;
    }
}
