using System.Text.RegularExpressions;

namespace Thalweg.Architecture.Tests;

/// <summary>No test draws its cases anew each time: properties are checked by <c>Holds</c> alone, which has a seed.</summary>
public sealed partial class SeededPropertyTests
{
    [Fact]
    public void No_property_is_checked_without_a_seed()
    {
        var folder = Path.Combine(Checkout.Root, "tests");
        string[] exempt =
        [
            Path.Combine(folder, "Shared", "Seeded.cs"),
            Path.Combine(folder, "Thalweg.Architecture.Tests", "SeededPropertyTests.cs"),
        ];
        var files = Directory
            .EnumerateFiles(folder, "*.cs", SearchOption.AllDirectories)
            .Except(exempt)
            .Select(file => (Name: Path.GetRelativePath(folder, file), Text: File.ReadAllText(file)))
            .ToList();

        Assert.Contains(files, file => file.Text.Contains(".Holds(", StringComparison.Ordinal));
        Assert.Empty(files.Where(file => Unseeded().IsMatch(file.Text)).Select(file => file.Name));
    }

    [Theory]
    [InlineData("property.QuickCheckThrowOnFailure();")]
    [InlineData("property.Check(Config.QuickThrowOnFailure);")]
    [InlineData("Check.One(fixed, property);")]
    [InlineData("[Property]")]
    [InlineData("var random = new Random();")]
    [InlineData("Random.Shared.NextDouble()")]
    public void Forms_without_a_seed_are_seen(string text) => Assert.Matches(Unseeded(), text);

    [GeneratedRegex(
        @"\b(Quick|Verbose)Check|\bConfig\.|\bCheck\.(One|All|Quick|Verbose)|\[(Property|Properties)\b|new Random\(\)|\bRandom\.Shared\b"
    )]
    private static partial Regex Unseeded();
}
