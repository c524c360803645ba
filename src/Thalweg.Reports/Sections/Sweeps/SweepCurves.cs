using Thalweg.Reports.Figures;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Sweeps;

/// <summary>The curves of a study against one setting.</summary>
internal static class SweepCurves
{
    public static readonly SweepSetting Radius = new("l", "half-width l of the slice", p => p.Radius);
    public static readonly SweepSetting Intervals = new("m", "intervals m of the slice", p => p.Intervals);
    public static readonly SweepSetting Directions = new("M", "directions M", p => p.Directions);

    private static readonly SweepSetting[] Settings = [Radius, Intervals, Directions];

    /// <summary>One for each loss and variant whose sweeps vary the setting.</summary>
    public static List<SweepCurve> Of(StudyView study, SweepSetting setting) =>
        [
            .. study
                .Results.Sweeps.GroupBy(s => (s.Objective, s.TrainedOn))
                .Select(sweeps => Curve(study, [.. sweeps], setting))
                .OfType<SweepCurve>(),
        ];

    /// <summary>What is held, whose points these are, and what rounding hides.</summary>
    public static string Conditions(List<SweepCurve> curves, SweepSetting varied)
    {
        var first = curves[0].Seeds[0].Points[0];
        var held = Settings.Where(s => s != varied).Select(s => $"{s.Symbol} = {Numerals.Short(s.Value(first))}");
        var seeds = curves
            .GroupBy(c => string.Join(", ", c.Seeds.Select(s => s.Sweep.Seed)))
            .Select(g =>
                $"{string.Join(" and ", g.Select(c => c.Style.Name).Distinct())} {(g.First().Seeds.Count > 1 ? "seeds" : "seed")} {g.Key}"
            );
        var sweeps = curves.SelectMany(c => c.Seeds).Select(s => s.Sweep).Distinct().ToList();
        var rows = sweeps.SelectMany(s => s.Rows).ToList();
        var hidden = rows.Sum(r => r.NotResolvedSlices);
        return $"{string.Join(", ", held)}; {string.Join(", ", seeds)}."
            + ResolutionWords.Of(
                hidden,
                rows.Sum(r => r.Directions),
                sweeps.Exists(sweep => sweep.ComputedIn is not null)
            )
            + (hidden > 0 ? " An index of too few slices is not shown." : "");
    }

    private static SweepCurve? Curve(StudyView study, List<SweepRecord> sweeps, SweepSetting setting)
    {
        var (objective, trainedOn) = (sweeps[0].Objective, sweeps[0].TrainedOn);
        var seeds = sweeps
            .GroupBy(s => s.Seed)
            .Select(g =>
                g.Select(s => (Sweep: s, Points: Varying([.. s.Rows.Select(SweepPoint.Of)], setting, null)))
                    .MaxBy(s => s.Points.Count)
            )
            .Where(s => s.Points.Count > 1 && s.Points.Any(p => double.IsFinite(p.Roughness.Value)))
            .ToList();
        if (seeds.Count == 0)
        {
            return null;
        }
        var swept = (study.Results.Comparison?.Swept ?? []).Where(s =>
            s.Objective == objective && s.TrainedOn == trainedOn
        );
        return new SweepCurve(
            study.All.IsOwn(objective, trainedOn) ? study.Styles[trainedOn] : study.Styles.Loss(objective, trainedOn),
            setting,
            seeds,
            seeds.Count == 1 ? [] : Varying([.. swept.Select(SweepPoint.Of)], setting, seeds[0].Points[0])
        );
    }

    /// <summary>A sweep over several settings holds one point per combination: those that differ in this one alone form its curve.</summary>
    /// <param name="held">A point with the other settings that are wanted; null for those of the longest curve.</param>
    private static IReadOnlyList<SweepPoint> Varying(
        IReadOnlyList<SweepPoint> points,
        SweepSetting setting,
        SweepPoint? held
    )
    {
        var others = Settings.Where(s => s != setting).ToArray();
        (double, double) Held(SweepPoint p) => (others[0].Value(p), others[1].Value(p));
        return points
                .GroupBy(Held)
                .Where(g => held is null || g.Key == Held(held))
                .Select(g => g.DistinctBy(setting.Value).OrderBy(setting.Value).ToList())
                .MaxBy(curve => curve.Count)
            ?? [];
    }
}
