using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Sections.Roughness;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Sweeps;

/// <summary>Index and oscillation against the half-width l, and the index against m and M.</summary>
internal static class SweepFigures
{
    private static readonly SweepSetting Radius = new("l", "half-width l of the slice", r => r.Radius);
    private static readonly SweepSetting Intervals = new("m", "intervals m of the slice", r => r.Intervals);
    private static readonly SweepSetting Directions = new("M", "directions M", r => r.Directions);

    private static readonly SweepSetting[] Settings = [Radius, Intervals, Directions];

    public static IEnumerable<Exhibit> Of(StudyView study)
    {
        if (Curves(study, Radius) is { Count: > 0 } radii)
        {
            yield return AgainstRadius(study, radii);
        }
        var others = ((SweepSetting[])[Directions, Intervals])
            .Select(setting => (Setting: setting, Curves: Curves(study, setting)))
            .Where(p => p.Curves.Count > 0)
            .ToList();
        if (others.Count > 0)
        {
            yield return AgainstOthers(study, others);
        }
    }

    private static List<SweepCurve> Curves(StudyView study, SweepSetting setting) =>
        [
            .. study
                .Results.Sweeps.Select(s => new SweepCurve(
                    s,
                    Varying(s, setting),
                    study.All.IsOwn(s.Objective, s.TrainedOn)
                        ? study.Styles[s.TrainedOn]
                        : study.Styles.Loss(s.Objective, s.TrainedOn),
                    setting
                ))
                .Where(c => c.Rows.Count > 1 && c.Rows.Exists(r => double.IsFinite(r.Roughness))),
        ];

    // A sweep over several settings holds one row per combination: the rows that differ in this one alone form its curve.
    private static List<SweepRow> Varying(SweepRecord sweep, SweepSetting setting)
    {
        var others = Settings.Where(s => s != setting).ToArray();
        return sweep
                .Rows.GroupBy(r => (others[0].Value(r), others[1].Value(r)))
                .Select(g => g.DistinctBy(setting.Value).OrderBy(setting.Value).ToList())
                .MaxBy(rows => rows.Count)
            ?? [];
    }

    private static Exhibit AgainstRadius(StudyView study, List<SweepCurve> curves)
    {
        var axis = Axis.Log(Radius.Title, curves.SelectMany(c => c.X));
        var valleys = curves
            .Select(c => (Curve: c, Valley: ValleyOf(study, c.Sweep)))
            .Where(p => p.Valley is not null)
            .Select(p => (p.Curve, Valley: p.Valley!))
            .ToList();
        List<Panel> panels = [IndexPanel(curves, axis)];
        if (curves.Exists(c => c.Rows.Exists(r => r.Oscillation is not null)))
        {
            panels.Add(
                Oscillation(
                    "oscillation index OI, the mean of O",
                    o => (o.OscillationIndex, o.OscillationIndexLower, o.OscillationIndexUpper)
                )
            );
            panels.Add(
                Oscillation(
                    "share of slices that oscillate",
                    o => (o.Oscillating, o.OscillatingLower, o.OscillatingUpper)
                ) with
                {
                    Y = new Axis("share", false, -0.02, 1.02),
                }
            );
        }
        panels = [.. panels.Select(p => p with { Marks = [.. Lines(valleys, axis, p.Y), .. p.Marks] })];
        if (panels.Count > 1)
        {
            panels[^1] = WithIntervals(panels[^1], valleys);
        }
        var figure = new Figure
        {
            Id = "sweep-radius",
            Title = "Roughness and oscillation against the half-width",
            Description =
                "Roughness index, oscillation index and the share of slices that oscillate against the half-width l, with intervals; the valley radius is marked.",
            Panels = panels,
            Columns = 3,
        };
        var caption =
            "Slices of growing half-width along the same directions, with 95 % intervals over directions (of the share by Clopper–Pearson); humps are left out of OI and of the share. "
            + (
                panels.Exists(p => LongIntervals.Marks(p.Marks, p.Y).Any())
                    ? "A triangle at the top marks an interval that goes on: few slices oscillate there. "
                    : ""
            )
            + (
                valleys.Count == 0
                    ? ""
                    : "The dotted lines are the valley radii, within which at most one slice in twenty oscillates; below the share they have their intervals"
                        + $" ({string.Join("; ", valleys.Select(v => $"{v.Curve.Style.Name} {CentreTable.Radius(v.Valley)}"))}). "
            )
            + Conditions(curves, Radius);
        return new Exhibit(figure, caption, SweepTable.Of(curves.Select(c => (c.Sweep, c.Rows))), []);

        Panel Oscillation(string title, Func<OscillationRecord, (double, double, double)> value)
        {
            var marks = new List<Mark>();
            foreach (var curve in curves)
            {
                marks.AddRange(
                    curve.Marks(
                        r =>
                            r.Oscillation is { } o && o.CountedSlices > 0
                                ? value(o)
                                : (double.NaN, double.NaN, double.NaN),
                        title
                    )
                );
            }
            var upright = LongIntervals.Axis(title, marks);
            return new Panel
            {
                Title = title,
                X = axis,
                Y = upright,
                Marks = [.. marks, .. LongIntervals.Marks(marks, upright)],
                LinkX = "radius",
            };
        }
    }

    private static Exhibit AgainstOthers(StudyView study, List<(SweepSetting Setting, List<SweepCurve> Curves)> others)
    {
        var figure = new Figure
        {
            Id = "sweep-settings",
            Title = "Roughness index against the numbers of directions and of intervals",
            Description = "The roughness index with its interval against M and m; logarithmic axes.",
            Panels =
            [
                .. others.Select(o =>
                    IndexPanel(
                        o.Curves,
                        Counts(o.Setting.Title, [.. o.Curves.SelectMany(c => c.X).Distinct().Order()])
                    ) with
                    {
                        LinkX = null,
                        Aspect = 0.45,
                    }
                ),
            ],
            Columns = 2,
        };
        var caption =
            "RI with its 95 % interval over directions; fewer directions are the first of more. "
            + string.Join(" ", others.Select(o => $"Against {o.Setting.Symbol}: {Conditions(o.Curves, o.Setting)}"));
        var rows = others
            .SelectMany(o => o.Curves)
            .GroupBy(c => c.Sweep)
            .Select(g => (g.Key, g.SelectMany(c => c.Rows).Distinct().ToList()));
        return new Exhibit(figure, caption, SweepTable.Of(rows), []) { IsLater = true };
    }

    private static Panel IndexPanel(List<SweepCurve> curves, Axis axis)
    {
        var marks = new List<Mark>();
        foreach (var curve in curves)
        {
            marks.AddRange(curve.Marks(r => (r.Roughness, r.IntervalLower, r.IntervalUpper), "RI"));
        }
        return new Panel
        {
            Title = "roughness index RI",
            X = axis,
            Y = Axis.Log("RI", marks.OfType<LineMark>().SelectMany(m => m.Y).Concat(Ends(marks))),
            Marks = marks,
            LinkX = "radius",
        };
    }

    /// <summary>A logarithmic axis that is labelled at the counts themselves, where they are few.</summary>
    private static Axis Counts(string title, List<double> counts) =>
        Axis.Log(title, counts) with
        {
            Ticks = counts.Count > 6 ? null : [.. counts.Select(c => new Tick(c, Numerals.Short(c)))],
        };

    private static IEnumerable<double> Ends(List<Mark> marks) =>
        marks.OfType<PointsMark>().SelectMany(m => m.Lower!.Concat(m.Upper!));

    private static IEnumerable<Mark> Lines(
        List<(SweepCurve Curve, ValleyRadiusRecord Valley)> valleys,
        Axis axis,
        Axis upright
    ) =>
        valleys
            .Where(v => v.Valley.ValleyRadius >= axis.Minimum && v.Valley.ValleyRadius <= axis.Maximum)
            .Select(v => new LineMark(
                $"{v.Curve.Name}: valley radius {CentreTable.Radius(v.Valley)}",
                v.Curve.Style.Ink,
                [v.Valley.ValleyRadius, v.Valley.ValleyRadius],
                [upright.Minimum, upright.Maximum]
            )
            {
                Dash = Dash.Dotted,
                Weight = Weight.Medium,
            });

    /// <summary>Valley radii with their intervals in rows below the curves, cut off at the ends of the axis.</summary>
    private static Panel WithIntervals(Panel panel, List<(SweepCurve Curve, ValleyRadiusRecord Valley)> valleys)
    {
        const double step = 0.07;
        var points = valleys.Select(
            (v, k) =>
                new PointsMark(
                    $"{v.Curve.Name}: valley radius",
                    v.Curve.Style.Ink,
                    [Math.Min(v.Valley.ValleyRadius, panel.X.Maximum)],
                    [-step * (k + 1)]
                )
                {
                    Marker = double.IsFinite(v.Valley.ValleyRadius) ? v.Curve.Style.Marker : Marker.OpenSquare,
                    Size = 0.4,
                    Lower = [Math.Max(v.Valley.ValleyRadiusLower, panel.X.Minimum)],
                    Upper = [Math.Min(v.Valley.ValleyRadiusUpper, panel.X.Maximum)],
                    IntervalAlongX = true,
                    Notes = [CentreTable.Radius(v.Valley)],
                }
        );
        return panel with
        {
            Y = panel.Y with { Minimum = panel.Y.Minimum - (step * valleys.Count) },
            Marks = [.. panel.Marks, .. points],
        };
    }

    private static ValleyRadiusRecord? ValleyOf(StudyView study, SweepRecord sweep) =>
        study
            .Results.Roughness.FirstOrDefault(r =>
                r.Valley is not null
                && r.IsFinal
                && (r.Objective, r.TrainedOn, r.Seed) == (sweep.Objective, sweep.TrainedOn, sweep.Seed)
            )
            ?.Valley;

    /// <summary>What is held, whose points these are, and what rounding hides.</summary>
    private static string Conditions(List<SweepCurve> curves, SweepSetting varied)
    {
        var held = Settings
            .Where(s => s != varied)
            .Select(s => $"{s.Symbol} = {Numerals.Short(s.Value(curves[0].Rows[0]))}");
        var seeds = curves
            .GroupBy(c => c.Sweep.Seed)
            .Select(g => $"{string.Join(" and ", g.Select(c => c.Style.Name).Distinct())} seed {g.Key}");
        var rows = curves.SelectMany(c => c.Rows).ToList();
        var hidden = rows.Sum(r => r.NotResolvedSlices);
        return $"{string.Join(", ", held)}; {string.Join(", ", seeds)}."
            + ResolutionWords.Of(
                hidden,
                rows.Sum(r => r.Directions),
                curves.Exists(c => c.Sweep.ComputedIn is not null)
            )
            + (hidden > 0 ? " An index of too few slices is not shown." : "");
    }
}
