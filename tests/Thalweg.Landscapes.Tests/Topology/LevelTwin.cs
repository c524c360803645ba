using Thalweg.Landscapes.Topology;

namespace Thalweg.Landscapes.Tests.Topology;

/// <summary>Persistence in O(n²): the level set of every value is filled anew, by its own rules of who is next to whom.</summary>
internal static class LevelTwin
{
    public static (List<(double, double)> Components, List<(double, double)> Holes) Of(
        double[] values,
        int[] shape,
        GridNeighbours neighbours
    )
    {
        double[] levels = [.. values.Distinct().Order()];
        var components = Follow(levels, level => Parts(values, shape, neighbours, v => v <= level, border: false));
        // Holes of {f ≤ t} are the parts of {f > t} that do not reach the border; seen from above they are born at their highest vertex.
        double[] falling = [.. levels.Prepend(double.NegativeInfinity).Reverse().Skip(1)];
        var holes =
            shape.Length == 2
                ? Follow(
                    falling,
                    level =>
                        Parts(
                            [.. values.Select(v => -v)],
                            shape,
                            neighbours.Complement(),
                            v => v < -level,
                            border: true
                        )
                )
                : [];
        return (Sorted(components), Sorted(Swapped(holes, levels)));
    }

    /// <summary>Lowest values of the parts at each level; a part that has more than one lowest value of the level before loses the higher ones.</summary>
    private static List<(double Lowest, double End)> Follow(
        double[] levels,
        Func<double, List<(HashSet<int> Part, double Lowest, bool Stays)>> parts
    )
    {
        var pairs = new List<(double, double)>();
        var living = new List<(int Seed, double Lowest)>();
        foreach (var level in levels)
        {
            var now = parts(level);
            var next = new List<(int Seed, double Lowest)>();
            foreach (var (part, lowest, stays) in now)
            {
                var inside = living.Where(l => part.Contains(l.Seed)).OrderBy(l => l.Lowest).ToList();
                if (stays)
                {
                    pairs.AddRange(inside.Select(l => (l.Lowest, level)));
                }
                else if (inside.Count == 0)
                {
                    next.Add((part.Min(), lowest));
                }
                else
                {
                    next.Add(inside[0]);
                    pairs.AddRange(inside.Skip(1).Select(l => (l.Lowest, level)));
                }
            }
            living = next;
        }
        pairs.AddRange(living.Select(l => (l.Lowest, double.PositiveInfinity)));
        return pairs;
    }

    private static List<(HashSet<int> Part, double Lowest, bool Stays)> Parts(
        double[] values,
        int[] shape,
        GridNeighbours neighbours,
        Func<double, bool> inside,
        bool border
    )
    {
        var result = new List<(HashSet<int>, double, bool)>();
        var seen = new HashSet<int>();
        for (var first = 0; first < values.Length; first++)
        {
            if (!inside(values[first]) || !seen.Add(first))
            {
                continue;
            }
            var part = new HashSet<int> { first };
            var open = new Stack<int>([first]);
            while (open.TryPop(out var at))
            {
                for (var other = 0; other < values.Length; other++)
                {
                    if (inside(values[other]) && AreNext(at, other, shape, neighbours) && part.Add(other))
                    {
                        seen.Add(other);
                        open.Push(other);
                    }
                }
            }
            result.Add((part, part.Min(v => values[v]), border && part.Any(v => IsBorder(v, shape))));
        }
        return result;
    }

    private static int[] Position(int vertex, int[] shape)
    {
        var position = new int[shape.Length];
        for (var k = shape.Length - 1; k >= 0; k--)
        {
            position[k] = vertex % shape[k];
            vertex /= shape[k];
        }
        return position;
    }

    private static bool AreNext(int a, int b, int[] shape, GridNeighbours neighbours)
    {
        var apart = Position(a, shape).Zip(Position(b, shape), (x, y) => Math.Abs(x - y)).ToList();
        return a != b && (neighbours == GridNeighbours.All ? apart.Max() == 1 : apart.Sum() == 1);
    }

    private static bool IsBorder(int vertex, int[] shape) =>
        Position(vertex, shape).Zip(shape, (x, n) => x == 0 || x == n - 1).Any(x => x);

    /// <summary>Of holes, levels −t and lowest −f: born at the level at which they part, gone at their highest value.</summary>
    private static List<(double, double)> Swapped(List<(double Lowest, double End)> pairs, double[] levels) =>
        [
            .. pairs
                .Where(p => double.IsFinite(p.Lowest))
                // {f > t} loses a part where t falls below the vertex that joins it: the next level above.
                .Select(p => (levels.First(l => l > p.End), -p.Lowest)),
        ];

    private static List<(double, double)> Sorted(List<(double Birth, double Death)> pairs) =>
        [.. pairs.Where(p => p.Death > p.Birth).OrderBy(p => p.Birth).ThenBy(p => p.Death)];
}
