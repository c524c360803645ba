using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Sections.Training;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Roughness;

/// <summary>The index along the trainings, every seed, with the share of slices that only fall or rise.</summary>
internal static class TrajectoryFigure
{
    public static IEnumerable<Exhibit> Of(StudyView study)
    {
        var own = MeasuredPlaces.Of(study.Results.Roughness.Where(r => study.IsOwn(r.Objective, r.TrainedOn)));
        var runs = own.GroupBy(r => (r.TrainKey ?? "", OwnEnds.Settings(r)))
            .Where(g => g.Select(r => r.Step).Distinct().Count() > 1)
            .Select(g => g.DistinctBy(r => r.Step).OrderBy(r => r.Step).ToList())
            .ToList();
        if (runs.Count > 0)
        {
            // Of one training measured in several ways the one with the most checkpoints.
            yield return Along(study, [.. runs.GroupBy(r => r[0].TrainKey).Select(g => g.MaxBy(r => r.Count)!)]);
        }
    }

    private static Exhibit Along(StudyView study, List<List<RoughnessRecord>> runs)
    {
        var all = runs.SelectMany(r => r).ToList();
        var steps = all.Select(r => r.Step ?? 0).Distinct().Order().ToList();
        var isAlone = runs.Count == runs.Select(r => r[0].TrainedOn).Distinct().Count();
        var axis = Axis.Log("RI", all.Where(HasSpread).SelectMany(r => isAlone ? IndexWords.Shown(r) : [r.Roughness]));
        var marks = new List<Mark>();
        var shares = new List<Mark>();
        foreach (var group in runs.GroupBy(r => r[0].TrainedOn))
        {
            var style = study.Styles[group.Key];
            var several = group.Count() > 1;
            foreach (var run in group)
            {
                double[] x = [.. run.Select(r => (double)steps.IndexOf(r.Step ?? 0))];
                var name = $"{style.Name}, seed {run[0].Seed}";
                marks.AddRange(Run(name, style, run, x, axis, several));
                if (run.Exists(r => r.Minimiser is not null))
                {
                    shares.AddRange(
                        Curve(name, style, x, [.. run.Select(r => r.Minimiser?.MonotoneShare ?? double.NaN)], several)
                    );
                }
            }
            if (several)
            {
                AddMedian(marks, style, [.. group], steps, r => HasSpread(r) ? r.Roughness : 0);
                AddMedian(shares, style, [.. group], steps, r => r.Minimiser?.MonotoneShare ?? double.NaN);
            }
        }
        var last = steps.Count - 1.0;
        var share = new Axis("share", false, -0.03, 1.03);
        List<Panel> panels =
        [
            new Panel
            {
                Title = "roughness index RI of the loss that is trained",
                X = StepAxis.Of(steps),
                Y = axis,
                Marks = [.. marks, .. TrainingPhases.Leaders(marks, last, axis)],
                Aspect = 0.42,
                LinkX = "step",
            },
        ];
        if (shares.Count > 0)
        {
            panels.Add(
                new Panel
                {
                    Title = "share of slices that only fall or rise",
                    X = StepAxis.Of(steps),
                    Y = share,
                    Marks = [.. shares, .. TrainingPhases.Leaders(shares, last, share)],
                    Aspect = 0.42,
                    LinkX = "step",
                }
            );
        }
        var figure = new Figure
        {
            Id = "roughness-trajectory",
            Title = "Roughness index along the trainings",
            Description =
                "Roughness index of each loss at the checkpoints of its own training, and the share of the slices that only fall or rise.",
            Panels = panels,
            Columns = 2,
        };
        var flat = all.Count(r => !HasSpread(r) && double.IsFinite(r.Roughness));
        var caption =
            (
                isAlone
                    ? "RI of each loss at the checkpoints of its own training, with 95 % intervals over directions"
                    : "RI of each loss at the checkpoints of its own training: every seed thin, the median over seeds bold"
            )
            + "; checkpoints evenly spaced. A slice that only falls or rises has T = 1/(2l) whatever its shape: the more of them, the less the index says."
            + (flat > 0 ? " Open squares at the foot: every slice only falls or rises, and RI is 0." : "")
            + $" {IndexWords.Briefly(all)}.{(isAlone ? IndexWords.CutOff(all.Where(HasSpread)) : "")}{IndexWords.Resolution(all)}";
        return new Exhibit(figure, caption, RoughnessTable.Of(all), []);
    }

    /// <summary>Whether slices differ in T: rounding is all that those which only fall or rise differ by.</summary>
    private static bool HasSpread(RoughnessRecord r) => r.Roughness > 0 && r.Minimiser is not { MonotoneShare: 1 };

    private static IEnumerable<Mark> Run(
        string name,
        VariantStyle style,
        List<RoughnessRecord> run,
        double[] x,
        Axis axis,
        bool several
    )
    {
        double[] y = [.. run.Select(r => HasSpread(r) ? r.Roughness : double.NaN)];
        yield return new LineMark(name, style.Ink, x, y)
        {
            Dash = several ? Dash.Solid : style.Dash,
            Weight = several ? Weight.Thin : Weight.Medium,
            Label = several ? null : style.Name,
        };
        yield return new PointsMark(name, style.Ink, x, y)
        {
            Marker = style.Marker,
            Size = several ? 0.34 : 0.5,
            Lower = several ? null : [.. run.Select(r => r.IntervalLower)],
            Upper = several ? null : [.. run.Select(r => r.IntervalUpper)],
            Notes = [.. run.Select(r => $"step {r.Step}: RI = {IndexWords.Text(r)}")],
        };
        var flat = Enumerable
            .Range(0, run.Count)
            .Where(i => !HasSpread(run[i]) && double.IsFinite(run[i].Roughness))
            .ToList();
        if (flat.Count > 0)
        {
            yield return new PointsMark(
                $"{name}: every slice only falls or rises",
                style.Ink,
                [.. flat.Select(i => x[i])],
                [.. flat.Select(_ => axis.Minimum)]
            )
            {
                Marker = Marker.OpenSquare,
                Notes = [.. flat.Select(i => $"step {run[i].Step}: RI = 0")],
            };
        }
    }

    private static IEnumerable<Mark> Curve(string name, VariantStyle style, double[] x, double[] y, bool several)
    {
        yield return new LineMark(name, style.Ink, x, y)
        {
            Dash = several ? Dash.Solid : style.Dash,
            Weight = several ? Weight.Thin : Weight.Medium,
            Label = several ? null : style.Name,
        };
        yield return new PointsMark(name, style.Ink, x, y) { Marker = style.Marker, Size = several ? 0.34 : 0.5 };
    }

    private static void AddMedian(
        List<Mark> marks,
        VariantStyle style,
        List<List<RoughnessRecord>> runs,
        List<long> steps,
        Func<RoughnessRecord, double> value
    )
    {
        var (x, y) = Medians.Curve([
            .. runs.Select(run =>
                (
                    (IReadOnlyList<long>)[.. run.Select(r => (long)steps.IndexOf(r.Step ?? 0))],
                    (IReadOnlyList<double>)[.. run.Select(value)]
                )
            ),
        ]);
        if (x.Length > 0)
        {
            marks.Add(
                new LineMark($"{style.Name}, median", style.Ink, x, y)
                {
                    Dash = style.Dash,
                    Weight = Weight.Bold,
                    Label = style.Name,
                }
            );
        }
    }
}
