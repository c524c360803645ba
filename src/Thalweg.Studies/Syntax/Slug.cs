using System.Text;

namespace Thalweg.Studies.Syntax;

/// <summary>Texts as parts of file and array names.</summary>
public static class Slug
{
    private const int Longest = 48;

    /// <summary>Lower-case letters, digits, points and underscores of each text, everything else as one hyphen; all different.</summary>
    public static IReadOnlyList<string> Of(IReadOnlyList<string> texts)
    {
        ArgumentNullException.ThrowIfNull(texts);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        var slugs = new List<string>();
        foreach (var text in texts)
        {
            var plain = Plain(text);
            var slug = plain;
            for (var n = 2; !taken.Add(slug); n++)
            {
                slug = $"{plain}-{n}";
            }
            slugs.Add(slug);
        }
        return slugs;
    }

    private static string Plain(string text)
    {
        var slug = new StringBuilder();
        foreach (var character in text.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(character) || character is '.' or '_')
            {
                slug.Append(character);
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }
        var plain = slug.ToString(0, Math.Min(slug.Length, Longest)).Trim('-', '.');
        return plain.Length > 0 ? plain : "variant";
    }
}
