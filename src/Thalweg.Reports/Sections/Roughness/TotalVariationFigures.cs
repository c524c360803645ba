using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Roughness;

/// <summary>What the index is made from: T of every direction, and some of the slices themselves.</summary>
internal static class TotalVariationFigures
{
    private const int MostRows = 20;

    public static IEnumerable<Exhibit> Of(StudyView study, IReadOnlyList<RoughnessRecord> final)
    {
        var own = final.Where(r => study.IsOwn(r.Objective, r.TrainedOn)).ToList();
        own = own.Count > 0 ? own : [.. final];
        if (own.Any(r => r.TotalVariations.Count > 0))
        {
            yield return ByDirection(study, own);
        }
        var sliced = FirstSeed(own).Where(r => r.SampleSlices.Count > 0).ToList();
        if (sliced.Count > 0)
        {
            yield return Samples(study, sliced);
        }
    }

    private static Exhibit ByDirection(StudyView study, List<RoughnessRecord> records)
    {
        var marks = new List<Mark>();
        var ticks = new List<Tick>();
        var all = records.Count;
        records = Shown(records);
        for (var row = 0; row < records.Count; row++)
        {
            var record = records[row];
            var style = study.Styles[record.TrainedOn];
            var count = record.TotalVariations.Count;
            ticks.Add(new Tick(-row, $"{style.Name} {record.Seed}"));
            marks.Add(
                new PointsMark(
                    $"{style.Name}, seed {record.Seed}",
                    style.Ink,
                    [.. record.TotalVariations.Select(t => t ?? double.NaN)],
                    [.. Enumerable.Range(0, count).Select(k => -row + 0.36 - 0.72 * k / Math.Max(1, count - 1))]
                )
                {
                    Marker = style.Marker,
                    Size = 0.28,
                    Opacity = [.. Enumerable.Repeat(0.6, count)],
                    Notes = [.. Enumerable.Range(0, count).Select(k => $"direction {k}")],
                }
            );
        }
        var table = new CsvTable("objective", "trained_on", "seed", "direction", "total_variation");
        foreach (var record in records)
        {
            for (var k = 0; k < record.TotalVariations.Count; k++)
            {
                table.Add(record.Objective, record.TrainedOn, record.Seed, k, record.TotalVariations[k]);
            }
        }
        var figure = new Figure
        {
            Id = "total-variation",
            Title = "Normalised total variation by direction",
            Description =
                "One row per run, one point per direction; within a row the directions run from the top to the bottom.",
            Panels =
            [
                new Panel
                {
                    Title = "",
                    X = Axis.Linear(
                        "normalised total variation T of the slice along one direction",
                        records.SelectMany(r => r.TotalVariations.Select(t => t ?? double.NaN))
                    ),
                    Y = new Axis("", false, -records.Count + 0.4, 0.6, ticks),
                    Marks = marks,
                    Aspect = 0,
                    LeastHeight = 2.2 * records.Count,
                },
            ],
            Columns = 1,
        };
        var caption =
            $"One row per run (variant and seed), each at its own trained point; one point per direction, in order from the top of the row to its bottom, so that points at equal height in different rows belong to the same draw. RI is the spread of a row over its mean."
            + (records.Count < all ? $" {records.Count} of {all} runs, those of the first seeds, are shown." : "");
        return new Exhibit(figure, caption, table, []);
    }

    private static Exhibit Samples(StudyView study, List<RoughnessRecord> records)
    {
        var panels = new List<Panel>();
        var table = new CsvTable("objective", "trained_on", "seed", "slice", "t", "loss");
        foreach (var record in records)
        {
            var style = study.Styles.Loss(record.Objective, record.TrainedOn);
            var marks = new List<Mark>();
            for (var s = 0; s < record.SampleSlices.Count; s++)
            {
                var losses = record.SampleSlices[s];
                double[] t =
                [
                    .. losses.Select((_, i) => -record.Radius + 2 * record.Radius * i / Math.Max(1, losses.Count - 1)),
                ];
                var (low, high) = (
                    losses.Where(double.IsFinite).DefaultIfEmpty(0).Min(),
                    losses.Where(double.IsFinite).DefaultIfEmpty(0).Max()
                );
                marks.Add(
                    new LineMark(
                        $"{style.Name}, slice {s}",
                        style.Ink,
                        t,
                        [.. losses.Select(l => high > low ? (l - low) / (high - low) : double.NaN)]
                    )
                    {
                        Dash = style.Dash,
                    }
                );
                for (var i = 0; i < t.Length; i++)
                {
                    table.Add(record.Objective, record.TrainedOn, record.Seed, s, t[i], losses[i]);
                }
            }
            panels.Add(
                new Panel
                {
                    Lead = $"{style.Name} loss",
                    LeadInk = style.Ink,
                    Title = $"at the {study.Styles[record.TrainedOn].Name} point, (L − min) / (max − min)",
                    X = new Axis("step t along the direction", false, -record.Radius, record.Radius),
                    Y = new Axis("scaled loss", false, -0.03, 1.03),
                    Marks = marks,
                    LinkX = "t",
                    LinkY = "scaled",
                }
            );
        }
        var figure = new Figure
        {
            Id = "roughness-slices",
            Title = "Some of the slices behind the index",
            Description = "Losses along single directions, each scaled to its own range.",
            Panels = panels,
            Columns = Math.Min(3, Math.Max(2, panels.Count)),
        };
        var caption =
            $"{records[0].SampleSlices.Count} of the {records[0].Directions} slices behind each index, seed {records[0].Seed}, each scaled to its own range: T adds up how far such a curve goes down and up.";
        return new Exhibit(figure, caption, table, []);
    }

    /// <summary>As many seeds as a printed page has room for, at least one of each variant.</summary>
    private static List<RoughnessRecord> Shown(List<RoughnessRecord> records)
    {
        var perSeed = records.Select(r => (r.Objective, r.TrainedOn)).Distinct().Count();
        var seeds = records.Select(r => r.Seed).Distinct().Order().Take(Math.Max(1, MostRows / perSeed)).ToHashSet();
        return records.Count <= MostRows ? records : records.FindAll(r => seeds.Contains(r.Seed));
    }

    private static IEnumerable<RoughnessRecord> FirstSeed(List<RoughnessRecord> records) =>
        records.GroupBy(r => (r.Objective, r.TrainedOn)).Select(g => g.MinBy(r => r.Seed)!);
}
