using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;

namespace Thalweg.Reports.Sections.Sweeps;

/// <summary>Index and oscillation against the half-width l, and the index against m and M.</summary>
internal static class SweepFigures
{
    public static IEnumerable<Exhibit> Of(StudyView study)
    {
        if (SweepCurves.Of(study, SweepCurves.Radius) is { Count: > 0 } radii)
        {
            if (AgainstRadius(study, radii) is { } exhibit)
            {
                yield return exhibit;
            }
        }
        var others = ((SweepSetting[])[SweepCurves.Directions, SweepCurves.Intervals])
            .Select(setting => (Setting: setting, Curves: SweepCurves.Of(study, setting)))
            .Where(p =>
                p.Curves.Count > 0 && HasValues(IndexPanel(p.Curves, Axis.Log("", p.Curves.SelectMany(c => c.X))))
            )
            .ToList();
        if (others.Count > 0)
        {
            yield return AgainstOthers(study, others);
        }
    }

    private static Exhibit? AgainstRadius(StudyView study, List<SweepCurve> curves)
    {
        var axis = Axis.Log(SweepCurves.Radius.Title, curves.SelectMany(c => c.X));
        var valleys = new SweepValleys(study, curves);
        List<Panel> panels = [IndexPanel(curves, axis)];
        if (curves.Exists(c => c.Seeds.Any(s => s.Points.Any(p => p.OscillationIndex is not null))))
        {
            panels.Add(Oscillation(curves, axis));
            panels.Add(Share(curves, axis));
        }
        var hasShare = panels.Count > 1 && HasValues(panels[^1]);
        panels.RemoveAll(p => !HasValues(p));
        if (panels.Count == 0)
        {
            return null;
        }
        panels = [.. panels.Select(p => p with { Marks = [.. valleys.Lines(axis, p.Y), .. p.Marks] })];
        if (hasShare)
        {
            panels[^1] = valleys.Below(panels[^1]);
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
        string[] sentences =
        [
            $"Slices of growing half-width along the same directions, {Over(curves, " (of the share by Clopper–Pearson)")}; humps are left out of OI and of the share.",
            panels.Exists(p => LongIntervals.Marks(p.Marks, p.Y).Any())
                ? "A triangle at the top marks an interval that goes on: few slices oscillate there."
                : "",
            valleys.Any
                ? $"The dotted lines are the valley radii, within which at most one slice in twenty oscillates{(valleys.AreRanges ? ", medians over seeds" : "")}; below the share they have their {(valleys.AreRanges ? "ranges over seeds" : "intervals")} ({valleys.Words})."
                : "",
            SweepCurves.Conditions(curves, SweepCurves.Radius),
        ];
        return new Exhibit(
            figure,
            string.Join(" ", sentences.Where(s => s.Length > 0)),
            SweepTable.Of(study, curves),
            []
        );
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
        var curves = others.SelectMany(o => o.Curves).ToList();
        var caption =
            $"RI, {Over(curves, "")}; fewer directions are the first of more. "
            + string.Join(
                " ",
                others.Select(o => $"Against {o.Setting.Symbol}: {SweepCurves.Conditions(o.Curves, o.Setting)}")
            );
        return new Exhibit(figure, caption, SweepTable.Of(study, curves), []) { IsLater = true };
    }

    /// <summary>What the intervals are over.</summary>
    /// <param name="exact">What is said of shares where they are over directions.</param>
    private static string Over(List<SweepCurve> curves, string exact) =>
        curves.TrueForAll(c => c.Seeds.Count == 1) ? $"with 95 % intervals over directions{exact}"
        : curves.Exists(c => c.All.Count > 0)
            ? "every seed thin, their mean bold with 95 % intervals over seeds (Student’s t, of RI on logarithms)"
        : "every seed; they have not been compared";

    /// <summary>Whether anything can be drawn: an index of 0 is nowhere on a logarithmic axis.</summary>
    private static bool HasValues(Panel panel) =>
        panel
            .Marks.SelectMany(m =>
                m switch
                {
                    LineMark line => line.Y,
                    PointsMark points => points.Y,
                    _ => [],
                }
            )
            .Any(y => double.IsFinite(panel.Y.Fraction(y)));

    private static Panel IndexPanel(List<SweepCurve> curves, Axis axis)
    {
        List<Mark> marks = [.. curves.SelectMany(c => c.Marks(p => p.Roughness, "RI"))];
        return new Panel
        {
            Title = "roughness index RI",
            X = axis,
            Y = Axis.Log("RI", marks.OfType<LineMark>().SelectMany(m => m.Y).Concat(Ends(marks))),
            Marks = marks,
            LinkX = "radius",
        };
    }

    private static Panel Oscillation(List<SweepCurve> curves, Axis axis)
    {
        const string title = "oscillation index OI, the mean of O";
        List<Mark> marks = [.. curves.SelectMany(c => c.Marks(p => p.OscillationIndex, "OI"))];
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

    private static Panel Share(List<SweepCurve> curves, Axis axis) =>
        new()
        {
            Title = "share of slices that oscillate",
            X = axis,
            Y = new Axis("share", false, -0.02, 1.02),
            Marks = [.. curves.SelectMany(c => c.Marks(p => p.Oscillating, "share"))],
            LinkX = "radius",
        };

    /// <summary>A logarithmic axis that is labelled at the counts themselves, where they are few.</summary>
    private static Axis Counts(string title, List<double> counts) =>
        Axis.Log(title, counts) with
        {
            Ticks = counts.Count > 6 ? null : [.. counts.Select(c => new Tick(c, Numerals.Short(c)))],
        };

    private static IEnumerable<double> Ends(List<Mark> marks) =>
        marks.OfType<PointsMark>().SelectMany(m => m.Lower!.Concat(m.Upper!));
}
