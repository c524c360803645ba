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
        var groups = Views(study).GroupBy(v => PlaneOf(v.Record)).ToList();
        return groups.SelectMany(
            (group, i) => Of(study, [.. group], i == 0 ? "" : $"-{Numerals.Integer(i + 1)}", groups.Count > 1)
        );
    }

    /// <summary>Planes of one kind stand in one figure.</summary>
    private static string PlaneOf(SurfaceRecord record) =>
        record.Axes is { } axes
            ? string.Join(' ', axes.Select(a => a.Name))
            : RuleWords.Directions(record.Directions, record.Normalize, record.Bias);

    private static IEnumerable<Exhibit> Of(StudyView study, List<SurfaceView> all, string suffix, bool isOneOfSeveral)
    {
        var views = all.Count > MostMaps ? all.FindAll(v => v.IsOwn) : all;
        var name = isOneOfSeveral ? $" {PlaneName(views[0].Record)}" : "";
        var shared = SurfaceView.Scale(views);
        var columns = Math.Max(2, Math.Min(3, views.GroupBy(v => v.Record.Provenance.Key).Max(g => g.Count())));
        var data = Data(views);
        var links = study.ArrayLinks(
            study
                .Results.Surfaces.Where(s => PlaneOf(s) == PlaneOf(views[0].Record))
                .Select(s => ($"{study.Styles[s.TrainedOn].Name} seed {s.Seed}", s.Provenance.Key))
        );
        var how = How(study, views);

        yield return new Exhibit(
            new Figure
            {
                Id = "surface" + suffix,
                Title = $"Losses on planes through the trained points{name}",
                Description =
                    "Colour fields of L − L* on a logarithmic scale shared by all panels; lines at powers of ten; trained point, trajectory and start marked.",
                Panels = [.. views.Select(v => v.Map(shared, own: false))],
                Columns = columns,
                SharedScale = shared,
                Compact = true,
            },
            $"{how} One scale for all panels; lines at {LineWords(shared)}, with their values.{LowWords(views, shared)} {Trajectories(views)}{SliceAxisWords.Explained(views.DistinctBy(v => v.Record.Provenance.Key).Select(v => (v.Centre.Name, v.Record.Axes)))} A plane cannot show negative curvature off it.",
            data,
            links
        )
        {
            View = "surface" + suffix,
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
                    Id = "surface-own" + suffix,
                    Title = $"The same planes{name}, each on its own scale",
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
                DataId = "surface" + suffix,
                View = "surface" + suffix,
                ViewName = "each its own scale",
            };
        }
        // Browsers keep few 3-D scenes alive at once: with many variants each loss is shown at its own trained point only.
        var reliefs = views.Count > MostReliefs ? [.. views.Where(v => v.IsOwn)] : views;
        yield return new Exhibit(
            new Figure
            {
                Id = "surface-3d" + suffix,
                Title = $"The same planes{name} as surfaces",
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
            DataId = "surface" + suffix,
            Fold = "The same planes as surfaces that can be turned",
        };
        // A strip holds the path itself: nothing is projected.
        if (views.Any(v => v.Checkpoints > 0 && !v.IsStrip))
        {
            yield return PathFigure.Of(views, suffix, links);
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
        return views;
    }

    private static string How(StudyView study, List<SurfaceView> views)
    {
        var record = views[0].Record;
        var losses = views.Select(v => v.Objective.Label);
        var points = views.ConvertAll(v => (v.Record.TrainedOn, v.Record.Seed, v.Record.Step));
        return $"Losses on {Numerals.Integer(views[0].Logs.Count() + views[0].NotFinite + views[0].NotAbove)} points of the plane through the trained {(PointNames.AreOne(points) ? "point" : "points")} of {PointNames.Words(study, points)}: "
            + $"{Words(record)}. {study.DescribeBounds(losses)}.{MissingLosses.Words(views.Sum(v => v.NotFinite), views.Sum(v => v.NotAbove))}";
    }

    private static string Words(SurfaceRecord record) =>
        record.Axes is { } axes
            ? $"directions {PlaneName(record)}, {SliceAxisWords.Caption(axes)}; each trained point has its own"
            : RuleWords.Directions(record.Directions, record.Normalize, record.Bias)
                + ". All panels use the same two directions before scaling";

    /// <summary>What spans the plane, whatever loss it is of.</summary>
    private static string PlaneName(SurfaceRecord record) =>
        record.Axes is { } axes ? SliceAxisWords.Plane(axes)
        : record.Directions is "" or "random" ? "along random directions"
        : record.Directions;

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
        return (
                paths[0].IsStrip
                    ? "White dot: trained point; open square: start; line: the path itself, each checkpoint in the colour of its loss."
                    : "White dot: trained point; open square: start; line: trajectory projected on the plane, each checkpoint in the colour of its true loss and the paler the farther from the plane."
            ) + (outside.Length > 0 ? $" Outside the frame: {outside} checkpoints." : "");
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
