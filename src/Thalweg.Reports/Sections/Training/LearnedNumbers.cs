using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Training;

/// <summary>What trainings found for the numbers that a problem asks for.</summary>
internal static class LearnedNumbers
{
    // Of a normal distribution, two-sided.
    private const double Quantile = 1.959963984540054;

    /// <summary>One row per run and number; none where no problem asks for any.</summary>
    public static IEnumerable<PageTable> Table(StudyView study)
    {
        var found = study
            .All.Trains.SelectMany(run => (run.Coefficients ?? []).Select(c => (Run: run, Coefficient: c)))
            .ToList();
        if (found.Count == 0)
        {
            yield break;
        }
        var table = new CsvTable("variant", "seed", "name", "value", "deviation", "known");
        foreach (var (run, coefficient) in found)
        {
            table.Add(
                run.Formulation,
                run.Seed,
                coefficient.Name,
                coefficient.Value,
                coefficient.Deviation,
                coefficient.Known
            );
        }
        var knowsAll = found.TrueForAll(f => f.Coefficient.Known is not null);
        yield return new PageTable(
            "learned-numbers",
            "Numbers that were learned",
            ["", "seed", "", "value", "95 % interval", .. knowsAll ? (string[])["known to be"] : []],
            [
                .. found.Select(f =>
                    (IReadOnlyList<string>)
                        [
                            Html.Name(study.Styles[f.Run.Formulation]),
                            Numerals.Integer((long)f.Run.Seed),
                            Markup.Escape(f.Coefficient.Name),
                            Numerals.Significant(f.Coefficient.Value, Digits(f.Coefficient)),
                            Interval(f.Coefficient),
                            .. knowsAll ? (string[])[Numerals.Significant(f.Coefficient.Known!.Value, 4)] : [],
                        ]
                ),
            ],
            "The interval is value ± 1.96 deviations by the curvature of the loss at the end of training, the fields adapting themselves. It holds for"
                + " the noise of the measured values, equations and conditions taken as measured with what their weights mean; errors of the network and of"
                + " the training come on top.",
            table
        );
    }

    private static string Interval(CoefficientRecord coefficient)
    {
        if (coefficient.Deviation is not { } deviation)
        {
            return Markup.Escape($"none: {coefficient.Reason}");
        }
        var digits = Digits(coefficient);
        return $"{Numerals.Significant(coefficient.Value - (Quantile * deviation), digits)} to {Numerals.Significant(coefficient.Value + (Quantile * deviation), digits)}";
    }

    /// <summary>As many digits as show the deviation with two.</summary>
    private static int Digits(CoefficientRecord coefficient) =>
        coefficient.Deviation is { } deviation && deviation > 0 && coefficient.Value != 0
            ? Math.Clamp((int)Math.Ceiling(Math.Log10(Math.Abs(coefficient.Value) / deviation)) + 2, 2, 10)
            : 4;
}
