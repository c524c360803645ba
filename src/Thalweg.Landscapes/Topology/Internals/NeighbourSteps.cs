namespace Thalweg.Landscapes.Topology;

/// <summary>The neighbours of the vertices of a grid.</summary>
internal sealed class NeighbourSteps
{
    private readonly int[] shape;
    private readonly (int A, int B, int C, int Offset)[] steps;

    // Grids of fewer axes are grids of three whose first axes have one vertex.
    private NeighbourSteps(int[] shape, (int A, int B, int C, int Offset)[] steps)
    {
        this.shape = shape;
        this.steps = steps;
    }

    public int Most => steps.Length;

    public static NeighbourSteps Of(IReadOnlyList<int> shape, GridNeighbours neighbours)
    {
        int[] three = [.. Enumerable.Repeat(1, 3 - shape.Count), .. shape];
        var steps = new List<(int, int, int, int)>();
        for (var a = -1; a <= 1; a++)
        {
            for (var b = -1; b <= 1; b++)
            {
                for (var c = -1; c <= 1; c++)
                {
                    var moved = Math.Abs(a) + Math.Abs(b) + Math.Abs(c);
                    var leaves = (a != 0 && three[0] == 1) || (b != 0 && three[1] == 1) || (c != 0 && three[2] == 1);
                    if (moved > 0 && !leaves && (moved == 1 || neighbours == GridNeighbours.All))
                    {
                        steps.Add((a, b, c, (((a * three[1]) + b) * three[2]) + c));
                    }
                }
            }
        }
        return new NeighbourSteps(three, [.. steps]);
    }

    /// <summary>Of a plane whose cells are split along one diagonal: six neighbours.</summary>
    public static NeighbourSteps Triangles(IReadOnlyList<int> shape)
    {
        int[] three = [1, .. shape];
        List<(int, int, int, int)> steps = [];
        foreach (var (b, c) in ((int, int)[])[(-1, -1), (-1, 0), (0, -1), (0, 1), (1, 0), (1, 1)])
        {
            if ((b == 0 || three[1] > 1) && (c == 0 || three[2] > 1))
            {
                steps.Add((0, b, c, (b * three[2]) + c));
            }
        }
        return new NeighbourSteps(three, [.. steps]);
    }

    /// <summary>Writes the neighbours of a vertex.</summary>
    /// <returns>How many it has.</returns>
    public int Around(int vertex, Span<int> neighbours)
    {
        var (rest, c) = Math.DivRem(vertex, shape[2]);
        var (a, b) = Math.DivRem(rest, shape[1]);
        var count = 0;
        foreach (var step in steps)
        {
            if (
                (uint)(a + step.A) < (uint)shape[0]
                && (uint)(b + step.B) < (uint)shape[1]
                && (uint)(c + step.C) < (uint)shape[2]
            )
            {
                neighbours[count++] = vertex + step.Offset;
            }
        }
        return count;
    }

    /// <summary>Whether a vertex lies at an end of some axis of more than one vertex.</summary>
    public bool IsBorder(int vertex)
    {
        var (rest, c) = Math.DivRem(vertex, shape[2]);
        var (a, b) = Math.DivRem(rest, shape[1]);
        return At(a, shape[0]) || At(b, shape[1]) || At(c, shape[2]);

        static bool At(int position, int length) => length > 1 && (position == 0 || position == length - 1);
    }
}
