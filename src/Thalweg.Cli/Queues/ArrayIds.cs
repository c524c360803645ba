using System.Globalization;
using Thalweg.Results.Records;

namespace Thalweg.Cli.Queues;

/// <summary>The entries of an array that compute given tasks.</summary>
internal static class ArrayIds
{
    /// <summary>As <c>--array</c> takes them: <c>3,7-9</c>. Comparisons belong to every shard: where only they are missing, the first one.</summary>
    public static string Of(IEnumerable<TaskRecord> tasks, int shards)
    {
        int[] ids =
        [
            .. tasks.Select(task => task.Chain).OfType<int>().Select(chain => Of(chain, shards)).Distinct().Order(),
        ];
        return ids.Length == 0 ? "1" : Ranges(ids);
    }

    // Shard i takes the runs whose number is i modulo their count, so the last one takes number 0.
    private static int Of(int chain, int shards) => chain % shards == 0 ? shards : chain % shards;

    private static string Ranges(int[] ids)
    {
        var parts = new List<string>();
        for (var i = 0; i < ids.Length; )
        {
            var first = i;
            while (++i < ids.Length && ids[i] == ids[i - 1] + 1) { }
            parts.Add(
                i - first == 1
                    ? ids[first].ToString(CultureInfo.InvariantCulture)
                    : string.Create(CultureInfo.InvariantCulture, $"{ids[first]}-{ids[i - 1]}")
            );
        }
        return string.Join(',', parts);
    }
}
