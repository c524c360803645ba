using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Plotting;
using Thalweg.Reports.Sections.Topologies;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections;

/// <summary>Of topologies: the basins and holes of surfaces.</summary>
internal sealed class TopologySection() : RecordSection("topology", "How many valleys does a surface show?")
{
    private const int MostPanels = 8;

    protected override IEnumerable<Exhibit> Exhibits(StudyView study)
    {
        foreach (var (levels, i) in study.Results.Topologies.GroupBy(r => r.Levels).Select((g, i) => (g, i)))
        {
            List<TopologyRecord> shown =
            [
                .. levels
                    .Where(r => study.IsOwn(r.Objective, r.TrainedOn))
                    .DefaultIfEmpty(levels.First())
                    .Take(MostPanels),
            ];
            var first = shown[0];
            var suffix = i == 0 ? "" : $"-{Numerals.Integer(i + 1)}";
            yield return new Exhibit(
                new Figure
                {
                    Id = "barcodes" + suffix,
                    Title = $"Level sets of the surfaces: bars and diagrams of {levels.Key}s",
                    Description =
                        "One bar for each basin or hole from the level at which it appears to that at which it is gone, and the same as points.",
                    Panels =
                    [
                        .. shown.SelectMany(r =>
                            new[]
                            {
                                TopologyFigures.Barcode(r, Name(study, r), study.Styles.Loss(r.Objective).Ink),
                                TopologyFigures.Diagram(r, Name(study, r), study.Styles.Loss(r.Objective).Ink),
                            }
                        ),
                    ],
                    Columns = 2,
                    Together = 2,
                },
                $"Bars run from birth to death, the longest at the bottom, holes in grey; points stand as far from the diagonal as they live. Vertices with {Numerals.Integer(first.Neighbours)} neighbours{(first.ComplementNeighbours is { } other ? $", holes by the {Numerals.Integer(other)} of what is left" : "")}; what lives no longer than {Numerals.Short(first.Lifetime)} is left out. A grid's death is the value of a vertex: no bound of the pass that it stands for. A surface is a plane through one trained point: valleys that it does not cut are not seen, and two of its basins may be one valley.",
                Data(shown),
                []
            )
            {
                IsLater = true,
            };
        }
    }

    protected override IEnumerable<PageTable> Tables(StudyView study)
    {
        if (study.All.Topologies.Count == 0)
        {
            yield break;
        }
        yield return new PageTable(
            "basins",
            "Basins of the surfaces",
            ["", "basins", "holes", "mean depth", "share of the deepest"],
            [
                .. study.All.Topologies.Select(r =>
                    (IReadOnlyList<string>)
                        [
                            $"{Html.Name(study.Styles.Loss(r.Objective))} loss, {Html.Name(study.Styles[r.TrainedOn])} run, seed {r.Seed}, {r.Levels}",
                            Numerals.Integer(r.Pairs.Count(p => p.Dimension == 0)),
                            r.Shape.Count == 2 ? Numerals.Integer(r.Pairs.Count(p => p.Dimension == 1)) : "–",
                            r.MeanDepth is { } depth ? Markup.Escape(Numerals.Significant(depth, 3)) : "–",
                            r.Basins.Count > 0 ? Numerals.Fixed(r.Basins[0].Region, 2) : "–",
                        ]
                ),
            ],
            "Of the grid of one plane through the trained point. Mean depth: saddle less minimum over the basins that end in a deeper one. Share: points from which the steepest way leads to the deepest.",
            Data(study.All.Topologies)
        )
        {
            IsLater = true,
        };
        if (study.All.Topologies.Any(r => r.Matched is not null))
        {
            yield return Chance(study, [.. study.All.Topologies.Where(r => r.Matched is not null)]);
        }
    }

    private static PageTable Chance(StudyView study, List<TopologyRecord> records) =>
        new(
            "basins-by-chance",
            "Basins beside those of random surfaces",
            [
                "",
                "basins",
                "of random surfaces",
                "more by chance",
                "fewer by chance",
                "total depth",
                "of random surfaces",
            ],
            [
                .. records.Select(r =>
                    (IReadOnlyList<string>)
                        [
                            $"{Html.Name(study.Styles.Loss(r.Objective))} loss, {Html.Name(study.Styles[r.TrainedOn])} run, seed {r.Seed}, {r.Levels}",
                            Numerals.Integer((long)r.Matched!.Basins.Observed),
                            $"{Markup.Escape(Numerals.Short(r.Matched.Basins.Median))}<small>{Markup.Escape(Numerals.Short(r.Matched.Basins.Lower))}–{Markup.Escape(Numerals.Short(r.Matched.Basins.Upper))}</small>",
                            Markup.Escape(Numerals.Significant(r.Matched.Basins.AtLeast)),
                            Markup.Escape(Numerals.Significant(r.Matched.Basins.AtMost)),
                            Markup.Escape(Numerals.Significant(r.Matched.TotalDepth.Observed, 3)),
                            $"{Markup.Escape(Numerals.Significant(r.Matched.TotalDepth.Median, 3))}<small>{Markup.Escape(Numerals.Significant(r.Matched.TotalDepth.Lower))}–{Markup.Escape(Numerals.Significant(r.Matched.TotalDepth.Upper))}</small>",
                        ]
                ),
            ],
            $"Basins but for the deepest. Each random surface is the paraboloid that fits the losses best and a rest with the sizes of its cosine coefficients and random signs; {Numerals.Integer(records[0].Matched!.Count)} of them, with their middle 95 %. By chance: the share of random surfaces with no fewer, or no more, the surface itself counted among them. A small share says that the spectrum alone does not explain the basins.",
            ByChance(records)
        )
        {
            IsLater = true,
        };

    private static CsvTable ByChance(IEnumerable<TopologyRecord> records)
    {
        var table = new CsvTable(
            "trained_on",
            "seed",
            "objective",
            "levels",
            "quantity",
            "observed",
            "median",
            "lower",
            "upper",
            "at_least",
            "at_most"
        );
        foreach (var r in records)
        {
            foreach (var (name, f) in new[] { ("basins", r.Matched!.Basins), ("total_depth", r.Matched.TotalDepth) })
            {
                table.Add(
                    r.TrainedOn,
                    r.Seed,
                    r.Objective,
                    r.Levels,
                    name,
                    f.Observed,
                    f.Median,
                    f.Lower,
                    f.Upper,
                    f.AtLeast,
                    f.AtMost
                );
            }
        }
        return table;
    }

    private static string Name(StudyView study, TopologyRecord record) =>
        $"{study.Styles.Loss(record.Objective).Name} loss, seed {record.Seed}";

    private static CsvTable Data(IEnumerable<TopologyRecord> records)
    {
        var table = new CsvTable(
            "trained_on",
            "seed",
            "objective",
            "levels",
            "neighbours",
            "dimension",
            "birth",
            "death"
        );
        foreach (var r in records)
        {
            foreach (var pair in r.Pairs)
            {
                table.Add(
                    r.TrainedOn,
                    r.Seed,
                    r.Objective,
                    r.Levels,
                    r.Neighbours,
                    pair.Dimension,
                    pair.Birth,
                    pair.Death
                );
            }
        }
        return table;
    }
}
