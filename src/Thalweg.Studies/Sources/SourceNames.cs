using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Sources;

/// <summary>Tells several losses apart by the shortest texts that differ.</summary>
public static class SourceNames
{
    /// <summary>A name for each source, all different, a function of the sources alone: their labels where those differ, else what
    /// differs between them.</summary>
    /// <param name="sources">All different.</param>
    public static IReadOnlyList<string> Of(IReadOnlyList<Source> sources)
    {
        ArgumentNullException.ThrowIfNull(sources);
        if (sources.OfType<WeighedSource>().Any())
        {
            var stated = sources.Select(s => (s as WeighedSource)?.Stated ?? s).Distinct().ToList();
            var named = Of(stated);
            return
            [
                .. sources.Select(s =>
                    s is WeighedSource weighed
                        ? named[stated.IndexOf(weighed.Stated)] + WeighedSource.Suffix
                        : named[stated.IndexOf(s)]
                ),
            ];
        }
        string[] labels = [.. sources.Select(s => s.Label)];
        if (AreDifferent(labels))
        {
            return labels;
        }
        var parts = sources.Select(s => s.Parts.ToDictionary(p => p.Key, p => p.Value)).ToList();
        var keys = sources.SelectMany(s => s.Parts).Select(p => p.Key).Distinct().ToList();
        var texts = sources.Select(_ => new List<string>()).ToList();
        foreach (var key in keys)
        {
            if (parts.Exists(p => !p.ContainsKey(key)))
            {
                continue;
            }
            var calls = parts.ConvertAll(p => p[key]);
            if (calls.Distinct().Count() == 1)
            {
                continue;
            }
            var shortest = CallDifference.Of(calls);
            for (var i = 0; i < texts.Count; i++)
            {
                texts[i].Add(shortest[i]);
            }
        }
        string[] names = [.. texts.Select((t, i) => t.Count == 0 ? labels[i] : string.Join(", ", t))];
        return AreDifferent(names) ? names : [.. names.Select((name, i) => $"{name} ({i + 1})")];
    }

    private static bool AreDifferent(string[] names) => names.Distinct(StringComparer.Ordinal).Count() == names.Length;
}
