using Thalweg.Formats.Tables;
using Thalweg.Reports.Reading;

namespace Thalweg.Reports.Sections.Groups;

/// <summary>A way between two trained points of one variant.</summary>
internal sealed record GroupWay(string Variant, string Method, ulong? From, ulong? To, double Height, double Barrier);

/// <summary>The ways of a study between trained points of one variant.</summary>
internal static class GroupWays
{
    public static IEnumerable<GroupWay> Of(ResultSet results) =>
        [
            .. results
                .Lines.Where(r => r.From.TrainedOn is not null && r.From.TrainedOn == r.To.TrainedOn)
                .Where(r => r.From.Seed != r.To.Seed)
                .Select(r => new GroupWay(
                    r.To.TrainedOn!,
                    "line",
                    r.From.Seed,
                    r.To.Seed,
                    r.Losses[0].Height,
                    r.Losses[0].Barrier
                )),
            .. results
                .Paths.Where(r => r.From.TrainedOn is not null && r.From.TrainedOn == r.To.TrainedOn)
                .Select(r => new GroupWay(
                    r.To.TrainedOn!,
                    r.Method + (r.Alignment is null ? "" : GroupWords.Aligned),
                    r.From.Seed,
                    r.To.Seed,
                    r.Losses[0].Height,
                    r.Losses[0].Barrier
                )),
        ];

    public static CsvTable Table(ResultSet results)
    {
        var table = new CsvTable("variant", "method", "from_seed", "to_seed", "height", "barrier");
        foreach (var way in Of(results))
        {
            table.Add(way.Variant, way.Method, way.From, way.To, way.Height, way.Barrier);
        }
        return table;
    }
}
