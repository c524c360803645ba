using System.Text.RegularExpressions;

namespace Thalweg.Architecture.Tests;

/// <summary>Nobody finds a capability by a cast, which a wrapper could not answer.</summary>
public sealed partial class CapabilityTests
{
    [Fact]
    public void Capabilities_are_asked_for()
    {
        var faults = new List<string>();
        var files = 0;
        foreach (var folder in (string[])["src", "tests", "benchmarks", "examples"])
        {
            var root = Path.Combine(Checkout.Root, folder);
            // This file has casts in its examples.
            var all = Directory
                .EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
                .Where(file => Path.GetFileName(file) != "CapabilityTests.cs");
            foreach (var file in all)
            {
                files++;
                faults.AddRange(
                    CastPattern()
                        .Matches(File.ReadAllText(file))
                        .Select(match => $"{Path.GetRelativePath(Checkout.Root, file)}: {match.Value}, ask by As<>")
                );
            }
        }
        Assert.True(files > 500);
        Assert.True(faults.Count == 0, string.Join("\n", faults));
    }

    [Theory]
    [InlineData("if (objective is not IResiduals)")]
    [InlineData("var layered = objective as ILayered;")]
    [InlineData("((IAdaptive)objective).Adapt(")]
    [InlineData("Assert.IsType<IDrawable>(objective, exactMatch: false)")]
    public void A_cast_is_found(string line) => Assert.Matches(CastPattern(), line);

    // An objective may look at itself, as the default of As<> does.
    [GeneratedRegex(
        @"(?<!\bthis )\b(?:is|is not|as) I(?:Layered|TermGradients|Linearizable|Residuals|SecondVariation|Summands|Drawable|Adaptive)\b"
            + @"|(?<!typeof|nameof)\(I(?:Layered|TermGradients|Linearizable|Residuals|SecondVariation|Summands|Drawable|Adaptive)\)[\w(]"
            + @"|\b(?:IsType|IsNotType|IsAssignableFrom)<I(?:Layered|TermGradients|Linearizable|Residuals|SecondVariation|Summands|Drawable|Adaptive)>"
    )]
    private static partial Regex CastPattern();
}
