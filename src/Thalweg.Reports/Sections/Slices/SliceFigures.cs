using Thalweg.Formats.Arrays;
using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Slices;

/// <summary>1-D slices through the trained points: every loss, and the solution error, on the same directions.</summary>
internal static class SliceFigures
{
    private const int MostPanels = 12;

    public static IEnumerable<Exhibit> Of(StudyView study)
    {
        var seed = study
            .Results.Slices.GroupBy(s => s.Seed)
            .OrderByDescending(g => g.Select(s => s.TrainedOn).Distinct().Count())
            .ThenBy(g => g.Key)
            .FirstOrDefault();
        var groups = (seed ?? Enumerable.Empty<SliceRecord>()).GroupBy(LinesOf).ToList();
        return groups.SelectMany((group, i) => Of(study, [.. group], i == 0 ? "" : $"-{Numerals.Integer(i + 1)}"));
    }

    /// <summary>Lines of one kind stand in one figure.</summary>
    private static string LinesOf(SliceRecord record) =>
        record.Axes is { } axes ? axes[0].Name : RuleWords.Directions(record.Directions, record.Normalize, record.Bias);

    private static IEnumerable<Exhibit> Of(StudyView study, List<SliceRecord> group, string suffix)
    {
        var records = group
            .Select(s => (Record: s, Arrays: study.Results.Arrays(s.Provenance.Key)))
            .Where(p => p.Arrays.ContainsKey("t1"))
            .ToList();
        var ownOnly = records.Sum(p => p.Record.Objectives.Count) > MostPanels;
        var panels = records.SelectMany(p => Panels(study, p.Record, p.Arrays, ownOnly)).ToList();
        if (panels.Count == 0)
        {
            yield break;
        }
        // One vertical axis for all losses, one for all errors: compared things share axes.
        panels = [.. panels.Select(p => p with { Y = SharedAxis(panels, p) })];
        var perCentre = panels.Count / Math.Max(1, records.Count);
        var figure = new Figure
        {
            Id = "slices" + suffix,
            Title = "Slices through the trained points",
            Description = "Losses above L* and solution error along single directions through the trained points.",
            Panels = panels,
            Columns = Math.Clamp(perCentre, 2, 3),
        };
        var first = records[0].Record;
        var objectives = records.SelectMany(p => Shown(study, p.Record, ownOnly)).Distinct();
        var caption =
            $"Each curve is one direction{(first.Axes is null ? ", the same in all panels before scaling" : "")}; {PointNames.Words(study, [.. records.Select(p => (p.Record.TrainedOn, p.Record.Seed, p.Record.Step))])}; "
            + $"{Words(first)}.{SliceAxisWords.Explained(records.Select(p => (study.Styles[p.Record.TrainedOn].Name, p.Record.Axes)))} {study.DescribeBounds(objectives)}. The trained point is t = 0.{(ownOnly ? " Each loss is shown around its own trained points; the others are in the arrays." : "")} The other seeds are in the arrays.";
        var links = study.ArrayLinks(
            study
                .Results.Slices.Where(s => LinesOf(s) == LinesOf(first))
                .Select(s => ($"{study.Styles[s.TrainedOn].Name} seed {s.Seed}", s.Provenance.Key))
        );
        yield return new Exhibit(figure, caption, Data(records), links) { IsLater = true };
    }

    private static string Words(SliceRecord record) =>
        record.Axes is { } axes
            ? $"{Name(axes[0].Name)}, {SliceAxisWords.Caption([axes[0]])}; each trained point has its own"
            : RuleWords.Directions(record.Directions, record.Normalize, record.Bias);

    private static string Name(string axis) =>
        axis switch
        {
            "largest" => "the eigenvectors of the largest eigenvalues",
            "smallest" => "the eigenvectors of the smallest eigenvalues",
            "gradient" => "the gradient",
            _ => "the principal components of the checkpoints",
        };

    private static IEnumerable<string> Shown(StudyView study, SliceRecord record, bool ownOnly) =>
        record.Objectives.Where(o => !ownOnly || study.IsOwn(o, record.TrainedOn));

    private static IEnumerable<Panel> Panels(
        StudyView study,
        SliceRecord record,
        IReadOnlyDictionary<string, NpyArray> arrays,
        bool ownOnly
    )
    {
        var t = arrays["t1"].Values;
        var centre = study.Styles[record.TrainedOn];
        foreach (var objective in Shown(study, record, ownOnly))
        {
            if (!arrays.TryGetValue(SliceArrays.Loss(record.Objectives, record.Slugs, objective), out var losses))
            {
                continue;
            }
            var style = study.Styles.Loss(objective, record.TrainedOn);
            var bound = study.Bounds[objective];
            yield return Panel(
                t,
                Rows(losses, t.Length),
                v => v - bound,
                style,
                $"{style.Name} loss",
                $"around the {centre.Name} point, L − L*",
                "loss",
                record.Axes
            );
        }
        if (ErrorArray(arrays) is { } error)
        {
            var neutral = centre with { Ink = Ink.Text, Dash = Dash.Solid };
            yield return Panel(
                t,
                Rows(arrays[error], t.Length),
                v => v,
                neutral,
                "",
                $"{ErrorName.Words(error["error_".Length..])} around the {centre.Name} point",
                "error",
                record.Axes
            );
        }
    }

    /// <summary>Name of the array of the error that is shown; null where none is known.</summary>
    public static string? ErrorArray(IReadOnlyDictionary<string, NpyArray> arrays) =>
        arrays.ContainsKey("error_relativeL2")
            ? "error_relativeL2"
            : arrays.Keys.FirstOrDefault(k => k.StartsWith("error_", StringComparison.Ordinal));

    /// <summary>A curve for each row.</summary>
    /// <param name="shown">What is drawn of a value.</param>
    public static Panel Panel(
        double[] t,
        List<double[]> rows,
        Func<double, double> shown,
        VariantStyle style,
        string lead,
        string title,
        string link,
        IReadOnlyList<SliceDirectionRecord>? axes = null
    )
    {
        var marks = new List<Mark>();
        for (var d = 0; d < rows.Count; d++)
        {
            marks.Add(
                new LineMark(SliceAxisWords.Line(axes?[d], d), style.Ink, t, [.. rows[d].Select(shown)])
                {
                    Dash = style.Dash,
                    Weight = rows.Count > 3 ? Weight.Thin : Weight.Medium,
                }
            );
        }
        return new Panel
        {
            Lead = lead,
            LeadInk = style.Ink,
            Title = title,
            Aspect = 0.5,
            X = new Axis("step t along the direction", false, t[0], t[^1]),
            Y = Axis.Log(title, marks.OfType<LineMark>().SelectMany(m => m.Y)),
            Marks = marks,
            LinkX = "t",
            LinkY = link,
        };
    }

    private static Axis SharedAxis(List<Panel> panels, Panel panel)
    {
        var group = panels.Where(p => p.LinkY == panel.LinkY);
        return Axis.Log(panel.Y.Title, group.SelectMany(p => p.Marks.OfType<LineMark>()).SelectMany(m => m.Y));
    }

    /// <summary>The lines of an array [D, n] or [n].</summary>
    public static List<double[]> Rows(NpyArray array, int length) =>
        [
            .. Enumerable
                .Range(0, length == 0 ? 0 : array.Values.Length / length)
                .Select(d => array.Values[(d * length)..((d + 1) * length)]),
        ];

    private static CsvTable Data(List<(SliceRecord Record, IReadOnlyDictionary<string, NpyArray> Arrays)> records)
    {
        var names = records.SelectMany(r => r.Arrays.Keys).Where(SliceArrays.IsLossOrError).Distinct().ToList();
        var table = new CsvTable(["trained_on", "seed", "direction", "t", .. names]);
        foreach (var (record, arrays) in records)
        {
            var t = arrays["t1"].Values;
            var columns = names
                .Select(name => arrays.TryGetValue(name, out var array) ? Rows(array, t.Length) : [])
                .ToList();
            for (var d = 0; d < columns.Max(rows => rows.Count); d++)
            {
                for (var i = 0; i < t.Length; i++)
                {
                    table.Add([
                        record.TrainedOn,
                        record.Seed,
                        d + 1,
                        t[i],
                        .. columns.Select(rows => d < rows.Count ? rows[d][i] : default(object)),
                    ]);
                }
            }
        }
        return table;
    }
}
