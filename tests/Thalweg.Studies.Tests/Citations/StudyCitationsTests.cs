using Thalweg.Studies.Citations;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tests.Citations;

public sealed class StudyCitationsTests
{
    private static readonly string[] WithoutReference = ["normal", "uniform", "pytorch", "none", "layered", "fixed"];

    [Fact]
    public void Every_row_names_an_entry_an_option_with_that_value_and_a_reference()
    {
        Assert.All(
            CitationTable.All,
            row =>
            {
                var entry = AllCatalogues
                    .InOrder.Single(c => c.Axis == row.Axis)
                    .Signatures.Single(s => s.Name == row.Name);
                Assert.All(
                    row.Keys,
                    key => Assert.Contains($"{{{key},", Bibliography.Entry(key), StringComparison.Ordinal)
                );
                if (row.Option is { } option)
                {
                    entry
                        .Options.Single(o => o.Name == option.Name)
                        .Read(option.Value, new SourceLocation("here", 1, 1));
                }
            }
        );
    }

    [Theory]
    [InlineData("optimizer")]
    [InlineData("sampler")]
    [InlineData("weighting")]
    [InlineData("initializer")]
    [InlineData("analysis")]
    public void Methods_have_references(string axis)
    {
        var names = AllCatalogues.InOrder.Single(c => c.Axis == axis).Signatures.Select(s => s.Name);
        Assert.All(
            names.Except(WithoutReference),
            name => Assert.Contains(CitationTable.All, row => row.Axis == axis && row.Name == name)
        );
    }

    [Fact]
    public void Every_entry_of_the_bibliography_is_found()
    {
        var lines = File.ReadLines(Path.Combine(Checkout.Root, "docs", "references.bib"));
        Assert.Equal(lines.Count(line => line.StartsWith('@')), Bibliography.Keys.Count());
        Assert.All(Bibliography.Keys, key => Assert.EndsWith("\n}", Bibliography.Entry(key), StringComparison.Ordinal));
    }

    [Fact]
    public void A_study_cites_what_it_names_what_it_takes_by_default_and_nothing_else()
    {
        const string text = """
            name: cited
            problem: burgers
            network: mlp(width=4, depth=1, activation=tanh)
            trial: hard
            quadrature: sobol:64
            formulations: galerkin
            seeds: 1
            train:
              initializer: normal
              optimizer: "adam(amsgrad=true, steps=1); lbfgs(search=more-thuente, steps=1)"
            """;
        string[] expected =
        [
            "Basdevant1986",
            "Joe2008",
            "Kingma2015",
            "LiuNocedal1989",
            "More1994",
            "Nocedal1980",
            "Raissi2019",
            "Reddi2018",
            "Salmon2011",
            "Sirignano2018",
        ];
        Assert.Equal(expected, StudyCitations.Of(StudyReader.Read(text, "cited.yaml")));
    }
}
