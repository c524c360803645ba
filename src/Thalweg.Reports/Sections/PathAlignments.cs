using Thalweg.Formats.Tables;
using Thalweg.Reports.Figures;
using Thalweg.Reports.Pages;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections;

/// <summary>Of paths whose ends were aligned: how far apart they were, and how high the straight line was, before and after.</summary>
internal static class PathAlignments
{
    public static PageTable Of(StudyView study) =>
        new(
            "path-alignments",
            "What aligning the ends did",
            ["", "distance as trained", "aligned", "barrier of the straight line as trained", "aligned", "moved"],
            [
                .. study
                    .All.Paths.Where(p => p.Alignment is not null)
                    .GroupBy(r => (r.Losses[0].Objective, r.From.TrainedOn, r.To.TrainedOn))
                    .Select(g => Row(study, [.. g.DistinctBy(p => (p.From.TrainKey, p.To.TrainKey))])),
            ],
            "The end of an aligned path is carried to its copy found nearest to the start: hidden units exchanged, with all else that the network's function does not see. Medians over pairs, with the lowest and highest; the line's barrier is its height above the higher end.",
            Moves(study.All.Paths)
        )
        {
            IsLater = true,
        };

    private static IReadOnlyList<string> Row(StudyView study, List<PathRecord> paths)
    {
        var first = paths[0];
        var all = paths.Select(p => (Line: p.Alignment!, Ends: Math.Max(p.Losses[0].Start, p.Losses[0].End))).ToList();
        return
        [
            $"{Html.Name(study.Styles.Loss(first.Losses[0].Objective))} loss, {PathSection.Runs(study, first)}",
            PathSection.Spread(all.Select(a => a.Line.DistanceBefore)),
            PathSection.Spread(all.Select(a => a.Line.Distance)),
            PathSection.Spread(all.Select(a => a.Line.LineHeightBefore - a.Ends)),
            PathSection.Spread(all.Select(a => a.Line.LineHeight - a.Ends)),
            $"{Numerals.Integer(paths.Count(p => p.Alignment!.Distance < p.Alignment.DistanceBefore))} of {Numerals.Integer(paths.Count)}",
        ];
    }

    private static CsvTable Moves(IEnumerable<PathRecord> records)
    {
        var table = new CsvTable(
            "from_variant",
            "from_seed",
            "to_variant",
            "to_seed",
            "objective",
            "distance_before",
            "distance",
            "line_height_before",
            "line_height",
            "map"
        );
        foreach (var r in records)
        {
            if (r.Alignment is { } a)
            {
                table.Add(
                    r.From.TrainedOn,
                    r.From.Seed,
                    r.To.TrainedOn,
                    r.To.Seed,
                    r.Losses[0].Objective,
                    a.DistanceBefore,
                    a.Distance,
                    a.LineHeightBefore,
                    a.LineHeight,
                    a.Map
                );
            }
        }
        return table;
    }
}
