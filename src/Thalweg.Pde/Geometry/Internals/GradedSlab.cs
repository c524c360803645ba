namespace Thalweg.Pde.Geometry;

/// <summary>Cells for product rules in what lies between two rims, with points drawn towards the corners that turn inwards.</summary>
internal static class GradedSlab
{
    public static IEnumerable<Cell> Cells(SlabCell slab, IReadOnlyList<Corner> singular, double slack)
    {
        var (left, right) = (Marks(slab, singular, slack, isRight: false), Marks(slab, singular, slack, isRight: true));
        if (left.Count == 0 && right.Count == 0)
        {
            yield return Square(slab);
            yield break;
        }
        var (from, to) = (0.0, 1.0);
        if (left.Count > 0 && right.Count > 0)
        {
            from = to = 0.5;
        }
        foreach (
            var (marks, end, inner) in new[]
            {
                (left, 0.0, left.Count > 0 && right.Count > 0 ? to : 1.0),
                (right, 1.0, left.Count > 0 && right.Count > 0 ? from : 0.0),
            }
        )
        {
            foreach (var cell in marks.Count == 0 ? [] : Half(slab, marks, end, inner, slack))
            {
                yield return cell;
            }
        }
    }

    // Singular corners on one end, by their place t in it.
    private static SortedList<double, int> Marks(
        SlabCell slab,
        IReadOnlyList<Corner> singular,
        double slack,
        bool isRight
    )
    {
        var (low, high) = slab.EndsAt(isRight);
        var x = isRight ? slab.Upper : slab.Lower;
        // Heights at an upright end carry the root of the rounding of x.
        var loose = Math.Sqrt(slack) * 1e-2 + slack;
        var marks = new SortedList<double, int>();
        foreach (
            var corner in singular.Where(c => Math.Abs(c.X - x) <= slack && c.Y >= low - loose && c.Y <= high + loose)
        )
        {
            var place = high - low > loose ? Math.Clamp((corner.Y - low) / (high - low), 0, 1) : 0;
            var settled =
                place < 1e-6 ? 0
                : place > 1 - 1e-6 ? 1
                : place;
            marks[settled] = Math.Max(marks.GetValueOrDefault(settled, 1), corner.Grading);
        }
        return marks;
    }

    private static IEnumerable<Cell> Half(
        SlabCell slab,
        SortedList<double, int> marks,
        double end,
        double inner,
        double slack
    )
    {
        var (low, high) = slab.EndsAt(end == 1);
        if (high - low <= Math.Sqrt(slack) * 1e-2 + slack)
        {
            yield return Pulled(slab, end, inner, marks.Values.Max());
            yield break;
        }
        // Each strip has one of the corners at one of its ends.
        var strips = new List<(double Corner, double Other, int Grading)>();
        if (marks.Keys[0] > 0)
        {
            strips.Add((marks.Keys[0], 0, marks.Values[0]));
        }
        for (var i = 0; i < marks.Count; i++)
        {
            var next = i + 1 < marks.Count ? 0.5 * (marks.Keys[i] + marks.Keys[i + 1]) : 1;
            if (marks.Keys[i] < 1)
            {
                strips.Add((marks.Keys[i], next, marks.Values[i]));
            }
            if (i + 1 < marks.Count)
            {
                strips.Add((marks.Keys[i + 1], next, marks.Values[i + 1]));
            }
        }
        foreach (var (corner, other, grading) in strips)
        {
            var apex = new Corner(end, corner, grading);
            Corner[] around = [new(inner, corner), new(inner, other), new(end, other)];
            yield return Blown(slab, Oriented(apex, around[0], around[1]));
            yield return Blown(slab, Oriented(apex, around[1], around[2]));
        }
    }

    private static Triangle Oriented(Corner a, Corner b, Corner c) =>
        Triangle.Cross(a, b, c) > 0 ? new(a, b, c) : new(a, c, b);

    private static Cell Square(SlabCell slab) =>
        new([new Interval(0, 1), new Interval(0, 1)])
        {
            Map = (parameters, point) => slab.Place(parameters[0], parameters[1], point),
        };

    // An end that is one point.
    private static Cell Pulled(SlabCell slab, double end, double inner, int grading)
    {
        return new([new Interval(0, 1), new Interval(0, 1)]) { Map = Map(1), Graded = Map(grading) };

        CellMap Map(int q) =>
            (parameters, point) =>
            {
                var before = 1.0;
                for (var i = 1; i < q; i++)
                {
                    before *= parameters[0];
                }
                var s = end + before * parameters[0] * (inner - end);
                return slab.Place(s, parameters[1], point) * q * before * Math.Abs(inner - end);
            };
    }

    // A triangle of the square of (s, t).
    private static Cell Blown(SlabCell slab, Triangle triangle)
    {
        var cell = triangle.ToCell();
        return cell with { Map = Within(cell.Map!), Graded = cell.Graded is { } graded ? Within(graded) : null };

        CellMap Within(CellMap map) =>
            (parameters, point) =>
            {
                var measure = map(parameters, point);
                return measure * slab.Place(point[0], point[1], point);
            };
    }
}
