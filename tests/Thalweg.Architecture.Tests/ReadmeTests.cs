namespace Thalweg.Architecture.Tests;

/// <summary>What the README prints is what the files hold.</summary>
public sealed class ReadmeTests
{
    private static readonly string Readme = File.ReadAllText(Path.Combine(Checkout.Root, "README.md"));

    [Fact]
    public void The_study_is_the_file()
    {
        var study = File.ReadAllText(Path.Combine(Checkout.Root, "studies", "poisson-1d.yaml"));
        Assert.Contains($"```yaml\n{study}```", Readme, StringComparison.Ordinal);
    }

    [Fact]
    public void The_program_is_the_example()
    {
        var block = Readme.Split("```csharp\n")[1].Split("\n```")[0];
        var example = File.ReadLines(Path.Combine(Checkout.Root, "examples", "train-and-measure.cs"))
            .Where(line => !line.StartsWith("#:", StringComparison.Ordinal));
        Assert.Equal(string.Join('\n', example), block);
    }

    [Fact]
    public void Linked_files_exist()
    {
        var links = Readme
            .Split("](")
            .Skip(1)
            .Select(part => part.Split(')')[0])
            .Where(link => !link.StartsWith("http", StringComparison.Ordinal));
        Assert.All(links, link => Assert.True(Path.Exists(Path.Combine(Checkout.Root, link)), link));
    }
}
