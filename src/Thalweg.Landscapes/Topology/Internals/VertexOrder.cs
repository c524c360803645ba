namespace Thalweg.Landscapes.Topology;

/// <summary>Vertices by value, and by number where values are equal.</summary>
internal static class VertexOrder
{
    public static int[] Of(double[] values)
    {
        var keys = (double[])values.Clone();
        var order = new int[values.Length];
        for (var i = 0; i < order.Length; i++)
        {
            order[i] = i;
        }
        Array.Sort(keys, order);
        // The sort leaves equal values in any order.
        for (var first = 0; first < keys.Length; )
        {
            var last = first + 1;
            while (last < keys.Length && keys[last] == keys[first])
            {
                last++;
            }
            if (last - first > 1)
            {
                Array.Sort(order, first, last - first);
            }
            first = last;
        }
        return order;
    }
}
