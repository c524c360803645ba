using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Curvature;

/// <summary>Learning coefficients at trained points, run by run: each has its own interval.</summary>
internal static class CoefficientTable
{
    // Points of the ball lie lower than its centre: there is no minimum that anything could be a figure of.
    private const string Lower = "lower point";

    // More rows than these are folded.
    private const int Most = 12;

    public static IEnumerable<PageTable> Of(StudyView study)
    {
        var records = study.All.Coefficients;
        if (records.Count == 0)
        {
            yield break;
        }
        yield return new PageTable(
            "coefficients",
            "Learning coefficients at the trained points",
            [
                "",
                "λ, 95 %",
                "P/2",
                "multiplicity",
                "fit over ε",
                "Langevin",
                "extrapolated",
                "lower points",
                "log volume",
            ],
            [.. records.Select(r => Row(study, r))],
            "V(ε) ∝ ε^λ (log 1/ε)^(m−1), V the volume of {L − L(θ*) ≤ ε} in a ball "
                + $"of radius {Numerals.Short(records[0].Radius)} about the centre: λ = P/2 where the Hessian is regular, less where the minimum is degenerate. "
                + "Scatter is that of runs over that of independent points: where it is some, moves hardly follow, and λ tends to be too small. The interval is over independent runs and over the models of m that levels do not refute; it holds for the ball, and if the law of the levels goes on below the last of them. "
                + "Langevin dynamics, from warm to cold, have a standard error over chains and no interval: they are too small where m > 1, which the extrapolation takes away. "
                + "Lower points: how far the loss falls below that of the centre in the ball. The log volume is that at the largest ε of the fit, by splitting and, of the part that is seen from the centre, by rays.",
            Data(records)
        )
        {
            IsLater = true,
            IsFolded = records.Count > Most,
        };
    }

    private static IReadOnlyList<string> Row(StudyView study, LearningCoefficientRecord r) =>
        [
            $"{Html.Name(study.Styles[r.TrainedOn])} <small>seed {r.Seed}, {(r.Moved > 0 ? "the bottom that polishing found" : "the end of the run")}</small>",
            double.IsFinite(r.Estimate)
                ? Html.Number(new Uncertain(r.Estimate, r.Lower, r.Upper))
                : $"not known<small>{Markup.Escape(Cause(r))}</small>",
            Numerals.Short(0.5 * r.Parameters),
            r.Multiplicity == 0 ? "not known"
            : r.Multiplicity == r.MostMultiplicity ? Numerals.Integer(r.Multiplicity)
            : $"{Numerals.Integer(r.Multiplicity)}<small>or up to {Numerals.Integer(r.MostMultiplicity)}</small>",
            double.IsFinite(r.ExcessFrom)
                ? $"{Markup.Escape(Numerals.Significant(r.ExcessFrom))} to {Markup.Escape(Numerals.Significant(r.ExcessTo))}<small>{Numerals.Integer(r.Runs)} runs, {Numerals.Integer(r.Levels)} levels, scatter × {Markup.Escape(Numerals.Significant(r.Inflation))}</small>"
                : $"none<small>{Numerals.Integer(r.Runs)} runs, {Numerals.Integer(r.Levels)} levels</small>",
            r.Langevin.Count == 0 || r.Stop == Lower
                ? "not known"
                : string.Join(
                    "; ",
                    r.Langevin.Select(t =>
                        Markup.Escape(
                            $"{Numerals.Significant(t.Coefficient)} ± {Numerals.Significant(t.StandardError, 1)}"
                        )
                    )
                ),
            double.IsFinite(r.LangevinExtrapolated) && r.Stop != Lower
                ? Markup.Escape(Numerals.Significant(r.LangevinExtrapolated))
                : "not known",
            r.LowestExcess < 0 ? Markup.Escape(Numerals.Significant(-r.LowestExcess)) : "none",
            r.Basin is { } basin
                ? $"{Known(basin.BySplitting)}<small>rays {Markup.Escape(Numerals.Significant(basin.ByRays, 3))} ± {Markup.Escape(Numerals.Significant(basin.StandardError, 1))}, "
                    + $"{Numerals.Significant(basin.EffectivePairs)} pairs count</small>"
                : "not known",
        ];

    private static string Known(double value) =>
        double.IsFinite(value) ? Markup.Escape(Numerals.Significant(value, 3)) : "not known";

    private static string Cause(LearningCoefficientRecord r) =>
        r.Stop switch
        {
            Lower => "the centre is no minimum of the ball",
            "rounding" => "rounding ends the levels",
            "plateau" => "losses are equal on a plateau",
            _ => double.IsFinite(r.Inflation) ? "points do not follow the levels" : "no law holds on the levels",
        };

    private static CsvTable Data(IEnumerable<LearningCoefficientRecord> records)
    {
        var table = new CsvTable(
            "objective",
            "trained_on",
            "seed",
            "step",
            "parameters",
            "loss",
            "moved",
            "radius",
            "runs",
            "levels",
            "coefficient",
            "lower",
            "upper",
            "multiplicity",
            "most_multiplicity",
            "inflation",
            "excess_from",
            "excess_to",
            "lowest_excess",
            "stop",
            "values",
            "inverse_temperature",
            "langevin",
            "langevin_error",
            "acceptance",
            "langevin_extrapolated",
            "log_volume_splitting",
            "log_volume_rays",
            "log_volume_rays_error",
            "effective_pairs"
        );
        foreach (var r in records)
        {
            for (var t = 0; t < Math.Max(1, r.Langevin.Count); t++)
            {
                var langevin = t < r.Langevin.Count ? r.Langevin[t] : null;
                table.Add(
                    r.Objective,
                    r.TrainedOn,
                    r.Seed,
                    r.Step,
                    r.Parameters,
                    r.Loss,
                    r.Moved,
                    r.Radius,
                    r.Runs,
                    r.Levels,
                    r.Estimate,
                    r.Lower,
                    r.Upper,
                    r.Multiplicity,
                    r.MostMultiplicity,
                    r.Inflation,
                    r.ExcessFrom,
                    r.ExcessTo,
                    r.LowestExcess,
                    r.Stop,
                    r.Values,
                    langevin?.InverseTemperature,
                    langevin?.Coefficient,
                    langevin?.StandardError,
                    langevin?.Acceptance,
                    r.LangevinExtrapolated,
                    r.Basin?.BySplitting,
                    r.Basin?.ByRays,
                    r.Basin?.StandardError,
                    r.Basin?.EffectivePairs
                );
            }
        }
        return table;
    }
}
