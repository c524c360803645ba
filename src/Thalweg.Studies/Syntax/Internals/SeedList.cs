using System.Globalization;

namespace Thalweg.Studies.Syntax;

/// <summary>The seeds of a study: numbers and ranges <c>a..b</c>, ends included.</summary>
/// <param name="fault">Takes what was expected in place of an item.</param>
internal sealed class SeedList(Action<string, YamlText> fault)
{
    public const string Expected = "seeds such as 1..5 or [1, 2, 3]";

    private const int MostSeeds = 10_000;

    /// <summary>What a number without a list may mean, where it may mean two things; null elsewhere.</summary>
    /// <remarks>One seed and the seed 1 are the same.</remarks>
    public static string? Doubt(YamlText alone) =>
        !TrySeed(alone.Text, out var number) || number == 1 ? null
        : number == 0 ? "0 may mean no seeds or the seed 0; write [0] for the seed"
        : string.Create(
            CultureInfo.InvariantCulture,
            $"{number} may mean {number} seeds or the seed {number}; write 1..{number} for {number} seeds, or [{number}] for the seed"
        );

    public IReadOnlyList<ulong> Read(IEnumerable<YamlText> items)
    {
        var seeds = new List<ulong>();
        foreach (var item in items)
        {
            Add(item, seeds);
        }
        return seeds;
    }

    private void Add(YamlText item, List<ulong> seeds)
    {
        var ends = item.Text.Split("..");
        if (ends.Length > 2 || !TrySeed(ends[0], out var first) || !TrySeed(ends[^1], out var last) || first > last)
        {
            fault(Expected, item);
            return;
        }
        if (last - first >= MostSeeds || seeds.Count + (int)(last - first) >= MostSeeds)
        {
            fault($"at most {MostSeeds} seeds", item);
            return;
        }
        for (var seed = first; seeds.Count <= MostSeeds; seed++)
        {
            if (seeds.Contains(seed))
            {
                fault($"different seeds, {seed} is given twice", item);
                return;
            }
            seeds.Add(seed);
            if (seed == last)
            {
                return;
            }
        }
    }

    private static bool TrySeed(string text, out ulong seed) =>
        ulong.TryParse(text.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out seed);
}
