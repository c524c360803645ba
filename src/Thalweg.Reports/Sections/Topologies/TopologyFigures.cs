using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Sections.Topologies;

/// <summary>Barcodes and diagrams of the level sets of a grid.</summary>
internal static class TopologyFigures
{
    /// <summary>Bars that are drawn: the longest.</summary>
    private const int MostBars = 40;

    /// <summary>One bar for each pair from its birth to its death, the longest at the bottom.</summary>
    /// <param name="title">What the grid is of.</param>
    public static Panel Barcode(TopologyRecord record, string title, Ink ink)
    {
        var (low, high) = Range(record);
        var bars = Longest(record);
        var marks = bars.Select(
                (pair, i) =>
                    (Mark)
                        new LineMark(
                            Words(pair, record),
                            pair.Dimension == 0 ? ink : Ink.Mute,
                            [
                                pair.Birth,
                                double.IsFinite(pair.Death) ? pair.Death
                                : pair.Death > 0 ? high
                                : low,
                            ],
                            [i, i]
                        )
                        {
                            Weight = Weight.Bold,
                        }
            )
            .ToList();
        return new Panel
        {
            Title = "level",
            Lead = title,
            LeadInk = ink,
            X = new Axis("level of the loss", false, low, high),
            Y = new Axis("", false, -0.7, Math.Max(bars.Count, 1) - 0.3, []),
            Marks = marks,
            LeastHeight = 0.5 * bars.Count,
        };
    }

    /// <summary>One point for each pair, as far from the diagonal as it lives.</summary>
    public static Panel Diagram(TopologyRecord record, string title, Ink ink)
    {
        var (low, high) = Range(record);
        var marks = new List<Mark>
        {
            new LineMark("lives for no time", Ink.Mute, [low, high], [low, high]) { Dash = Dash.Dashed },
        };
        foreach (var dimension in new[] { 0, 1 })
        {
            var pairs = Longest(record).Where(p => p.Dimension == dimension && double.IsFinite(p.Death)).ToList();
            if (pairs.Count > 0)
            {
                marks.Add(
                    new PointsMark(
                        dimension == 0 ? "basins" : "holes",
                        dimension == 0 ? ink : Ink.Mute,
                        [.. pairs.Select(p => p.Birth)],
                        [.. pairs.Select(p => p.Death)]
                    )
                    {
                        Marker = dimension == 0 ? Marker.Circle : Marker.OpenSquare,
                        Notes = [.. pairs.Select(p => Words(p, record))],
                    }
                );
            }
        }
        return new Panel
        {
            Title = "death",
            Lead = title,
            LeadInk = ink,
            X = new Axis("birth", false, low, high),
            Y = new Axis("death", false, low, high),
            Marks = marks,
            Aspect = 1,
        };
    }

    private static List<PersistencePairRecord> Longest(TopologyRecord record) =>
        [
            .. record
                .Pairs.OrderByDescending(p => Math.Abs(p.Death - p.Birth))
                .Take(MostBars)
                .OrderBy(p => p.Dimension)
                .ThenByDescending(p => Math.Abs(p.Death - p.Birth)),
        ];

    private static (double Low, double High) Range(TopologyRecord record)
    {
        var axis = Axis.Linear("", record.Pairs.SelectMany(p => new[] { p.Birth, p.Death }), margin: 0.08);
        return (axis.Minimum, axis.Maximum);
    }

    private static string Words(PersistencePairRecord pair, TopologyRecord record)
    {
        var what =
            pair.Dimension == 1 ? "hole"
            : record.Levels == "superlevel" ? "peak"
            : "basin";
        return double.IsFinite(pair.Death)
            ? $"{what} from {Numerals.Significant(pair.Birth, 4)} to {Numerals.Significant(pair.Death, 4)}"
            : $"{what} from {Numerals.Significant(pair.Birth, 4)} on, which stays";
    }
}
