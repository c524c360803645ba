using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tests.Syntax;

public sealed class SpellingTests
{
    private static readonly string[] Words =
    [
        "resnet",
        "mlp",
        "galerkin",
        "ritz",
        "supervised",
        "simpson",
        "width",
        "widths",
    ];

    [Theory]
    [InlineData("resnt", "resnet")]
    [InlineData("ResNet", "resnet")]
    [InlineData("rsenet", "resnet")]
    [InlineData("galrekin", "galerkin")]
    [InlineData("galer", "galerkin")]
    [InlineData("ritzz", "ritz")]
    [InlineData("rizt", "ritz")]
    [InlineData("widht", "width")]
    [InlineData("widhts", "widths")]
    [InlineData("simspon", "simpson")]
    [InlineData("pml", null)]
    [InlineData("xyz", null)]
    [InlineData("", null)]
    [InlineData("m", null)]
    public void Finds_the_word_that_was_meant(string word, string? meant) =>
        Assert.Equal(meant, Spelling.Nearest(word, Words));

    [Theory]
    [InlineData("", "", 0)]
    [InlineData("abc", "", 3)]
    [InlineData("kitten", "sitting", 3)]
    [InlineData("ab", "ba", 1)]
    [InlineData("abcd", "acbd", 1)]
    [InlineData("ca", "abc", 3)]
    public void Distance_counts_edits_and_swaps(string from, string to, int distance)
    {
        Assert.Equal(distance, Spelling.Distance(from, to));
        Assert.Equal(distance, Spelling.Distance(to, from));
    }
}
