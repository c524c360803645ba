namespace Thalweg.Landscapes.Topology;

/// <summary>Where the steepest way down from each vertex ends, by steps to the neighbour with the lowest value.</summary>
internal static class SteepestWays
{
    /// <summary>The vertex where each way ends, [n]; of equal values the lowest number.</summary>
    public static int[] Ends(double[] values, NeighbourSteps steps)
    {
        var next = new int[values.Length];
        Span<int> around = stackalloc int[steps.Most + 1];
        for (var v = 0; v < values.Length; v++)
        {
            var lowest = v;
            var count = steps.Around(v, around);
            for (var k = 0; k < count; k++)
            {
                if (IsLower(around[k], lowest))
                {
                    lowest = around[k];
                }
            }
            next[v] = lowest;
        }
        var ends = new int[values.Length];
        for (var v = 0; v < values.Length; v++)
        {
            var end = v;
            while (next[end] != end)
            {
                end = next[end];
            }
            // Ways grow shorter for all that pass here later.
            for (var at = v; next[at] != end && at != end; )
            {
                (at, next[at]) = (next[at], end);
            }
            ends[v] = end;
        }
        return ends;

        bool IsLower(int a, int b) => values[a] < values[b] || (values[a] == values[b] && a < b);
    }
}
