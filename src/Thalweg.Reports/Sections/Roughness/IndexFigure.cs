using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Roughness;

/// <summary>The index of every run where it ended, what its variance consists of, what kinds of slices there are, and how wide the valley is.</summary>
internal static class IndexFigure
{
    /// <summary>Rows that a printed column has room for.</summary>
    private const int MostRows = 12;

    public static IEnumerable<Exhibit> Of(StudyView study)
    {
        var own = OwnEnds.Of(study);
        if (own.Count > 0)
        {
            yield return Parts(study, own);
        }
    }

    private static Exhibit Parts(StudyView study, List<RoughnessRecord> all)
    {
        var records = OwnEnds.Fitting(all, MostRows);
        List<IndexRow> rows =
        [
            .. records
                .OrderBy(OwnEnds.Settings)
                .Select((r, i) => new IndexRow(r, OwnEnds.Style(study, r), -i, OwnEnds.Label(study, r, all))),
        ];
        var ticks = rows.Select(r => new Tick(r.Y, r.Label)).ToList();
        IReadOnlyList<Tick> seeds = [.. ticks];
        var pooled = Pooled(study, rows, ticks);
        List<Panel> panels = [IndexPanels.Index(rows, pooled)];
        if (rows.Exists(r => r.Record.Shares is not null))
        {
            panels.Add(IndexPanels.Share(rows));
        }
        if (rows.Exists(r => r.Record.Oscillation is not null))
        {
            panels.Add(IndexPanels.Kind(rows));
        }
        if (rows.Exists(r => r.Record.Valley is not null))
        {
            panels.Add(IndexPanels.Valley(rows));
        }
        var figure = new Figure
        {
            Id = "roughness",
            Title = "Roughness index and what it consists of",
            Description =
                "One row per run: the roughness index with its interval, the shares of offset, asymmetry and oscillation in the variance of T, the kinds of slices, and the valley radius.",
            Panels =
            [
                // What is told of all seeds together is their index alone.
                .. panels.Select((p, i) => OnRows(p, i == 0 ? ticks : seeds, pooled.Count > 0 && i == 0)),
            ],
            Columns = panels.Count == 4 ? 2 : panels.Count,
        };
        return new Exhibit(figure, Caption(study, records, all, pooled), RoughnessTable.Of(all), []);
    }

    private static Panel OnRows(Panel panel, IReadOnlyList<Tick> ticks, bool isAlone)
    {
        var axis = new Axis("", false, ticks.Min(t => t.Value) - 0.6, 0.6, ticks);
        return panel with
        {
            Y = axis,
            Aspect = 0,
            // As high for each row in every panel.
            LeastHeight = 1.5 * (axis.Maximum - axis.Minimum),
            LinkY = isAlone ? null : "rows",
        };
    }

    /// <summary>Indices over all seeds, below the rows of the seeds.</summary>
    private static List<Mark> Pooled(StudyView study, List<IndexRow> rows, List<Tick> ticks)
    {
        var marks = new List<Mark>();
        foreach (var cell in study.Results.Comparison?.Cross ?? [])
        {
            if (
                rows.Find(r => r.Record.Objective == cell.Objective && r.Record.TrainedOn == cell.TrainedOn)
                    is not { } row
                || !double.IsFinite(cell.Roughness)
            )
            {
                continue;
            }
            var y = ticks.Min(t => t.Value) - 1;
            ticks.Add(new Tick(y, $"{row.Style.Name}, all"));
            marks.Add(IndexWords.Pooled(cell, row.Style, y));
        }
        return marks;
    }

    private static string Caption(
        StudyView study,
        List<RoughnessRecord> shown,
        List<RoughnessRecord> all,
        IReadOnlyList<Mark> pooled
    )
    {
        var lost = all.Sum(r => r.NonFiniteSlices);
        var constant = all.Sum(r => r.ConstantSlices);
        string[] sentences =
        [
            "One row per run, where its training ended. RI has its 95 % interval over directions; the bar behind it is the range without one direction; the open square is the index of the parabolas with the same vertices.",
            all.Exists(r => r.Bottom is not null) ? "Triangle: the same slices centred at their vertices." : "",
            all.Exists(r => r.Polished is not null) ? "Cross: at the point trained on." : "",
            pooled.Count > 0 ? "Diamond: all seeds together, with an interval over seeds." : "",
            all.Exists(r => r.Shares is not null) ? "Shares are Cov(part, T)/Var(T) and may be negative." : "",
            all.Exists(r => r.Oscillation is not null)
                ? "The share that oscillates has its Clopper–Pearson interval, humps left out."
                : "",
            all.Exists(r => r.Valley is not null)
                ? "Valley radii have intervals from order statistics; the dotted line is l, an open square a radius beyond the largest looked at."
                : "",
            OwnEnds.Letters(all) + ".",
            constant > 0 ? $"{constant} constant slices have no T and are left out." : "",
            lost > 0 ? $"{lost} slices hold losses that are not finite." : "",
            shown.Count < all.Count
                ? $"{shown.Count} of {all.Count} indices, those of the first seeds, are drawn; the CSV has all."
                : "",
        ];
        return string.Join(" ", sentences.Where(s => s.Length > 0)) + IndexWords.Resolution(all);
    }
}
