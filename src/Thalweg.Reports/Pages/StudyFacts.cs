namespace Thalweg.Reports.Pages;

/// <summary>The lines of a study file that a reader wants beside the table: its plain top-level entries.</summary>
internal static class StudyFacts
{
    private static readonly string[] Shown =
    [
        "problem",
        "network",
        "trial",
        "quadrature",
        "precision",
        "formulations",
        "seeds",
    ];

    public static IEnumerable<(string Name, string Value)> Of(string? study)
    {
        foreach (var line in (study ?? "").Split('\n'))
        {
            var colon = line.IndexOf(':', StringComparison.Ordinal);
            if (
                colon > 0
                && Array.IndexOf(Shown, line[..colon]) >= 0
                && line[(colon + 1)..].Trim() is { Length: > 0 } value
            )
            {
                yield return (line[..colon], WithoutComment(value));
            }
        }
    }

    public static string? NameOf(string? study) =>
        (study ?? "")
            .Split('\n')
            .Where(l => l.StartsWith("name:", StringComparison.Ordinal))
            .Select(l => WithoutComment(l["name:".Length..].Trim()))
            .FirstOrDefault(v => v.Length > 0);

    private static string WithoutComment(string value) =>
        value.IndexOf(" #", StringComparison.Ordinal) is var at && at >= 0 ? value[..at].TrimEnd() : value;
}
