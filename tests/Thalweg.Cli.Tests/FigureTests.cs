using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;

namespace Thalweg.Cli.Tests;

/// <summary>Slices, planes and lines that are drawn at once.</summary>
public sealed partial class FigureTests(SavedPlacesTests.Folder folder) : IClassFixture<SavedPlacesTests.Folder>
{
    private string[] Net =>
        [
            "--formulation",
            "ritz",
            "--formulation",
            "galerkin",
            "--quadrature",
            "simpson:20",
            "--weights",
            folder.At("end.safetensors"),
        ];

    [Fact]
    public void A_slice_has_a_panel_for_each_loss_and_one_for_the_error()
    {
        var svg = Drawn("slice", [.. Net, "--count", "21"], "slice.svg", "--out", folder.At("slice.npz"));
        Assert.True(File.Exists(folder.At("slice.npz")));
        foreach (var text in new[] { "Ritz loss", "Galerkin loss", "step t along the direction", "relative L² error" })
        {
            Assert.Contains(text, string.Join('\n', svg.Words), StringComparison.Ordinal);
        }
        Assert.Equal(3, svg.Panels);
    }

    [Fact]
    public void A_plane_is_a_map_of_every_point()
    {
        var svg = Drawn("slice", [.. Net, "--count", "9x7"], "plane.svg");
        Assert.Equal(2, svg.Panels);
        Assert.Equal(2, svg.Text.Split("<image").Length - 1);
        Assert.Contains(svg.Words, word => word.Contains("around the given parameters", StringComparison.Ordinal));
        Assert.Contains(svg.Words, word => word.Contains("loss above its infimum", StringComparison.Ordinal));
    }

    [Fact]
    public void A_line_is_drawn_too()
    {
        var svg = Drawn("line", [.. Net, "--to", folder.At("out") + "#ritz/1", "--count", "11"], "line.svg");
        Assert.Equal(3, svg.Panels);
        Assert.Contains(svg.Words, word => word.Contains("t along the line", StringComparison.Ordinal));
    }

    [Fact]
    public void A_function_without_a_known_infimum_is_drawn_above_the_lowest_value()
    {
        string[] asked = ["--objective", "muller-brown", "--at=-0.5,1.4", "--count", "5x5", "--range=-1:1,-1:1"];
        Assert.Equal(1, Drawn("slice", asked, "muller.svg").Panels);
        var to = Drawn("line", ["--objective", "muller-brown", "--at=0,0", "--to=1,1", "--count", "5"], "ml.svg");
        Assert.Equal(1, to.Panels);
    }

    [Fact]
    public void Standard_output_takes_a_drawing_and_only_one_file()
    {
        var both = CommandLine.Run(["slice", .. Net, "--count", "5", "--figure", "-", "--out", "-"]);
        Assert.Equal(ExitCode.Input, both.Code);
        Assert.Contains("standard output can be written once", both.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--figure: expected a path that ends in .svg, found", "--figure", "x.png")]
    [InlineData("--out: missing")]
    public void What_is_no_drawing_is_refused_before_anything_is_computed(string error, params string[] more)
    {
        var told = CommandLine.Run(["slice", .. Net, "--count", "5", .. more]);
        Assert.Equal((ExitCode.Input, ""), (told.Code, told.Output));
        Assert.Contains(error, told.Error, StringComparison.Ordinal);
        Assert.False(File.Exists("x.png"));
    }

    private Drawing Drawn(string verb, string[] arguments, string name, params string[] more)
    {
        var path = folder.At(name);
        var told = CommandLine.Run([verb, .. arguments, "--figure", path, "--json", .. more]);
        Assert.True(told.Code == 0, told.Error);
        using var result = JsonDocument.Parse(told.Output);
        Assert.Equal(path, result.RootElement.GetProperty("figure").GetString());
        var text = File.ReadAllText(path);
        var words = XDocument
            .Parse(text)
            .Descendants()
            .Where(element => element.Name.LocalName == "text")
            .Select(element => element.Value)
            .ToList();
        return new Drawing(text, words, Clip().Count(text));
    }

    [GeneratedRegex("<clipPath ")]
    private static partial Regex Clip();

    private sealed record Drawing(string Text, IReadOnlyList<string> Words, int Panels);
}
