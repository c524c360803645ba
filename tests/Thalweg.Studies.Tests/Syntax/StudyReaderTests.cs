using Thalweg.Studies.Reading;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tests.Syntax;

public sealed class StudyReaderTests
{
    [Fact]
    public void Fills_in_the_defaults()
    {
        var study = StudyReader.Read(StudyTexts.Minimal, "a.yaml");
        var variant = Assert.Single(study.Variants);
        var source = Assert.IsType<PdeSource>(variant.Source);
        Assert.Equal("poisson(dim=1, solution=sine)", source.Problem.Canonical);
        Assert.Equal("resnet(width=4, blocks=1, activation=swish)", source.Network.Canonical);
        Assert.Equal("resnet(width=4, blocks=1)", source.Network.Brief);
        Assert.Equal("hard(sign=1)", source.Trial.Canonical);
        Assert.Equal("simpson:200", source.Quadrature.Canonical);
        Assert.Equal("ritz(penalty=0, measure=integral)", source.Formulation.Canonical);
        Assert.Equal("ritz", variant.Label);
        Assert.Equal([1UL, 2, 3, 4, 5], study.Seeds);
        Assert.Equal([0L, 10], variant.Train.Checkpoints);
        Assert.Equal("adam(rate=0.001, beta1=0.9, beta2=0.999, epsilon=1e-8)", variant.Train.Optimizer.Canonical);
        Assert.Empty(study.Analyses);
    }

    [Fact]
    public void Reads_the_study_of_the_readme()
    {
        var study = StudyReader.ReadFile(StudyTexts.InRepository("studies/poisson-1d.yaml"));
        Assert.Equal(["ritz", "galerkin"], study.Variants.Select(v => v.Label));
        Assert.Equal(
            [
                [0L, 100, 200, 300, 500, 1500],
                [0L, 100, 200, 300, 500, 600],
            ],
            study.Variants.Select(v => v.Train.Checkpoints)
        );
        Assert.Equal(
            ["roughness", "sweep", "roughness", "spectrum", "cross", "slice", "surface"],
            study.Analyses.Select(a => a.Name)
        );
        Assert.Equal([101, 101], study.Analyses[6].Integers("count"));
        Assert.Equal([(-1.0, 1.0), (-1.0, 1.0)], study.Analyses[6].Ranges("range"));
    }

    [Fact]
    public void The_end_of_a_training_is_called_final_and_was_called_minimiser()
    {
        ResolvedCall Of(string analysis) =>
            StudyReader
                .Read(
                    $$"""
                    name: tiny
                    problem: poisson(dim=1)
                    network: mlp(width=2, depth=1)
                    quadrature: simpson:4
                    formulations: ritz
                    seeds: 1
                    train: { optimizer: adam, steps: 2 }
                    analyses: ["{{analysis}}"]
                    """,
                    "study.yaml"
                )
                .Analyses[0];
        Assert.Equal(Of("roughness").Canonical, Of("roughness(at=minimiser)").Canonical);
        Assert.Equal("final", Of("roughness(at=minimiser)").Word("at"));
        Assert.Equal("final", Of("roughness(at=final)").Word("at"));
    }
}
