using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Plotting;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Roughness;

/// <summary>What the index is made from: T of every direction.</summary>
internal static class TotalVariationFigures
{
    private const int MostRows = 20;

    private static readonly (string Name, Func<RoughnessRecord, IReadOnlyList<double?>?> Values)[] Parts =
    [
        ("valley", r => r.Parts?.Valley),
        ("oscillation", r => r.Parts?.Oscillation),
        ("offset", r => r.Parts?.Offset),
        ("predicted_offset", r => r.Parts?.PredictedOffset),
        ("twin_valley", r => r.Parts?.TwinValley),
        ("rounding_bound", r => r.RoundingBounds),
    ];

    public static IEnumerable<Exhibit> Of(StudyView study)
    {
        var own = OwnEnds.Of(study);
        if (own.Any(r => r.TotalVariations.Count > 0))
        {
            yield return ByDirection(study, OwnEnds.OfFirstSettings(own));
        }
    }

    private static Exhibit ByDirection(StudyView study, List<RoughnessRecord> records)
    {
        var marks = new List<Mark>();
        var ticks = new List<Tick>();
        var all = records;
        records = OwnEnds.Fitting(records, MostRows);
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
                    Notes = [.. Enumerable.Range(0, count).Select(k => $"direction {k + 1}")],
                }
            );
        }
        var table = new CsvTable([
            "objective",
            "trained_on",
            "seed",
            "direction",
            "total_variation",
            .. Parts.Select(p => p.Name),
        ]);
        foreach (var record in all)
        {
            for (var k = 0; k < record.TotalVariations.Count; k++)
            {
                table.Add([
                    record.Objective,
                    record.TrainedOn,
                    record.Seed,
                    k + 1,
                    record.TotalVariations[k],
                    .. Parts.Select(p => (object?)p.Values(record)?[k]),
                ]);
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
            + (
                records.Count < all.Count
                    ? $" {records.Count} of {all.Count} runs, those of the first seeds, are shown; the CSV has all."
                    : ""
            );
        return new Exhibit(figure, caption, table, []) { IsLater = true };
    }
}
