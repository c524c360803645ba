using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Drawings;

/// <summary>The points of a census by their index and their loss, larger the more copies they have, with lines from each pass to the minima below it.</summary>
public static class CensusFigure
{
    private const double Margin = 0.08;

    // Diameters in units of the font size: of one copy, for each doubling, and at most.
    private const double Single = 0.42;
    private const double Doubling = 0.09;
    private const double Largest = 1.1;

    private static readonly string[] Words = ["verified", "made by the quadrature", "in doubt"];

    public static Figure Of(CensusRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        return new Figure
        {
            Id = "census",
            Title = "Stationary points by index",
            Description =
                "Stationary points at their index and loss, larger the more copies they have; lines lead from passes to the minima below them.",
            Panels = [Panel(record, record.Objective, Ink.Series(0))],
        };
    }

    /// <summary>One census.</summary>
    public static Panel Panel(CensusRecord record, string lead, Ink ink)
    {
        ArgumentNullException.ThrowIfNull(record);
        ArgumentNullException.ThrowIfNull(lead);
        List<StationaryRecord> points = [.. record.Points.Where(p => double.IsFinite(p.Value))];
        var highest = points.Count == 0 ? 1 : Math.Max(1, points.Max(p => p.Index));
        var marks = new List<Mark>();
        foreach (var pass in record.Passes)
        {
            foreach (var end in new[] { pass.From, pass.To }.OfType<int>().Distinct())
            {
                marks.Add(
                    new LineMark(
                        "pass to minimum",
                        Ink.Mute,
                        [record.Points[end].Index, 1],
                        [record.Points[end].Value, pass.Height]
                    )
                );
            }
        }
        // What has doubts behind, what is verified in front.
        foreach (
            var group in points
                .GroupBy(p => (Kind: Kind(p), p.Orbit))
                .OrderByDescending(g => g.Key.Kind)
                .ThenByDescending(g => g.Key.Orbit ?? int.MaxValue)
        )
        {
            var copies = group.Key.Orbit is { } n
                ? Numerals.Integer(n) + (n == 1 ? " copy" : " copies")
                : "a continuum of copies";
            marks.Add(
                new PointsMark(
                    $"{Words[group.Key.Kind]}, {copies}",
                    group.Key.Kind == 0 ? ink : Ink.Mute,
                    [.. group.Select(p => (double)p.Index)],
                    [.. group.Select(p => p.Value)]
                )
                {
                    Marker = group.Key.Kind switch
                    {
                        0 => Marker.Circle,
                        1 => Marker.Cross,
                        _ => Marker.OpenSquare,
                    },
                    Size = Math.Min(Largest, Single + (Doubling * Math.Log2(group.Key.Orbit ?? 1))),
                }
            );
        }
        return new Panel
        {
            Title = "loss",
            Lead = lead,
            LeadInk = ink,
            X = new Axis(
                "index",
                false,
                -0.35,
                highest + 0.35,
                [.. Enumerable.Range(0, highest + 1).Select(i => new Tick(i, Numerals.Integer(i)))]
            ),
            Y = Axis.Linear("loss", points.Select(p => p.Value), Margin),
            Marks = marks,
        };
    }

    private static int Kind(StationaryRecord p) =>
        p.Verified ? 0
        : p.Quadrature ? 1
        : 2;
}
