namespace Thalweg.Formats.Weights;

/// <summary>What stands beside parameters in a file and is no parameter.</summary>
internal static class Buffers
{
    private const int MostShown = 5;

    /// <summary>The sentence on what was left out, or none.</summary>
    /// <param name="entries">Name and kind of each.</param>
    public static IEnumerable<string> Note(IReadOnlyList<string> entries) =>
        entries.Count switch
        {
            0 => [],
            1 => [$"left out {entries[0]}, which holds no parameters"],
            <= MostShown => [$"left out {string.Join(", ", entries)}, which hold no parameters"],
            var count =>
            [
                $"left out {string.Join(", ", entries.Take(MostShown))} and {count - MostShown} more, which hold no parameters",
            ],
        };
}
