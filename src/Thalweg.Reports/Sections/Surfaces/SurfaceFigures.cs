using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Surfaces;

/// <summary>What does the landscape look like? Losses on planes through the trained points, on shared and on own scales.</summary>
internal static class SurfaceFigures
{
    /// <summary>Decades that the range of one panel must differ from the shared one before its own scale is worth a figure.</summary>
    private const double Flattened = 0.7;

    private const int MostReliefs = 4;
    private const int MostMaps = 12;

    public static IEnumerable<Exhibit> Of(StudyView study)
    {
        var views = Views(study);
        if (views.Count == 0)
        {
            yield break;
        }
        var shared = SurfaceView.Scale(views);
        var columns = Math.Max(2, Math.Min(3, views.GroupBy(v => v.Record.Provenance.Key).Max(g => g.Count())));
        var data = Data(views);
        var links = study.ArrayLinks(
            study.Results.Surfaces.Select(s => ($"{study.Styles[s.TrainedOn].Name} seed {s.Seed}", s.Provenance.Key))
        );
        var how = How(study, views);

        yield return new Exhibit(
            new Figure
            {
                Id = "surface",
                Title = "Losses on planes through the trained points",
                Description =
                    "Colour fields of L − L* on a logarithmic scale shared by all panels; lines at powers of ten; trained point, trajectory and start marked.",
                Panels = [.. views.Select(v => v.Map(shared, own: false))],
                Columns = columns,
                SharedScale = shared,
                Compact = true,
            },
            $"{how} One scale for all panels; lines at {LineWords(shared)}, with their values.{LowWords(views, shared)} {Trajectories(views)} A plane cannot show negative curvature off it.",
            data,
            links
        )
        {
            View = "surface",
            ViewName = "one scale for all",
        };
        if (
            views.Any(v =>
                SurfaceView.Scale([v]) is var own
                && Math.Max(own.Minimum - shared.Minimum, shared.Maximum - own.Maximum) > Flattened
            )
        )
        {
            yield return new Exhibit(
                new Figure
                {
                    Id = "surface-own",
                    Title = "The same planes, each on its own scale",
                    Description =
                        "The fields of the figure before, each with the colour scale that spans its own values.",
                    Panels = [.. views.Select(v => v.Map(SurfaceView.Scale([v]), own: true))],
                    Compact = true,
                    Columns = columns,
                },
                "The same planes, each with the scale of its own values: colours of different panels are not comparable here.",
                data,
                links
            )
            {
                DataId = "surface",
                View = "surface",
                ViewName = "each its own scale",
            };
        }
        // Browsers keep few 3-D scenes alive at once: with many variants each loss is shown at its own trained point only.
        var reliefs = views.Count > MostReliefs ? [.. views.Where(v => v.IsOwn)] : views;
        yield return new Exhibit(
            new Figure
            {
                Id = "surface-3d",
                Title = "The same planes as surfaces",
                Description =
                    "Surfaces over the plane; height and colour are the logarithm of L − L*, on one scale for all panels.",
                Panels = [.. reliefs.Select(v => v.Relief(shared))],
                Columns = columns,
                SharedScale = shared,
                Compact = true,
            },
            "Height and colour are log₁₀(L − L*), on the scale that all panels share. The trajectory is drawn at its true loss, so it may run above or below the surface; what lies below the scale is drawn on its floor.",
            data,
            links
        )
        {
            DataId = "surface",
            Fold = "The same planes as surfaces that can be turned",
        };
        if (views.Any(v => v.Checkpoints > 0))
        {
            yield return Trajectory(study, views, links);
        }
    }

    private static List<SurfaceView> Views(StudyView study)
    {
        var views = new List<SurfaceView>();
        var seed = study
            .Results.Surfaces.GroupBy(s => s.Seed)
            .OrderByDescending(g => g.Select(s => s.TrainedOn).Distinct().Count())
            .ThenBy(g => g.Key)
            .FirstOrDefault();
        foreach (var record in seed ?? Enumerable.Empty<SurfaceRecord>())
        {
            var arrays = study.Results.Arrays(record.Provenance.Key);
            if (!arrays.ContainsKey("t1") || !arrays.ContainsKey("t2"))
            {
                continue;
            }
            views.AddRange(
                record
                    .Objectives.Where(o => arrays.ContainsKey(SliceArrays.Loss(record.Objectives, record.Slugs, o)))
                    .Select(o => SurfaceView.Of(study, record, o, arrays))
            );
        }
        return views.Count > MostMaps ? views.FindAll(v => v.IsOwn) : views;
    }

    private static Exhibit Trajectory(StudyView study, List<SurfaceView> views, IReadOnlyList<ArrayLink> links)
    {
        var own = views.Where(v => v.IsOwn && v.Checkpoints > 0).ToList();
        own = own.Count > 0 ? own : [.. views.Where(v => v.Checkpoints > 0)];
        var steps = own.SelectMany(v => v.Record.TrajectorySteps).Distinct().Order().ToList();
        var axis = StepAxis.Of(steps);
        Panel Panel(string title, Func<SurfaceView, int, double> value, bool log)
        {
            var marks = new List<Mark>();
            var all = new List<double>();
            foreach (var view in own)
            {
                double[] x =
                [
                    .. view.Record.TrajectorySteps.Take(view.Checkpoints).Select(s => (double)steps.IndexOf(s)),
                ];
                double[] y = [.. Enumerable.Range(0, x.Length).Select(i => value(view, i))];
                all.AddRange(y);
                marks.Add(
                    new LineMark(view.Centre.Name, view.Centre.Ink, x, y)
                    {
                        Weight = Weight.Medium,
                        Dash = view.Centre.Dash,
                        Label = view.Centre.Name,
                    }
                );
                marks.Add(new PointsMark(view.Centre.Name, view.Centre.Ink, x, y) { Marker = view.Centre.Marker });
            }
            return new Panel
            {
                Title = title,
                X = axis,
                Y = log ? Axis.Log(title, all) : Axis.Linear(title, all.Append(0)),
                Marks = marks,
                LinkX = "step",
            };
        }
        var figure = new Figure
        {
            Id = "trajectory",
            Title = "Distance of the trajectories from their planes, and true losses",
            Description =
                "Left the distance of each checkpoint from the plane, right its true loss above L*, against the optimizer step.",
            Panels =
            [
                Panel("distance from the plane, in parameter units", (v, i) => v.Distance(i), log: false),
                Panel(
                    "true loss of the checkpoints, L − L*",
                    (v, i) => double.IsFinite(v.TrueLog(i)) ? Decades.Power(v.TrueLog(i)) : double.NaN,
                    log: true
                ),
            ],
        };
        var table = new CsvTable(
            "trained_on",
            "seed",
            "objective",
            "step",
            "t1",
            "t2",
            "distance",
            "true_loss_above_bound",
            "log10_true_loss_above_bound"
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
                    view.TrueLog(i)
                );
            }
        }
        var caption =
            $"Checkpoints of the runs shown above (seed {own[0].Record.Seed}), evenly spaced whatever the steps between them. A checkpoint far from the plane sees losses that the plane does not show.";
        return new Exhibit(figure, caption, table, links) { IsLater = true };
    }

    private static string How(StudyView study, List<SurfaceView> views)
    {
        var record = views[0].Record;
        var losses = views.Select(v => v.Objective.Label);
        var points = views.ConvertAll(v => (v.Record.TrainedOn, v.Record.Seed, v.Record.Step));
        return $"Losses on {Numerals.Integer(views[0].Logs.Count() + views[0].NotFinite + views[0].NotAbove)} points of the plane through the trained {(PointNames.AreOne(points) ? "point" : "points")} of {PointNames.Words(study, points)}: "
            + $"{Words(record)}. All panels use the same two directions before scaling. {study.DescribeBounds(losses)}.{MissingLosses.Words(views.Sum(v => v.NotFinite), views.Sum(v => v.NotAbove))}";
    }

    private static string Words(SurfaceRecord record) =>
        RuleWords.Directions(record.Directions, record.Normalize, record.Bias);

    private static string LineWords(ColourScale scale) =>
        SurfaceView.StepOf(scale) switch
        {
            < 1 => "quarters of a decade",
            1 => "powers of ten",
            2 => "every second power of ten",
            var step => $"powers of ten, {Numerals.Integer((long)step)} apart",
        };

    private static string LowWords(List<SurfaceView> views, ColourScale scale) =>
        views.SelectMany(v => v.Logs).DefaultIfEmpty(scale.Minimum).Min() < scale.Minimum
            ? $" The scale begins where {Numerals.Short(100 * SurfaceView.LowShare)} % of all points lie below it: around a trained point losses fall deeper, in the darkest colour."
            : "";

    private static string Trajectories(List<SurfaceView> views)
    {
        var paths = views.Where(v => v.Checkpoints > 0).DistinctBy(v => v.Record.Provenance.Key).ToList();
        if (paths.Count == 0)
        {
            return "White dot: trained point.";
        }
        var outside = string.Join(
            ", ",
            paths
                .Where(v => v.CheckpointsOutside > 0)
                .Select(v => $"{v.CheckpointsOutside} of {v.Checkpoints} ({v.Centre.Name})")
        );
        return "White dot: trained point; open square: start; line: trajectory projected on the plane, each checkpoint in the colour of its true loss and the paler the farther from the plane."
            + (outside.Length > 0 ? $" Outside the frame: {outside} checkpoints." : "");
    }

    private static CsvTable Data(List<SurfaceView> views)
    {
        var table = new CsvTable(
            "trained_on",
            "seed",
            "objective",
            "t1",
            "t2",
            "loss",
            "loss_above_bound",
            "log10_loss_above_bound"
        );
        foreach (var view in views)
        {
            foreach (var (t1, t2, loss, above, log) in view.Points)
            {
                table.Add(view.Record.TrainedOn, view.Record.Seed, view.Objective.Label, t1, t2, loss, above, log);
            }
        }
        return table;
    }
}
