using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections;

/// <summary>Of embeddings: where trained points lie, seen together.</summary>
internal sealed class EmbeddingSection() : RecordSection("embedding", "Where do the trained points lie?")
{
    protected override IEnumerable<Exhibit> Exhibits(StudyView study)
    {
        foreach (var (record, i) in study.Results.Embeddings.Select((r, i) => (r, i)))
        {
            if (record.Vectors.All(v => v.Coordinates.Count < 2))
            {
                continue;
            }
            var pairs = record.Vectors[0].Coordinates.Count > 2 ? new[] { (0, 1), (0, 2) } : [(0, 1)];
            yield return new Exhibit(
                new Figure
                {
                    Id = i == 0 ? "embedding" : $"embedding-{Numerals.Integer(i + 1)}",
                    Title = $"Trained points by {Name(record)}{(record.Alignment is null ? "" : ", aligned")}",
                    Description = "One point for each trained point, in the look of its variant.",
                    Panels = [.. pairs.Select(p => Scatter(study, record, p.Item1, p.Item2))],
                    Columns = 2,
                },
                $"Each mark is the trained point of one run, {Markup.Escape(record.Method)} of {Numerals.Integer(record.Vectors.Count)} vectors of {Numerals.Integer(record.Parameters)} parameters; axes give the share of the sum of positive eigenvalues that each explains. {Copies(record)}",
                Data(record),
                study.ArrayLinks([(Name(record), record.Provenance.Key)])
            )
            {
                IsLater = true,
            };
        }
    }

    protected override IEnumerable<PageTable> Tables(StudyView study)
    {
        foreach (var (record, i) in study.All.Embeddings.Select((r, i) => (r, i)))
        {
            yield return new PageTable(
                i == 0 ? "distances" : $"distances-{Numerals.Integer(i + 1)}",
                $"Distances of the trained points{(record.Alignment is null ? "" : ", aligned")}",
                ["", "runs", "mean norm", "mean distance within", "largest entry within", "to the others"],
                [
                    .. record.Groups.Select(g =>
                        (IReadOnlyList<string>)
                            [
                                Html.Name(study.Styles[g.Group]),
                                Numerals.Integer(g.Count),
                                Markup.Escape(Numerals.Significant(g.MeanNorm, 3)),
                                Number(g.MeanDistance),
                                Number(g.MeanLargestEntry),
                                string.Join(
                                    "; ",
                                    g.Between.Select(b =>
                                        $"{Html.Name(study.Styles[b.Key])} {Markup.Escape(Numerals.Significant(b.Value, 3))}"
                                    )
                                ),
                            ]
                    ),
                ],
                $"Euclidean distances of parameter vectors, and the largest difference of an entry, means over pairs. {Copies(record)}",
                Data(record)
            )
            {
                IsLater = true,
            };
        }
        foreach (var table in FunctionTables.Of(study))
        {
            yield return table;
        }
    }

    private static Panel Scatter(StudyView study, EmbeddingRecord record, int x, int y)
    {
        var marks = record
            .Vectors.GroupBy(v => v.Group)
            .Select(group =>
            {
                var style = study.Styles[group.Key];
                return (Mark)
                    new PointsMark(
                        style.Name,
                        style.Ink,
                        [.. group.Select(v => v.Coordinates[x])],
                        [.. group.Select(v => v.Coordinates[y])]
                    )
                    {
                        Marker = style.Marker,
                        Size = 0.6,
                        Notes =
                        [
                            .. group.Select(v =>
                                $"{style.Name}, seed {v.Seed}, norm {Numerals.Significant(v.Norm, 3)}"
                            ),
                        ],
                    };
            })
            .ToList();
        // Points have no label of their own; a line of one point carries it.
        marks.AddRange(
            record
                .Vectors.GroupBy(v => v.Group)
                .Select(group => (Style: study.Styles[group.Key], Last: group.MaxBy(v => v.Coordinates[x])!))
                .Select(entry =>
                    (Mark)
                        new LineMark(
                            entry.Style.Name,
                            entry.Style.Ink,
                            [entry.Last.Coordinates[x]],
                            [entry.Last.Coordinates[y]]
                        )
                        {
                            Label = entry.Style.Name,
                        }
                )
        );
        return new Panel
        {
            Title = Axis(record, y),
            X = Plotting.Axis.Linear(Axis(record, x), record.Vectors.Select(v => v.Coordinates[x]), margin: 0.1),
            Y = Plotting.Axis.Linear(Axis(record, y), record.Vectors.Select(v => v.Coordinates[y]), margin: 0.1),
            Marks = marks,
            Aspect = 0.9,
        };
    }

    private static string Copies(EmbeddingRecord record) =>
        record.Alignment is { } alignment
            ? $"Each point stands for its copy found nearest to {Markup.Escape(alignment.Reference)}: {Numerals.Integer(alignment.Moved)} of {Numerals.Integer(record.Vectors.Count - 1)} were carried there. The mean distance was {Markup.Escape(Numerals.Significant(alignment.MeanDistanceBefore, 3))} and is {Markup.Escape(Numerals.Significant(record.MeanDistance, 3))}."
            : "Copies of one network by its symmetries are different points here.";

    private static string Axis(EmbeddingRecord record, int k) =>
        $"coordinate {Numerals.Integer(k + 1)} ({Numerals.Significant(100 * record.Explained[k], 2)} %)";

    private static string Name(EmbeddingRecord record) =>
        record.Method.Split('(')[0] switch
        {
            "pca" => "principal components",
            "kernel-pca" => "kernel principal components",
            _ => "classical scaling",
        };

    private static string Number(double? value) =>
        value is { } known ? Markup.Escape(Numerals.Significant(known, 3)) : "–";

    private static CsvTable Data(EmbeddingRecord record)
    {
        var count = record.Vectors.Max(v => v.Coordinates.Count);
        var table = new CsvTable([
            "variant",
            "seed",
            "norm",
            .. Enumerable.Range(1, count).Select(k => $"coordinate_{k}"),
        ]);
        foreach (var v in record.Vectors)
        {
            table.Add([v.Group, v.Seed, v.Norm, .. v.Coordinates.Select(c => (object)c)]);
        }
        return table;
    }
}
