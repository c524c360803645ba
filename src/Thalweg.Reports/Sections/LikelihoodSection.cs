using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Sections.Likelihood;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections;

/// <summary>Of profiles: how well measured values determine the numbers that were learned.</summary>
internal sealed class LikelihoodSection() : RecordSection("profile-likelihood", "Do the data say what the numbers are?")
{
    // More rows than these are folded.
    private const int Most = 16;

    // Of a normal distribution, two-sided.
    private const double Quantile = 1.959963984540054;

    protected override IEnumerable<Exhibit> Exhibits(StudyView study)
    {
        // Further seeds are in the tables.
        var shown = study
            .Results.ProfileLikelihoods.Where(r => r.Points.Count > 1)
            .GroupBy(r => (r.TrainedOn, r.Coefficient))
            .Select(g => g.First())
            .ToList();
        if (shown.Count == 0)
        {
            yield break;
        }
        var severalNumbers = shown.Select(r => r.Coefficient).Distinct().Count() > 1;
        yield return new Exhibit(
            new Figure
            {
                Id = "profile-likelihood",
                Title = "The loss minimised over all other parameters",
                Description =
                    "For each number that was learned the ratio of likelihoods over its value, with the threshold, the interval, and the parabola of the curvature.",
                Panels =
                [
                    .. shown.Select(r =>
                    {
                        var style = study.Styles[r.TrainedOn];
                        return ProfilePanel.Of(
                            r,
                            severalNumbers ? $"{style.Name}, {r.Coefficient}" : style.Name,
                            style.Ink
                        );
                    }),
                ],
                Columns = 2,
            },
            $"(L(c) − min L)/s of the run of seed {shown[0].Seed}, s such that this is the ratio of likelihoods, with c held and all else trained: circles, open squares where the training did not come to rest. The bold line is where it is below the threshold of "
                + $"{Numerals.Short(100 * shown[0].Level)} %: the interval of the number. Dashed is the parabola of the curvature where the walk began, which the profile is near where the loss is near a quadratic. "
                + "Where the profile does not reach the threshold on a side the data do not bound the number there. Points far above the threshold are in the table alone.",
            Points(study.All.ProfileLikelihoods),
            study.ArrayLinks(
                shown.Select(r => ($"{study.Styles[r.TrainedOn].Name}, {r.Coefficient}", r.Provenance.Key))
            )
        );
    }

    protected override IEnumerable<PageTable> Tables(StudyView study)
    {
        var records = study.All.ProfileLikelihoods;
        if (records.Count == 0)
        {
            yield break;
        }
        var knowsAll = records.All(r => r.Known is not null);
        yield return new PageTable(
            "likelihood-intervals",
            "Intervals by the ratio of likelihoods",
            [
                "",
                "seed",
                "",
                "lowest at",
                "interval",
                "by the curvature",
                .. knowsAll ? (string[])["known to be"] : [],
                "points at rest",
            ],
            [.. records.Select(r => Row(study, r, knowsAll))],
            "The interval holds all values that a test of the ratio of likelihoods does not reject: (L(c) − min L)/s is below the quantile of χ² with one degree of freedom, of F where the noise is estimated. "
                + "Equations and conditions count as measured with what their weights mean. By the curvature it is value ± 1.96 deviations.",
            Intervals(records)
        )
        {
            IsFolded = records.Count > Most,
        };
    }

    private static IReadOnlyList<string> Row(StudyView study, ProfileLikelihoodRecord r, bool knowsAll)
    {
        var digits = Digits(r);
        return
        [
            Html.Name(study.Styles[r.TrainedOn]),
            Numerals.Integer((long)(r.Seed ?? 0)),
            Markup.Escape(r.Coefficient),
            Markup.Escape(Numerals.Significant(r.Value, digits)),
            Markup.Escape(Words(r, digits)),
            Markup.Escape(
                r.Deviation is { } deviation
                    ? $"{Numerals.Significant(Centre(r) - (Quantile * deviation), digits)} to {Numerals.Significant(Centre(r) + (Quantile * deviation), digits)}"
                    : $"none: {r.NoDeviation}"
            ),
            .. knowsAll ? (string[])[Markup.Escape(Numerals.Significant(r.Known!.Value, 4))] : [],
            $"{Numerals.Integer(r.Points.Count(p => p.IsConverged))} of {Numerals.Integer(r.Points.Count)}",
        ];
    }

    private static string Words(ProfileLikelihoodRecord r, int digits)
    {
        if (r.NoScale is { } reason)
        {
            return $"none: {reason}";
        }
        return (r.Lower, r.Upper) switch
        {
            ({ } lower, { } upper) =>
                $"{Numerals.Significant(lower, digits)} to {Numerals.Significant(upper, digits)}{Doubt(r)}",
            ({ } lower, null) => $"from {Numerals.Significant(lower, digits)}, open above{Doubt(r)}",
            (null, { } upper) => $"up to {Numerals.Significant(upper, digits)}, open below{Doubt(r)}",
            _ => $"open on both sides: the data do not determine it{Doubt(r)}",
        };
    }

    private static string Doubt(ProfileLikelihoodRecord r) =>
        r.LowerEnd == "not at rest" || r.UpperEnd == "not at rest" ? "; an end may lie farther out"
        : r.LowerEnd == "not finite" || r.UpperEnd == "not finite" ? "; the loss has no value beyond"
        : "";

    private static double Centre(ProfileLikelihoodRecord r) =>
        r.Points.FirstOrDefault(p => p.IsCentre)?.Value ?? r.Value;

    private static int Digits(ProfileLikelihoodRecord r) =>
        r.Deviation is > 0 and { } deviation && r.Value != 0
            ? Math.Clamp((int)Math.Ceiling(Math.Log10(Math.Abs(r.Value) / deviation)) + 2, 3, 10)
            : 4;

    private static CsvTable Points(IEnumerable<ProfileLikelihoodRecord> records)
    {
        var table = new CsvTable(
            "variant",
            "seed",
            "number",
            "value",
            "loss",
            "ratio",
            "gradient_norm",
            "steps",
            "stop",
            "at_rest",
            "others"
        );
        foreach (var r in records)
        {
            foreach (var p in r.Points)
            {
                table.Add(
                    r.TrainedOn,
                    r.Seed,
                    r.Coefficient,
                    p.Value,
                    p.Loss,
                    p.Ratio,
                    p.GradientNorm,
                    p.Steps,
                    p.Stop,
                    p.IsConverged ? 1 : 0,
                    string.Join(" ", p.Others.Zip(r.Others, (value, name) => $"{name}={Numerals.Exact(value)}"))
                );
            }
        }
        return table;
    }

    private static CsvTable Intervals(IEnumerable<ProfileLikelihoodRecord> records)
    {
        var table = new CsvTable(
            "variant",
            "seed",
            "number",
            "trained",
            "lowest",
            "lower",
            "lower_end",
            "upper",
            "upper_end",
            "level",
            "threshold",
            "scale",
            "degrees",
            "deviation",
            "known"
        );
        foreach (var r in records)
        {
            table.Add(
                r.TrainedOn,
                r.Seed,
                r.Coefficient,
                r.Trained,
                r.Value,
                r.Lower,
                r.LowerEnd,
                r.Upper,
                r.UpperEnd,
                r.Level,
                r.Threshold,
                r.Scale,
                r.Degrees,
                r.Deviation,
                r.Known
            );
        }
        return table;
    }
}
