using Thalweg.Studies.Reading;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tests.Reading;

/// <summary>Entries of one analysis that a page would not tell apart are refused where the later one stands.</summary>
public sealed class RepeatedEntryTests
{
    [Theory]
    [InlineData("density", "density(vectors=3)")]
    [InlineData("sharpness(radius=0.1)", "sharpness(radius=0.2)")]
    [InlineData("curvature-path", "curvature-path(losses=all)")]
    [InlineData("stability", "stability(tolerance=1e-3)")]
    [InlineData("similarity", "similarity(planes=3)")]
    [InlineData("convexity", "convexity(rays=3)")]
    [InlineData("learning-coefficient", "learning-coefficient(radius=0.2)")]
    [InlineData("trace", "trace(tolerance=0.5)")]
    public void A_second_set_of_options_is_refused(string first, string second)
    {
        var refused = Assert.Throws<InputException>(() => Read(first, second));
        var fault = Assert.Single(refused.All);
        Assert.StartsWith(
            $"'{first.Split('(')[0]}' stands in this study already",
            fault.Message,
            StringComparison.Ordinal
        );
        Assert.Equal(9, fault.Location!.Value.Line);
    }

    [Theory]
    [InlineData("trace", "trace(method=hutch++)")]
    [InlineData("slice", "slice(directions=largest)")]
    [InlineData("roughness(radius=0.1)", "roughness(radius=0.2)")]
    public void What_is_told_apart_is_taken(string first, string second) =>
        Assert.Equal(2, Read(first, second).Analyses.Count);

    private static Declarations.Study Read(string first, string second) =>
        StudyReader.Read(
            $$"""
            name: twice
            problem: poisson(dim=1)
            network: mlp(width=3, depth=2)
            quadrature: gauss:8
            formulations: [ritz, galerkin]
            train: { optimizer: adam(rate=1e-2), steps: 20, checkpoints: [0, 10] }
            analyses:
              - "{{first}}"
              - "{{second}}"
            """,
            "study.yaml"
        );
}
