using System.Text.RegularExpressions;
using Thalweg.Studies.Catalogues;

namespace Thalweg.Architecture.Tests;

/// <summary>Every problem of the list has a page, and the certified error that it prints is the one that is measured.</summary>
public sealed partial class ProblemPageTests
{
    private static readonly string Folder = Path.Combine(Checkout.Root, "docs", "problems");

    public static TheoryData<string> Names =>
        [
            .. Problems
                .Catalogue.Signatures.Where(signature => signature.Options.All(option => !option.IsRequired))
                .Select(signature => signature.Name),
        ];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_page_says_what_is_certified(string name)
    {
        var page = File.ReadAllText(Path.Combine(Folder, $"{name}.md"));
        Assert.StartsWith($"# {name}: ", page, StringComparison.Ordinal);
        Assert.All(
            ["## What is hard\n", "## Best known\n", "| energy | ", "| reference | "],
            part => Assert.Contains(part, page, StringComparison.Ordinal)
        );
        var certificate = Problems.ReferenceOf(Problems.Catalogue.Resolve(name, default))!.Certificate!;
        Assert.Contains($"| certified error | {certificate.Bound} |", page, StringComparison.Ordinal);
        var index = File.ReadAllText(Path.Combine(Folder, "index.md"));
        var row = Assert.Single(
            index.Split('\n'),
            line => line.StartsWith($"| [{name}]({name}.md) |", StringComparison.Ordinal)
        );
        Assert.Contains($" {certificate.Bound} ", row, StringComparison.Ordinal);
        foreach (var variant in VariantPattern().Matches(page).Select(match => match.Groups))
        {
            var call = Problems.Catalogue.Resolve($"{name}({variant[1].Value})", default);
            Assert.Equal(Problems.ReferenceOf(call)!.Certificate!.Bound, variant[2].Value);
        }
    }

    [Fact]
    public void There_is_no_page_of_another_problem() =>
        Assert.Equal(
            Names.Select(row => row.Data).Append("index").Order(StringComparer.Ordinal),
            Directory
                .EnumerateFiles(Folder, "*.md")
                .Select(Path.GetFileNameWithoutExtension)
                .Order(StringComparer.Ordinal)!
        );

    [GeneratedRegex(@"^\| certified error, `([^`]+)` \| (\S+) \|$", RegexOptions.Multiline)]
    private static partial Regex VariantPattern();
}
