using Thalweg.Reports.Plotting;
using Thalweg.Reports.Wording;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Drawings;

/// <summary>Parameter vectors as points of a plane.</summary>
public static class EmbeddingFigure
{
    private static readonly Marker[] Markers =
    [
        Marker.Circle,
        Marker.Square,
        Marker.Diamond,
        Marker.Triangle,
        Marker.Cross,
        Marker.OpenSquare,
    ];

    /// <summary>The first two coordinates, a mark of its own for each group; one coordinate stands over 0.</summary>
    public static Figure Of(EmbeddingRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        var groups = record.Vectors.GroupBy(v => v.Group ?? "").ToList();
        return new Figure
        {
            Id = "embedding",
            Title = $"Parameter vectors by {record.Method}",
            Description = "One point for each vector, a mark of its own for each group.",
            Panels =
            [
                new Panel
                {
                    Title = Name(1),
                    X = Axis.Linear(Name(0), record.Vectors.Select(v => At(v, 0)), margin: 0.1),
                    Y = Axis.Linear(Name(1), record.Vectors.Select(v => At(v, 1)), margin: 0.1),
                    Marks =
                    [
                        .. groups.Select(
                            (group, i) =>
                                new PointsMark(
                                    group.Key,
                                    Ink.Series(i),
                                    [.. group.Select(v => At(v, 0))],
                                    [.. group.Select(v => At(v, 1))]
                                )
                                {
                                    Marker = Markers[i % Markers.Length],
                                    Notes = [.. group.Select(v => v.Name)],
                                }
                        ),
                    ],
                    Aspect = 0.9,
                },
            ],
            Columns = 1,
        };

        string Name(int k) =>
            k < record.Explained.Count
                ? $"coordinate {Numerals.Integer(k + 1)} ({Numerals.Significant(100 * record.Explained[k], 2)} %)"
                : $"coordinate {Numerals.Integer(k + 1)}";

        static double At(EmbeddedVector vector, int k) => k < vector.Coordinates.Count ? vector.Coordinates[k] : 0;
    }
}
