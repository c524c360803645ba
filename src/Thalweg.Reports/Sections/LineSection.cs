using Thalweg.Formats.Arrays;
using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections;

/// <summary>Of lines: losses and errors straight from the starts to the ends of runs, and between the ends of two.</summary>
internal sealed class LineSection() : RecordSection("lines", "What lies between?")
{
    private static readonly (string Id, string Title, string Words)[] Kinds =
    [
        ("start", "from the start (t = 0) to the trained point (t = 1)", "from the start"),
        ("seeds", "between the trained points of two seeds", "between seeds"),
    ];

    protected override IEnumerable<Exhibit> Exhibits(StudyView study)
    {
        foreach (var kind in Kinds)
        {
            var lines = Of(study, study.Results.Lines, kind.Id);
            if (lines.Count > 0)
            {
                yield return Curves(study, lines, kind.Id, kind.Title);
            }
        }
    }

    protected override IEnumerable<PageTable> Tables(StudyView study)
    {
        if (study.All.Lines.Count == 0)
        {
            yield break;
        }
        var rows = Kinds.SelectMany(kind => Rows(study, Of(study, study.All.Lines, kind.Id), kind.Words)).ToList();
        yield return new PageTable(
            "lines",
            "Heights and barriers of the lines",
            ["", "height above L*", "barrier", "largest rise", "falls all the way"],
            rows,
            "Medians over the lines of a variant, with the lowest and highest. The barrier is the height above the higher end. A line "
                + "falls where no sample lies above an earlier one by more than the rounding of the loss.",
            Data(study.All.Lines)
        )
        {
            IsLater = true,
        };
    }

    /// <summary>The lines of one kind; of several with the same ends the one with the most points.</summary>
    private static List<Line> Of(StudyView study, IEnumerable<LineRecord> records, string kind) =>
        [
            .. records
                .Where(r => (r.From.TrainKey == r.To.TrainKey) == (kind == "start"))
                .GroupBy(r => (r.From, r.To))
                .Select(g => new Line(g.MaxBy(r => r.Count)!, study)),
        ];

    private static Exhibit Curves(StudyView study, List<Line> lines, string id, string title)
    {
        var losses = lines.SelectMany(l => l.Record.Losses).Select(l => l.Objective).Distinct().ToList();
        // Compared things share axes.
        var panels = losses.Select(loss => LossPanel(study, lines, loss)).ToList();
        panels = [.. panels.Select(p => p with { Y = Upright(p.Title, panels.SelectMany(of => of.Marks)) })];
        if (study.MainError is { } error && lines.Exists(l => l.Errors(error).Count > 0))
        {
            panels.Add(
                Panel(
                    ErrorName.Words(error),
                    [.. lines.Where(l => l.Errors(error).Count > 0).Select(l => l.Curve(l.Errors(error)))]
                )
            );
        }
        var record = lines[0].Record;
        var figure = new Figure
        {
            Id = $"lines-{id}",
            Title = $"Straight lines {title}",
            Description =
                $"Losses above L* and solution error along straight lines {title}; marks at the highest points.",
            Panels = panels,
            Columns = Math.Clamp(panels.Count, 2, 3),
        };
        var caption =
            $"Each curve is one line {title}, {Numerals.Integer(record.Count)} points, in the look of its variant. The marks are the "
            + $"highest points, refined between the samples to {Numerals.Short(record.Tolerance)} of the line. "
            + $"{study.DescribeBounds(losses)}.";
        return new Exhibit(
            figure,
            caption,
            Points(lines),
            study.ArrayLinks(lines.Select(l => ($"{l.Style.Name} {l.Seeds}", l.Record.Provenance.Key)))
        );
    }

    private static Panel LossPanel(StudyView study, List<Line> lines, string objective)
    {
        var (style, bound) = (study.Styles.Loss(objective), study.Bounds[objective]);
        var marks = new List<Mark>();
        var named = new HashSet<string>();
        foreach (var line in lines)
        {
            if (line.Record.Losses.FirstOrDefault(l => l.Objective == objective) is not { } loss)
            {
                continue;
            }
            marks.Add(
                line.Curve([.. line.Losses(loss).Select(v => v - bound)]) with
                {
                    Label = named.Add(line.Style.Label) ? line.Style.Name : null,
                }
            );
            marks.Add(
                new PointsMark($"{line.Name}: height", line.Style.Ink, [loss.HeightAt], [loss.Height - bound])
                {
                    Marker = line.Style.Marker,
                }
            );
        }
        return Panel("L − L*", marks) with { Lead = $"{style.Name} loss", LeadInk = style.Ink, LinkY = "loss" };
    }

    private static Panel Panel(string title, IReadOnlyList<Mark> marks) =>
        new()
        {
            Title = title,
            X = new Axis("t along the line", false, 0, 1),
            Y = Upright(title, marks),
            Marks = marks,
            LinkX = "t",
        };

    private static Axis Upright(string title, IEnumerable<Mark> marks) =>
        Axis.Log(
            title,
            marks.SelectMany(m =>
                m switch
                {
                    LineMark line => line.Y,
                    PointsMark points => points.Y,
                    _ => [],
                }
            )
        );

    private static IEnumerable<IReadOnlyList<string>> Rows(StudyView study, List<Line> lines, string words) =>
        lines
            .SelectMany(l => l.Record.Losses.Select(loss => (l.Style, Loss: loss)))
            .GroupBy(p => (p.Style.Label, p.Loss.Objective))
            .Select(g =>
                (IReadOnlyList<string>)
                    [
                        $"{Html.Name(study.Styles.Loss(g.Key.Objective))} loss {words}, {Html.Name(g.First().Style)} runs",
                        Spread(g.Select(p => p.Loss.Height - study.Bounds[g.Key.Objective])),
                        Spread(g.Select(p => p.Loss.Barrier)),
                        Spread(g.Select(p => p.Loss.LargestRise?.Height ?? 0)),
                        $"{Numerals.Integer(g.Count(p => p.Loss.IsFalling))} of {Numerals.Integer(g.Count())}",
                    ]
            );

    private static string Spread(IEnumerable<double> values)
    {
        var all = values.Order().ToList();
        var median = Markup.Escape(Numerals.Significant(Medians.Of(all), 3));
        return all[0] == all[^1]
            ? median
            : $"{median}<small>{Numerals.Significant(all[0])}–{Numerals.Significant(all[^1])}</small>";
    }

    private static CsvTable Points(List<Line> lines)
    {
        var names = lines.SelectMany(line => line.Columns).Select(column => column.Name).Distinct().ToList();
        var table = new CsvTable(["trained_on", "from_seed", "from_step", "to_seed", "t", .. names]);
        foreach (var line in lines)
        {
            var (from, to) = (line.Record.From, line.Record.To);
            var columns = line.Columns.ToDictionary(column => column.Name, column => column.Values);
            for (var i = 0; i < line.T.Count; i++)
            {
                table.Add([
                    to.TrainedOn,
                    from.Seed,
                    from.Step,
                    to.Seed,
                    line.T[i],
                    .. names.Select(name => columns.TryGetValue(name, out var values) ? values[i] : default(object)),
                ]);
            }
        }
        return table;
    }

    private static CsvTable Data(IEnumerable<LineRecord> records)
    {
        var table = new CsvTable(
            "objective",
            "trained_on",
            "from_seed",
            "from_step",
            "to_seed",
            "to_step",
            "points",
            "start",
            "end",
            "highest_sample",
            "highest_sample_at",
            "height",
            "height_at",
            "tolerance",
            "barrier",
            "falls",
            "largest_rise",
            "rise_from",
            "rise_to",
            "rounding"
        );
        foreach (var r in records)
        {
            foreach (var loss in r.Losses)
            {
                table.Add(
                    loss.Objective,
                    r.To.TrainedOn,
                    r.From.Seed,
                    r.From.Step,
                    r.To.Seed,
                    r.To.Step,
                    r.Count,
                    loss.Start,
                    loss.End,
                    loss.HighestSample,
                    loss.HighestSampleAt,
                    loss.Height,
                    loss.HeightAt,
                    r.Tolerance,
                    loss.Barrier,
                    loss.IsFalling,
                    loss.LargestRise?.Height,
                    loss.LargestRise?.From,
                    loss.LargestRise?.To,
                    loss.LargestRise?.Rounding
                );
            }
        }
        return table;
    }

    /// <summary>One line with its arrays and its look, which is that of the variant it leads to.</summary>
    private sealed class Line(LineRecord record, StudyView study)
    {
        private readonly IReadOnlyDictionary<string, NpyArray> arrays = study.All.Arrays(record.Provenance.Key);

        public LineRecord Record => record;

        public VariantStyle Style { get; } = study.Styles[record.To.TrainedOn];

        public string Seeds =>
            record.From.Seed == record.To.Seed
                ? $"seed {record.To.Seed}"
                : $"seeds {record.From.Seed} and {record.To.Seed}";

        public string Name => $"{Style.Name}, {Seeds}";

        public IReadOnlyList<double> T => Values("t1");

        /// <summary>Losses and errors, by the names of their arrays.</summary>
        public IEnumerable<(string Name, IReadOnlyList<double> Values)> Columns =>
            arrays
                .Where(a => SliceArrays.IsLossOrError(a.Key))
                .Select(a => (a.Key, (IReadOnlyList<double>)a.Value.Values));

        public IReadOnlyList<double> Losses(LineLoss loss) => Values(SliceArrays.Loss(loss.Slug));

        public IReadOnlyList<double> Errors(string metric) => Values(SliceArrays.Error(metric));

        public LineMark Curve(IReadOnlyList<double> values) =>
            new(Name, Style.Ink, T, values) { Dash = Style.Dash, Weight = Weight.Medium };

        private IReadOnlyList<double> Values(string name) =>
            arrays.TryGetValue(name, out var array) ? array.Values : [];
    }
}
