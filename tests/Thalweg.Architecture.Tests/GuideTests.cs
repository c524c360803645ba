using System.Text.RegularExpressions;
using Thalweg.Optimization;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Reading;

namespace Thalweg.Architecture.Tests;

/// <summary>What the guides say of files and names is so; <c>.ci/site</c> looks at their links within pages too.</summary>
public sealed partial class GuideTests
{
    private static readonly string Docs = Path.Combine(Checkout.Root, "docs");

    public static TheoryData<string> Pages { get; } =
    [
        .. Directory
            .EnumerateFiles(Docs, "*.md", SearchOption.AllDirectories)
            .Append(Path.Combine(Checkout.Root, "README.md"))
            .Append(Path.Combine(Checkout.Root, "benchmarks", "README.md"))
            .Append(Path.Combine(Checkout.Root, "benchmarks", "results", "coverage.md"))
            .Select(file => Path.GetRelativePath(Checkout.Root, file))
            .Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Pages))]
    public void Links_lead_to_files(string page)
    {
        var file = Path.Combine(Checkout.Root, page);
        var links = LinkPattern()
            .Matches(File.ReadAllText(file))
            .Select(match => match.Groups[1].Value)
            .Where(link => !link.Contains("://", StringComparison.Ordinal) && !link.StartsWith('#'));
        Assert.All(
            links,
            link =>
                Assert.True(
                    File.Exists(Path.Combine(Path.GetDirectoryName(file)!, link.Split('#')[0])),
                    $"{page} links to {link}, which is no file"
                )
        );
    }

    [Fact]
    public void Every_page_of_docs_is_in_the_contents_of_the_site()
    {
        var contents = File.ReadAllText(Path.Combine(Docs, "toc.yml"));
        var listed = HrefPattern().Matches(contents).Select(match => match.Groups[1].Value).ToHashSet();
        Assert.All(
            Directory.EnumerateFiles(Docs, "*.md", SearchOption.AllDirectories),
            file =>
                Assert.True(
                    listed.Contains(Path.GetRelativePath(Docs, file).Replace('\\', '/')),
                    $"add {file} to docs/toc.yml"
                )
        );
    }

    [Fact]
    public void The_tutorial_prints_its_studies_as_they_are()
    {
        var tutorial = File.ReadAllText(Path.Combine(Docs, "tutorial.md"));
        var studies = Directory.GetFiles(Path.Combine(Checkout.Root, "studies", "tutorial"), "*.yaml");
        Assert.NotEmpty(studies);
        Assert.All(studies, study => Assert.Contains($"```yaml\n{File.ReadAllText(study)}```", tutorial));
    }

    [Fact]
    public void The_printed_record_has_the_version_of_its_algorithm()
    {
        var page = File.ReadAllText(Path.Combine(Docs, "results.md"));
        Assert.Contains(
            $"\"kind\":\"{RoughnessAnalysis.Instance.Kind}\",\n\"algorithm\":{RoughnessAnalysis.Instance.Algorithm},",
            page
        );
        Assert.Contains($"\"format\":{Results.Keys.TaskIdentity.Format},", page);
    }

    [Fact]
    public void Every_kind_of_record_is_in_the_table()
    {
        var page = File.ReadAllText(Path.Combine(Docs, "results.md"));
        var kinds = AnalysisCatalogue
            .All.Select(analysis => analysis.GetType().GetProperty("Kind")?.GetValue(analysis))
            .OfType<string>()
            .ToList();
        Assert.Contains("train", kinds);
        Assert.All(kinds, kind => Assert.Contains($"\n| `{kind}` | ", page));
    }

    /// <summary>Of calls such as <c>rad(every=50)</c>, wherever a page has them.</summary>
    [Theory]
    [MemberData(nameof(Pages))]
    public void Options_of_printed_calls_exist(string page)
    {
        foreach (Match call in CallPattern().Matches(File.ReadAllText(Path.Combine(Checkout.Root, page))))
        {
            var known = AllCatalogues
                .InOrder.SelectMany(catalogue => catalogue.Signatures)
                .Where(signature => signature.Name == call.Groups[1].Value)
                .ToList();
            var keys = KeyPattern().Matches(call.Groups[2].Value).Select(key => key.Groups[1].Value).ToList();
            Assert.True(
                known.Count == 0
                    || known.Exists(signature =>
                        keys.TrueForAll(key =>
                            key == OptimizerPhases.StepsOption || signature.Options.Any(o => o.Name == key)
                        )
                    ),
                $"{page}: {call.Value} has an option that there is not"
            );
        }
    }

    [Fact]
    public void Every_stop_reason_is_explained()
    {
        var page = File.ReadAllText(Path.Combine(Docs, "choosing-an-optimizer.md"));
        Assert.All(
            Enum.GetNames<StopReason>(),
            name => Assert.Contains($"`{char.ToLowerInvariant(name[0])}{name[1..]}`", page)
        );
    }

    [GeneratedRegex(@"\]\(([^)\s]+)\)")]
    private static partial Regex LinkPattern();

    [GeneratedRegex(@"\b([a-z][a-z0-9-]*)\(([^()]*=[^()]*)\)")]
    private static partial Regex CallPattern();

    [GeneratedRegex(@"(?<=^|, )(\w+)=")]
    private static partial Regex KeyPattern();

    [GeneratedRegex(@"href: ([^\s}]+)")]
    private static partial Regex HrefPattern();
}
