using System.Text.RegularExpressions;

namespace Thalweg.Cli.Tests.Architecture;

/// <summary>Every source that a doc comment cites, as [Author2020], is in docs/references.bib.</summary>
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
            .SelectMany(file =>
                CitationPattern().Matches(File.ReadAllText(file)).Select(m => (m.Groups[1].Value, File: file))
            )
            .ToList();
        Assert.NotEmpty(cited);
        Assert.Empty(cited.Where(c => !known.Contains(c.Value)).Select(c => $"{c.Value} in {c.File}"));
    }

    [GeneratedRegex(@"^@\w+\{([^,\s]+),", RegexOptions.Multiline)]
    private static partial Regex EntryPattern();

    [GeneratedRegex(@"///.*?\[([A-Z][A-Za-z]*(?:19|20)\d\d[A-Za-z]*)(?:,[^\]]*)?\]")]
    private static partial Regex CitationPattern();
}
