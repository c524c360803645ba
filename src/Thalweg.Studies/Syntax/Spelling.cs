namespace Thalweg.Studies.Syntax;

/// <summary>Finds the word that was probably meant.</summary>
public static class Spelling
{
    /// <summary>
    /// The candidate nearest to <paramref name="word"/> by restricted Damerau–Levenshtein distance, case ignored, or null
    /// where none is near: at most a third of the letters (at least one) may differ, unless one is the beginning of the other.
    /// </summary>
    /// <remarks>Ties go to the earlier candidate.</remarks>
    public static string? Nearest(string word, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(candidates);
        if (word.Length is 0 or > 64)
        {
            return null;
        }
        string? best = null;
        var bestCost = double.PositiveInfinity;
        foreach (var candidate in candidates)
        {
            var length = Math.Max(word.Length, candidate.Length);
            var distance = Distance(word.ToLowerInvariant(), candidate.ToLowerInvariant());
            var isPrefix =
                Math.Min(word.Length, candidate.Length) >= 3
                && (
                    candidate.StartsWith(word, StringComparison.OrdinalIgnoreCase)
                    || word.StartsWith(candidate, StringComparison.OrdinalIgnoreCase)
                );
            var allowed = length <= 2 ? 0 : Math.Max(1, length / 3);
            var cost = isPrefix ? Math.Min(distance, 0.5 + (distance / 100.0)) : distance;
            if ((distance <= allowed || isPrefix) && cost < bestCost)
            {
                best = candidate;
                bestCost = cost;
            }
        }
        return best;
    }

    /// <summary><c>; did you mean 'x'?</c>, or nothing where no candidate is near.</summary>
    public static string Suggest(string word, IEnumerable<string> candidates)
    {
        ArgumentNullException.ThrowIfNull(word);
        ArgumentNullException.ThrowIfNull(candidates);
        return Nearest(word, candidates) is { } nearest ? $"; did you mean '{nearest}'?" : "";
    }

    /// <summary>Insertions, deletions, substitutions and swaps of neighbours that turn one word into the other.</summary>
    public static int Distance(string from, string to)
    {
        ArgumentNullException.ThrowIfNull(from);
        ArgumentNullException.ThrowIfNull(to);
        var rows = new int[from.Length + 1, to.Length + 1];
        for (var i = 0; i <= from.Length; i++)
        {
            for (var j = 0; j <= to.Length; j++)
            {
                if (i == 0 || j == 0)
                {
                    rows[i, j] = i + j;
                    continue;
                }
                var substitution = rows[i - 1, j - 1] + (from[i - 1] == to[j - 1] ? 0 : 1);
                var best = Math.Min(substitution, Math.Min(rows[i - 1, j], rows[i, j - 1]) + 1);
                if (i > 1 && j > 1 && from[i - 1] == to[j - 2] && from[i - 2] == to[j - 1])
                {
                    best = Math.Min(best, rows[i - 2, j - 2] + 1);
                }
                rows[i, j] = best;
            }
        }
        return rows[from.Length, to.Length];
    }
}
