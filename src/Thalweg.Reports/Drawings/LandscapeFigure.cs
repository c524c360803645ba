using Thalweg.Formats.Arrays;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Sections.Slices;
using Thalweg.Reports.Sections.Surfaces;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Drawings;

/// <summary>Figures of single slices, lines and surfaces, drawn as a page draws those of a study: losses above their known infimum or,
/// where none is known, above the lowest loss of the figure.</summary>
public static class LandscapeFigure
{
    /// <summary>One curve for each direction, a panel for each loss and one for the solution error.</summary>
    /// <param name="arrays">As the record's.</param>
    public static Figure Of(SliceRecord record, IReadOnlyDictionary<string, NpyArray> arrays)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(arrays);
        return Curves(
            "slice",
            "Losses along directions through the given parameters",
            "step t along the direction",
            "direction",
            record.Objectives.Zip(record.Slugs),
            record.LowerBounds,
            arrays
        );
    }

    /// <summary>The curve from one end to the other, a panel for each loss and one for the solution error.</summary>
    /// <param name="arrays">As the record's.</param>
    public static Figure Of(LineRecord record, IReadOnlyDictionary<string, NpyArray> arrays)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(arrays);
        return Curves(
            "line",
            "Losses straight from one set of parameters to another",
            "t along the line",
            "line",
            record.Losses.Select(loss => (loss.Objective, loss.Slug)),
            record.LowerBounds,
            arrays
        );
    }

    /// <summary>The curve from one end to the other, a panel for each loss.</summary>
    /// <param name="arrays">As the record's.</param>
    public static Figure Of(PathRecord record, IReadOnlyDictionary<string, NpyArray> arrays)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(arrays);
        return Curves(
            "path",
            "Losses along a path from one set of parameters to another",
            "t along the path",
            "path",
            record.Losses.Select(loss => (loss.Objective, loss.Slug)),
            record.LowerBounds,
            record.Losses.Aggregate(
                new Dictionary<string, NpyArray>(arrays) { ["t1"] = arrays["t_curve"] },
                (all, loss) =>
                {
                    all[SliceArrays.Loss(loss.Slug)] = arrays[SliceArrays.Curve(loss.Slug)];
                    return all;
                }
            )
        );
    }

    /// <summary>A map for each loss, on one scale, with lines at powers of ten.</summary>
    /// <param name="arrays">As the record's.</param>
    public static Figure Of(SurfaceRecord record, IReadOnlyDictionary<string, NpyArray> arrays)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(arrays);
        var styles = Styles(record.Objectives.Zip(record.Slugs));
        var views = record
            .Objectives.Select(objective => new SurfaceView(
                record,
                styles.Loss(objective),
                "around the given parameters",
                isOwn: true,
                Bound(record.LowerBounds, objective, Losses(record.Objectives.Zip(record.Slugs), objective, arrays)),
                arrays
            ))
            .ToList();
        var scale = SurfaceView.Scale(views);
        return new Figure
        {
            Id = "plane",
            Title = "Losses on a plane through the given parameters",
            Description =
                "Colour fields of L − L* on a logarithmic scale; lines at powers of ten; the parameters marked.",
            Panels = [.. views.Select(view => view.Map(scale, own: false))],
            Columns = Math.Clamp(views.Count, 1, 3),
            SharedScale = scale,
            Compact = true,
        };
    }

    private static Figure Curves(
        string id,
        string title,
        string axis,
        string curve,
        IEnumerable<(string Objective, string Slug)> losses,
        IReadOnlyDictionary<string, double?> bounds,
        IReadOnlyDictionary<string, NpyArray> arrays
    )
    {
        var named = losses.ToList();
        var styles = Styles(named);
        var t = arrays["t1"].Values;
        var panels = named
            .Select(loss =>
            {
                var array = Losses(named, loss.Objective, arrays);
                var bound = Bound(bounds, loss.Objective, array);
                var style = styles.Loss(loss.Objective);
                return SliceFigures.Panel(
                    t,
                    SliceFigures.Rows(array, t.Length),
                    value => value - bound,
                    style,
                    $"{style.Name} loss",
                    "L − L*",
                    "loss"
                );
            })
            .ToList();
        if (SliceFigures.ErrorArray(arrays) is { } error)
        {
            var neutral = styles.Loss("");
            panels.Add(
                SliceFigures.Panel(
                    t,
                    SliceFigures.Rows(arrays[error], t.Length),
                    value => value,
                    neutral,
                    "",
                    ErrorName.Words(error["error_".Length..]),
                    "error"
                )
            );
        }
        return new Figure
        {
            Id = id,
            Title = title,
            Description = $"Losses above L* and, where it is known, the solution error; one curve for each {curve}.",
            Panels = [.. panels.Select(panel => panel with { X = panel.X with { Title = axis } })],
            Columns = Math.Clamp(panels.Count, 1, 3),
        };
    }

    private static VariantStyles Styles(IEnumerable<(string Objective, string Slug)> losses) =>
        new([.. losses.Select(loss => new VariantRecord(loss.Objective, loss.Slug, loss.Objective))]);

    private static NpyArray Losses(
        IEnumerable<(string Objective, string Slug)> losses,
        string objective,
        IReadOnlyDictionary<string, NpyArray> arrays
    ) => arrays[SliceArrays.Loss(losses.First(loss => loss.Objective == objective).Slug)];

    private static double Bound(IReadOnlyDictionary<string, double?> bounds, string objective, NpyArray losses) =>
        bounds.GetValueOrDefault(objective) ?? losses.Values.Where(double.IsFinite).DefaultIfEmpty(0).Min();
}
