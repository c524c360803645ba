using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;

namespace Thalweg.Reports.Sections.Surfaces;

/// <summary>How far a trajectory is from the plane that shows it: distances, and true losses beside those of the plane.</summary>
internal static class PathFigure
{
    /// <param name="suffix">Of the name of the figure.</param>
    public static Exhibit Of(List<SurfaceView> views, string suffix, IReadOnlyList<ArrayLink> links)
    {
        var own = views.Where(v => v.IsOwn && v.Checkpoints > 0).ToList();
        own = own.Count > 0 ? own : [.. views.Where(v => v.Checkpoints > 0)];
        var steps = own.SelectMany(v => v.Record.TrajectorySteps).Distinct().Order().ToList();
        var hasProjections = own.Exists(v => v.HasProjections);
        var figure = new Figure
        {
            Id = "trajectory" + suffix,
            Title = "Distance of the trajectories from their planes, and true losses",
            Description =
                "Left the distance of each checkpoint from the plane; right its true loss above L* and, dotted, the loss of its projection on the plane, against the optimizer step.",
            Panels = [Distances(own, steps), Losses(own, steps)],
        };
        var caption =
            $"Checkpoints of the runs shown above (seed {own[0].Record.Seed}), evenly spaced whatever the steps between them. A checkpoint far from the plane sees losses that the plane does not show"
            + (hasProjections ? $": the projected path is not the path.{Farthest(own)}" : ".");
        return new Exhibit(figure, caption, Data(views), links) { IsLater = true };
    }

    private static Panel Distances(List<SurfaceView> own, List<long> steps)
    {
        const string title = "distance from the plane, in parameter units";
        var marks = new List<Mark>();
        var all = new List<double> { 0 };
        foreach (var view in own)
        {
            var (x, y) = Points(view, steps, view.Distance);
            all.AddRange(y);
            marks.AddRange(Curve(view, x, y, view.Centre.Dash, view.Centre.Name));
        }
        return new Panel
        {
            Title = title,
            X = StepAxis.Of(steps),
            Y = Axis.Linear(title, all),
            Marks = marks,
            LinkX = "step",
        };
    }

    private static Panel Losses(List<SurfaceView> own, List<long> steps)
    {
        const string title = "L − L* of the checkpoints; dotted: on the plane";
        var marks = new List<Mark>();
        var all = new List<double>();
        foreach (var view in own)
        {
            var (x, y) = Points(view, steps, i => Plain(view.TrueLog(i)));
            all.AddRange(y);
            marks.AddRange(Curve(view, x, y, view.Centre.Dash, view.Centre.Name));
            if (view.HasProjections)
            {
                var (_, projected) = Points(view, steps, i => Plain(view.ProjectedLog(i)));
                all.AddRange(projected);
                marks.Add(
                    new LineMark($"{view.Centre.Name}, on the plane", view.Centre.Ink, x, projected)
                    {
                        Dash = Dash.Dotted,
                    }
                );
                marks.Add(
                    new PointsMark($"{view.Centre.Name}, on the plane", view.Centre.Ink, x, projected)
                    {
                        Marker = Marker.OpenSquare,
                    }
                );
            }
        }
        return new Panel
        {
            Title = title,
            X = StepAxis.Of(steps),
            Y = Axis.Log(title, all),
            Marks = marks,
            LinkX = "step",
        };
    }

    private static (double[] X, double[] Y) Points(SurfaceView view, List<long> steps, Func<int, double> value)
    {
        double[] x = [.. view.Record.TrajectorySteps.Take(view.Checkpoints).Select(s => (double)steps.IndexOf(s))];
        return (x, [.. Enumerable.Range(0, x.Length).Select(value)]);
    }

    private static IEnumerable<Mark> Curve(SurfaceView view, double[] x, double[] y, Dash dash, string label) =>
        [
            new LineMark(view.Centre.Name, view.Centre.Ink, x, y)
            {
                Weight = Weight.Medium,
                Dash = dash,
                Label = label,
            },
            new PointsMark(view.Centre.Name, view.Centre.Ink, x, y) { Marker = view.Centre.Marker },
        ];

    private static double Plain(double log) => double.IsFinite(log) ? Decades.Power(log) : double.NaN;

    /// <summary>By how many decades the plane is wrong, where it is wrong by much.</summary>
    private static string Farthest(List<SurfaceView> own)
    {
        var gaps = own.Where(v => v.HasProjections)
            .SelectMany(v => Enumerable.Range(0, v.Checkpoints).Select(i => Math.Abs(v.TrueLog(i) - v.ProjectedLog(i))))
            .Where(double.IsFinite)
            .ToList();
        return gaps.Count > 0 && gaps.Max() is var gap && gap >= 0.1
            ? $" The two losses differ by up to a factor of {Numerals.Significant(Decades.Power(gap))}."
            : "";
    }

    private static CsvTable Data(List<SurfaceView> views)
    {
        var table = new CsvTable(
            "trained_on",
            "seed",
            "objective",
            "step",
            "t1",
            "t2",
            "distance",
            "true_loss_above_bound",
            "log10_true_loss_above_bound",
            "projected_loss_above_bound",
            "log10_projected_loss_above_bound"
        );
        foreach (var view in views)
        {
            for (var i = 0; i < Math.Min(view.Checkpoints, view.Record.TrajectorySteps.Count); i++)
            {
                var (t1, t2) = view.Place(i);
                table.Add(
                    view.Record.TrainedOn,
                    view.Record.Seed,
                    view.Objective.Label,
                    view.Record.TrajectorySteps[i],
                    t1,
                    t2,
                    view.Distance(i),
                    Decades.Power(view.TrueLog(i)),
                    view.TrueLog(i),
                    view.HasProjections ? Decades.Power(view.ProjectedLog(i)) : null,
                    view.HasProjections ? view.ProjectedLog(i) : null
                );
            }
        }
        return table;
    }
}
