namespace Thalweg.Pde.Geometry;

/// <summary>Where a function on a box is looked at.</summary>
internal static class BoxGrid
{
    public static Grid Of(Box box, IReadOnlyList<Interval> axes) =>
        axes.Count == 2 ? Plane(box, axes) : Line(box, axes);

    private static Grid Plane(Box box, IReadOnlyList<Interval> axes)
    {
        var first = Values(axes[0], Grid.PlaneIntervals);
        var second = Values(axes[1], Grid.PlaneIntervals);
        var count = first.Length * second.Length;
        var coordinates = new double[2 * count];
        for (var i = 0; i < count; i++)
        {
            coordinates[i] = first[i / second.Length];
            coordinates[count + i] = second[i % second.Length];
        }
        var hasTime = box.TimeAxis is not null;
        return new Grid(
            hasTime ? "over space and time"
                : IsUnit(axes) ? "on the unit square"
                : "on the rectangle",
            [new GridAxis("x1", first), new GridAxis(hasTime ? "t" : "x2", second)],
            coordinates
        );
    }

    private static Grid Line(Box box, IReadOnlyList<Interval> axes)
    {
        var line = Values(axes[0], Grid.LineIntervals);
        var coordinates = new double[axes.Count * line.Length];
        for (var k = 0; k < axes.Count; k++)
        {
            var row = coordinates.AsSpan(k * line.Length, line.Length);
            if (k == box.TimeAxis)
            {
                row.Fill(axes[k].Upper);
            }
            else
            {
                Values(axes[k], Grid.LineIntervals).CopyTo(row);
            }
        }
        return new Grid(
            axes.Count == 1 ? "on the interval"
                : box.TimeAxis is not null ? "at the final time along the diagonal of space"
                : IsUnit(axes) ? "along the diagonal x1 = x2 = … of the cube"
                : "along the diagonal of the box",
            [new GridAxis("x", line)],
            coordinates
        );
    }

    private static double[] Values(Interval axis, int intervals) => Grid.Line(axis.Lower, axis.Upper, intervals);

    private static bool IsUnit(IReadOnlyList<Interval> axes) => axes.All(axis => axis is { Lower: 0, Upper: 1 });
}
