using System.Text.RegularExpressions;

namespace Thalweg.Architecture.Tests;

/// <summary>Every source that a comment or a page cites, as [Author2020], is in docs/references.bib.</summary>
public sealed partial class CitationTests
{
    [Fact]
    public void Every_cited_key_resolves()
    {
        var known = EntryPattern()
            .Matches(File.ReadAllText(Path.Combine(Checkout.Root, "docs", "references.bib")))
            .Select(m => m.Groups[1].Value)
            .ToHashSet();
        var cited = Directory
            .EnumerateFiles(Path.Combine(Checkout.Root, "src"), "*.cs", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(Path.Combine(Checkout.Root, "docs"), "*.md", SearchOption.AllDirectories))
            .SelectMany(file => Keys(File.ReadAllText(file)).Select(key => (Key: key, File: file)))
            .ToList();
        Assert.Contains(cited, c => c.File.EndsWith(".cs", StringComparison.Ordinal));
        Assert.Contains(cited, c => c.File.EndsWith(".md", StringComparison.Ordinal));
        Assert.Empty(cited.Where(c => !known.Contains(c.Key)).Select(c => $"{c.Key} in {c.File}"));
    }

    [Theory]
    [InlineData(
        "/// Blocks [GolubVanLoan2013, §5.2]; bound [Higham2002, Theorem 19.4].",
        "GolubVanLoan2013 Higham2002"
    )]
    [InlineData("/// β = yᵀ∇L⁺ [Polak1969] [Gilbert1992].", "Polak1969 Gilbert1992")]
    [InlineData("/// Points follow the residual [Lu2021, Wu2023].", "Lu2021 Wu2023")]
    [InlineData(
        "    /// Nielsen's rule [Madsen2004,\n    /// Eq. 2.21], bent [Transtrum2012].",
        "Madsen2004 Transtrum2012"
    )]
    [InlineData("var end = list[0]; // one [Fan2012] behind code", "Fan2012")]
    [InlineData("/// shape [K, P] of x[1], in [−1, 1]", "")]
    [InlineData("the published weights [Wu2021](https://example.org)", "Wu2021")]
    public void All_keys_of_a_text_are_seen(string text, string keys) =>
        Assert.Equal(keys, string.Join(' ', Keys(text)));

    private static IEnumerable<string> Keys(string text) =>
        CitationPattern()
            .Matches(MarginPattern().Replace(text, " "))
            .SelectMany(bracket => KeyPattern().Matches(bracket.Value))
            .Select(key => key.Value);

    [GeneratedRegex(@"^@\w+\{([^,\s]+),", RegexOptions.Multiline)]
    private static partial Regex EntryPattern();

    // A citation may be broken at the end of a line.
    [GeneratedRegex(@"\s*\n\s*(///?)?\s*")]
    private static partial Regex MarginPattern();

    [GeneratedRegex(@"\[[A-Z][A-Za-z]*(19|20)\d\d[A-Za-z]*(,[^\[\]]*)?\]")]
    private static partial Regex CitationPattern();

    [GeneratedRegex(@"\b[A-Z][A-Za-z]*(19|20)\d\d[A-Za-z]*\b")]
    private static partial Regex KeyPattern();
}
