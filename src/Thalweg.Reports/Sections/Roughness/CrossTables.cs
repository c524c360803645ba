using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Roughness;

/// <summary>The cross table of roughness indices and the table of their ratios.</summary>
internal static class CrossTables
{
    public static IEnumerable<PageTable> Of(StudyView study)
    {
        if (study.All.Comparison is not { } comparison)
        {
            yield break;
        }
        if (comparison.Cross.Count > 0)
        {
            yield return Cross(study);
        }
        if (comparison.Ratios.Count > 0)
        {
            yield return Ratios(study);
        }
    }

    private static PageTable Cross(StudyView study)
    {
        var cells = study.All.Comparison!.Cross;
        var table = new CsvTable(
            "objective",
            "trained_on",
            "roughness",
            "log10_roughness",
            "interval_lower",
            "interval_upper"
        );
        foreach (var cell in cells)
        {
            table.Add(
                cell.Objective,
                cell.TrainedOn,
                cell.Roughness,
                Decades.LogOrNull(cell.Roughness),
                cell.IntervalLower,
                cell.IntervalUpper
            );
        }
        var objectives = cells.Select(c => c.Objective).Distinct().ToList();
        var logs = cells
            .Where(c => c.Roughness > 0 && double.IsFinite(c.Roughness))
            .Select(c => Decades.Log10(c.Roughness));
        var (low, high) = (logs.DefaultIfEmpty(0).Min(), logs.DefaultIfEmpty(0).Max());
        var scale = new ColourScale("", ColourMap.Viridis, low, high > low ? high : low + 1, true);
        var rows = cells
            .Select(c => c.TrainedOn)
            .Distinct()
            .Select(centre =>
                (IReadOnlyList<string>)
                    [
                        $"at the {Html.Name(study.Styles[centre])} point",
                        .. objectives.Select(o =>
                            cells.FirstOrDefault(c => c.Objective == o && c.TrainedOn == centre) is { } cell
                                ? Heat(
                                    scale,
                                    cell.Roughness,
                                    Html.Number(new Uncertain(cell.Roughness, cell.IntervalLower, cell.IntervalUpper))
                                )
                                : "–"
                        ),
                    ]
            )
            .ToList();
        return new PageTable(
            "cross",
            "Roughness of each loss at each trained point",
            ["", .. objectives.Select(o => $"{Html.Name(study.Styles.Loss(o))} loss")],
            rows,
            $"Roughness index over {study.All.Comparison!.Seeds} seeds with its 95 % interval, seeds as the outer level; the lighter, the larger.",
            table
        );
    }

    private static string Heat(ColourScale scale, double value, string html)
    {
        if (!(value > 0) || !double.IsFinite(value))
        {
            return html;
        }
        var fraction = scale.Fraction(Decades.Log10(value));
        // In this map lightness grows with the fraction: the upper half is light enough for dark text.
        return $"<span class=\"heat\" style=\"background:{scale.Map.Hex(fraction)};color:{(fraction > 0.435 ? "#000" : "#fff")}\">{html}</span>";
    }

    private static string Place(StudyView study, string objective, string variant) =>
        $"{Html.Name(study.Styles.Loss(objective))} at {Html.Name(study.Styles[variant])}";

    private static PageTable Ratios(StudyView study)
    {
        var ratios = study.All.Comparison!.Ratios;
        var table = new CsvTable(
            "numerator",
            "numerator_at",
            "denominator",
            "denominator_at",
            "ratio",
            "log10_ratio",
            "interval_lower",
            "interval_upper",
            "seeds",
            "comparisons",
            "method"
        );
        var rows = new List<IReadOnlyList<string>>();
        foreach (var r in ratios)
        {
            table.Add(
                r.Numerator,
                r.NumeratorAt,
                r.Denominator,
                r.DenominatorAt,
                r.Ratio,
                Decades.LogOrNull(r.Ratio),
                r.IntervalLower,
                r.IntervalUpper,
                r.Seeds,
                r.Comparisons,
                r.Method
            );
            rows.Add([
                $"RI({Place(study, r.Numerator, r.NumeratorAt)}) / RI({Place(study, r.Denominator, r.DenominatorAt)})",
                Html.Number(new Uncertain(r.Ratio, r.IntervalLower, r.IntervalUpper)),
                Answers.RoughnessWords.Value(r).Direction == 0 ? "not decided" : "differs from 1",
            ]);
        }
        return new PageTable("ratios", "Ratios of roughness indices", ["", "ratio", ""], rows, Note(ratios), table)
        {
            IsFolded = true,
        };
    }

    private static string Note(IReadOnlyList<RoughnessRatio> ratios)
    {
        var together = ratios.Any(r => r.Comparisons > 1)
            ? " Ratios that answer one question are decided together, at 95 % for all of them (Holm): those of one loss after several trainings, of losses trained alike, of other trained points, and of two losses at one. Each interval has the level that its ratio is tested at, 95 % or more."
            : "";
        var methods = ratios.Select(r => r.Method.Split(", 9")[0].TrimEnd('.')).Distinct();
        return $"Ratios on shared directions with their intervals.{together} {char.ToUpperInvariant(methods.First()[0])}{string.Join("; ", methods)[1..]}.";
    }
}
