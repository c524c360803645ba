using System.Xml.Linq;

namespace Thalweg.Architecture.Tests;

/// <summary>The folder tree is the architecture: references point one way only.</summary>
public sealed class ProjectReferenceTests
{
    // What a library may see. Landscapes and Optimization never see networks or equations: they see an objective. Reports see
    // results alone: what they show, they have read and not computed.
    private static readonly Dictionary<string, string[]> Allowed = new()
    {
        ["Numerics"] = [],
        ["Formats"] = [],
        ["Networks"] = ["Numerics", "Formats"],
        ["Pde"] = ["Networks", "Numerics", "Formats"],
        ["Data"] = ["Networks", "Numerics", "Formats"],
        ["Optimization"] = ["Numerics"],
        ["Landscapes"] = ["Numerics", "Formats", "Optimization"],
        ["Results"] = ["Formats"],
        ["Studies"] = ["Numerics", "Formats", "Networks", "Pde", "Data", "Optimization", "Landscapes", "Results"],
        ["Reports"] = ["Formats", "Results"],
        ["Cli"] =
        [
            "Numerics",
            "Formats",
            "Networks",
            "Pde",
            "Data",
            "Optimization",
            "Landscapes",
            "Results",
            "Studies",
            "Reports",
        ],
    };

    // The shipped libraries take no packages except where a format needs a parser.
    private static readonly Dictionary<string, string[]> AllowedPackages = new()
    {
        ["Studies"] = ["YamlDotNet"],
        ["Cli"] = ["Parquet.Net", "PureHDF", "Spectre.Console", "System.CommandLine"],
    };

    public static TheoryData<string> Projects { get; } = [.. Sources().Select(folder => Path.GetFileName(folder)!)];

    [Fact]
    public void Every_source_folder_is_in_the_table() =>
        Assert.Equal(Allowed.Keys.Order(), Sources().Select(f => Path.GetFileName(f)["Thalweg.".Length..]).Order());

    [Theory]
    [MemberData(nameof(Projects))]
    public void References_keep_the_direction(string project)
    {
        var file = Path.Combine(Checkout.Root, "src", project, $"{project}.csproj");
        var name = project["Thalweg.".Length..];
        var document = XDocument.Load(file);
        var references = document
            .Descendants("ProjectReference")
            .Select(r => Path.GetFileNameWithoutExtension(r.Attribute("Include")!.Value)["Thalweg.".Length..]);
        Assert.Empty(references.Except(Allowed[name]));
        var packages = document.Descendants("PackageReference").Select(r => r.Attribute("Include")!.Value);
        Assert.Empty(packages.Except(AllowedPackages.GetValueOrDefault(name, [])));
    }

    private static IEnumerable<string> Sources() => Directory.EnumerateDirectories(Path.Combine(Checkout.Root, "src"));
}
