using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Sections.Groups;
using Thalweg.Reports.Sections.Training;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections;

/// <summary>Of groups of trained points: how deep, far apart and sharp they are, and how high the ways between them.</summary>
internal sealed class GroupsSection() : RecordSection("groups", "Do the variants end in different places?")
{
    // More rows than these are folded.
    private const int Most = 12;

    protected override string Lead(StudyView study) => SamePoints.Words(study);

    protected override IEnumerable<Exhibit> Exhibits(StudyView study)
    {
        if (study.All.Groups.Count == 0)
        {
            yield break;
        }
        var panels = GroupWays
            .Of(study.Results)
            .GroupBy(way => way.Method)
            .Select(ways => Panel(study, [.. ways]))
            .ToList();
        if (panels.Count == 0)
        {
            yield break;
        }
        var barriers = Axis.Log("barrier", panels.SelectMany(p => p.Marks.OfType<LineMark>()).SelectMany(m => m.X));
        yield return new Exhibit(
            new Figure
            {
                Id = "group-barriers",
                Title = "Barriers between the trained points of a variant",
                Description =
                    "For each variant the share of pairs whose barrier is at most a height, for each way that was sought.",
                Panels = [.. panels.Select(p => p with { X = barriers })],
                Columns = Math.Clamp(panels.Count, 2, 3),
            },
            "Share of the pairs of one variant whose barrier, the height of the way above the higher end, is at most the height below. A way that was sought is an upper bound of the lowest one; pairs without a barrier count from the left end.",
            GroupWays.Table(study.All),
            study.ArrayLinks([])
        )
        {
            IsLater = true,
        };
    }

    protected override IEnumerable<PageTable> Tables(StudyView study)
    {
        foreach (var record in study.All.Groups)
        {
            if (record.Ratios.Count > 0)
            {
                yield return Decided(study, record);
            }
            var quantities = record
                .Figures.Select(f => (f.Quantity, f.Path))
                .Distinct()
                .Where(q => GroupWords.IsShown(q.Quantity))
                .ToList();
            var variants = record.Figures.Select(f => f.Variant).Distinct().ToList();
            yield return Turned(
                new PageTable(
                    "group-medians",
                    "What the trained points of each variant have",
                    ["", .. quantities.Select(q => GroupWords.Heading(q.Quantity, q.Path))],
                    [
                        .. variants.Select(variant =>
                            (IReadOnlyList<string>)
                                [
                                    Html.Name(study.Styles[variant]),
                                    .. quantities.Select(q =>
                                        Cell(
                                            record.Figures.FirstOrDefault(f =>
                                                f.Variant == variant && f.Quantity == q.Quantity && f.Path == q.Path
                                            )
                                        )
                                    ),
                                ]
                        ),
                    ],
                    "Medians with 95 % intervals: of runs between order statistics, of pairs of runs by resampling the runs. Distances are Euclidean, over all pairs; copies of one network by its symmetries count as different points unless aligned."
                        + Chosen(record),
                    Medians(record)
                )
                {
                    IsLater = true,
                }
            );
            if (record.Ratios.Count > 0)
            {
                yield return Ratios(study, record);
            }
        }
    }

    private static PageTable Decided(StudyView study, GroupsRecord record) =>
        new(
            "group-decided",
            "What the data decide",
            ["", "pairs decided", "the clearest one", "times"],
            [
                .. record
                    .Ratios.GroupBy(r => (r.Quantity, Loss: LossOf(study, r)))
                    .Where(ratios => GroupWords.IsShown(ratios.Key.Quantity))
                    .Select(ratios => GroupClaim.Row(study, ratios.Key.Quantity, ratios.Key.Loss, [.. ratios])),
            ],
            "Pairs of variants whose interval leaves out no difference, and the one that it leaves out by most. Where none is decided, the data do not say which is larger.",
            Ratios(record)
        )
        {
            IsLater = true,
        };

    /// <summary>Of the variants of a ratio; null where the study has one loss that compares.</summary>
    private static string? LossOf(StudyView study, PairedFigure ratio)
    {
        var losses = study
            .All.Study.Variants.GroupBy(v => v.Loss)
            .Where(g => g.Count() > 1)
            .Select(g => g.Key)
            .ToList();
        return losses.Count < 2 ? null : study.All.Study.Variants.First(v => v.Label == ratio.Numerator).Loss;
    }

    /// <summary>A table that is wider than high stands on its side.</summary>
    private static PageTable Turned(PageTable table) =>
        table.Head.Count - 1 <= table.Rows.Count
            ? table
            : table with
            {
                Head = ["", .. table.Rows.Select(row => row[0])],
                Rows =
                [
                    .. Enumerable
                        .Range(1, table.Head.Count - 1)
                        .Select(c => (IReadOnlyList<string>)[table.Head[c], .. table.Rows.Select(row => row[c])]),
                ],
            };

    private static bool IsUnpaired(GroupsRecord record) =>
        record.Ratios.Any(r => r.Method.Contains("unpaired", StringComparison.Ordinal));

    private static string Chosen(GroupsRecord record) =>
        IsUnpaired(record) ? " Of the runs of each variant those with the lowest training losses are looked at." : "";

    private static PageTable Ratios(StudyView study, GroupsRecord record)
    {
        var quantities = record.Ratios.Select(r => r.Quantity).Distinct().Where(GroupWords.IsShown).ToList();
        var pairs = record.Ratios.Select(r => (r.Numerator, r.Denominator)).Distinct().ToList();
        var table = new PageTable(
            "group-ratios",
            "How they compare",
            ["", .. quantities.Select(GroupWords.Heading)],
            [
                .. pairs.Select(pair =>
                    (IReadOnlyList<string>)
                        [
                            $"{Html.Name(study.Styles[pair.Numerator])} over {Html.Name(study.Styles[pair.Denominator])}",
                            .. quantities.Select(q =>
                                Cell(
                                    record.Ratios.FirstOrDefault(r =>
                                        r.Quantity == q && (r.Numerator, r.Denominator) == pair
                                    )
                                )
                            ),
                        ]
                ),
            ],
            "Ratios with intervals, bold where the interval leaves out 1. All pairs of variants of one quantity decide wrongly in one study of twenty at most (Holm); quantities are not adjusted for each other. "
                + (
                    IsUnpaired(record)
                        ? "Runs were chosen by their loss and are not paired. Of runs: median of all ratios of two runs, with the interval of the rank-sum test; of pairs of runs: ratio of the medians, each group of runs resampled by itself."
                        : "Of runs: geometric mean of the ratios, paired by seed; of pairs of runs: ratio of the medians over the same pairs of seeds, resampled by seed."
                )
                + (
                    quantities.Any(GroupWords.IsMatched)
                        ? " At matched distance: median ratio over pairs of the two variants whose distances differ by 10 % at most; a dash where there are none."
                        : ""
                ),
            Ratios(record)
        )
        {
            IsLater = true,
            IsFolded = pairs.Count > Most,
        };
        return Turned(table);
    }

    private static Panel Panel(StudyView study, List<GroupWay> ways)
    {
        var marks = new List<Mark>();
        foreach (var variant in ways.GroupBy(way => way.Variant))
        {
            var style = study.Styles[variant.Key];
            var barriers = variant.Select(way => way.Barrier).Order().ToList();
            var (x, y) = (new List<double>(), new List<double>());
            for (var k = 0; k < barriers.Count; k++)
            {
                x.AddRange([barriers[k], barriers[k]]);
                y.AddRange([(double)k / barriers.Count, (k + 1.0) / barriers.Count]);
            }
            marks.Add(
                new LineMark(style.Name, style.Ink, x, y)
                {
                    Dash = style.Dash,
                    Weight = Weight.Medium,
                    Label = style.Name,
                }
            );
        }
        return new Panel
        {
            Title = "share of the pairs",
            Lead = GroupWords.Way(GroupWords.Brief(ways[0].Method)),
            X = Axis.Log("barrier", []),
            Y = new Axis("share of the pairs", false, 0, 1),
            Marks = marks,
            LinkX = "barrier",
            LinkY = "share",
        };
    }

    private static string Cell(GroupFigure? figure) =>
        figure is null ? "–"
        : double.IsNaN(figure.IntervalLower) || double.IsNaN(figure.IntervalUpper)
            ? Markup.Escape(Numerals.Significant(figure.Median, 3))
        : Html.Number(new Uncertain(figure.Median, figure.IntervalLower, figure.IntervalUpper));

    private static string Cell(PairedFigure? ratio)
    {
        if (ratio is null || double.IsNaN(ratio.Ratio))
        {
            return "–";
        }
        var value = new Uncertain(ratio.Ratio, ratio.IntervalLower, ratio.IntervalUpper);
        return value.Direction == 0 ? Html.Number(value) : $"<b>{Html.Number(value)}</b>";
    }

    private static CsvTable Medians(GroupsRecord record)
    {
        var table = new CsvTable("variant", "quantity", "path", "median", "lower", "upper", "count", "zero");
        foreach (var f in record.Figures)
        {
            table.Add(f.Variant, f.Quantity, f.Path, f.Median, f.IntervalLower, f.IntervalUpper, f.Count, f.Zero);
        }
        return table;
    }

    private static CsvTable Ratios(GroupsRecord record)
    {
        var table = new CsvTable(
            "quantity",
            "numerator",
            "denominator",
            "ratio",
            "lower",
            "upper",
            "seeds",
            "comparisons",
            "method"
        );
        foreach (var r in record.Ratios)
        {
            table.Add(
                r.Quantity,
                r.Numerator,
                r.Denominator,
                r.Ratio,
                r.IntervalLower,
                r.IntervalUpper,
                r.Seeds,
                r.Comparisons,
                r.Method
            );
        }
        return table;
    }
}
