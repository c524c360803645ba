using System.Text.RegularExpressions;
using System.Xml.Linq;
using Thalweg.Reports.Setups;
using Thalweg.Reports.Tests.Runs;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Syntax;

namespace Thalweg.Reports.Tests.Setups;

/// <summary>What a study trained on what, as formulas, and what the words of a page mean.</summary>
public sealed partial class SetupTests(TinyRuns runs)
{
    [Theory]
    [InlineData("u_t", "<msub><mi>u</mi><mi>t</mi></msub>")]
    [InlineData("x_k^2", "<msubsup><mi>x</mi><mi>k</mi><mn>2</mn></msubsup>")]
    [InlineData("[1/2] a", "<mfrac><mrow><mn>1</mn></mrow><mrow><mn>2</mn></mrow></mfrac><mi>a</mi>")]
    [InlineData("e^{−50}", "<msup><mi>e</mi><mrow><mo>−</mo><mn>50</mn></mrow></msup>")]
    [InlineData(
        "sin ~π \"in\" a < 0.5",
        "<mi>sin</mi><mspace width=\"0.25em\"/><mi>π</mi><mtext>in</mtext><mi>a</mi><mo>&lt;</mo><mn>0.5</mn>"
    )]
    public void Notation_becomes_mathml(string notation, string inner) =>
        Assert.Equal($"<math>{inner}</math>", Mathematics.Of(notation));

    [Fact]
    public void Formulas_of_one_line_can_stand_in_two()
    {
        Assert.Equal($"{Mathematics.Of("u = 0 ,")} {Mathematics.Of("f = 1")}", Mathematics.List("u = 0 , ~~ f = 1"));
        Assert.Equal(Mathematics.Of("u(x, t)"), Mathematics.List("u(x, t)"));
    }

    [Fact]
    public void Every_problem_of_the_catalogue_has_its_formulas_and_those_of_its_losses()
    {
        foreach (var name in Problems.Catalogue.Signatures.Select(s => s.Name))
        {
            if (Statements.Of(name) is { } statement)
            {
                Assert.NotEmpty(statement);
                continue;
            }
            if (name == Problems.Catalogue.Block!.Name)
            {
                Assert.NotNull(TextProblem.Of($"{name}(domain=l-shape)"));
                continue;
            }
            foreach (var options in name is "poisson" or "heat" ? new[] { "(dim=1)", "(dim=3)" } : [""])
            {
                var equation = Equations.Of(name + options);
                Assert.NotNull(equation);
                var hasEnergy =
                    Problems
                        .Create(Problems.Catalogue.Resolve(name + options, new SourceLocation("study.yaml", 1, 1)))
                        .Energy
                    is not null;
                Assert.Equal(hasEnergy, Functionals.Of("ritz", equation) is not null);
                foreach (
                    var formula in new[]
                    {
                        equation.Strong,
                        equation.Conditions,
                        equation.Solution,
                        equation.Factor,
                        Functionals.Of("galerkin(penalty=10, measure=mean)", equation)!,
                        Functionals.Of("supervised", equation)!,
                        Functionals.Of("mixed(penalty=10)", equation)!,
                        Functionals.Of("weak(norm=plain)", equation)!,
                        Functionals.Of("weak(tests=sine, penalty=10)", equation)!,
                        Functionals.Of("gradient-enhanced(weight=0.1)", equation)!,
                    }
                )
                {
                    Assert.NotEmpty(XElement.Parse(Mathematics.Of(formula)).Elements());
                }
            }
        }
    }

    [Fact]
    public void A_weight_of_zero_is_no_term_and_a_time_has_two()
    {
        var heat = Equations.Of("heat(dim=1, diffusivity=0.1)")!;

        Assert.DoesNotContain(
            "+",
            Functionals.Of("galerkin(penalty=0, measure=integral)", heat),
            StringComparison.Ordinal
        );
        Assert.EndsWith(
            "+ 10 ∫_{x = 0, 1} u^2 ~d s + 20 ∫_{t = 0} (u − g)^2 ~d x",
            Functionals.Of("galerkin(penalty=10, measure=integral, initial=20)", heat),
            StringComparison.Ordinal
        );
    }

    [Fact]
    public void A_page_tells_what_was_trained_and_every_link_inside_it_leads_somewhere()
    {
        using var folder = runs.Plane();
        var html = folder.Page();

        var setup = Setup().Match(html).Value;
        Assert.Contains(Mathematics.Of("u(x; θ) = N(x; θ)"), setup, StringComparison.Ordinal);
        Assert.Contains(
            Mathematics.Of("L(θ) = ∫_{Ω} ( [1/2] |∇ u|^2 − f u ) ~d x + 10 ∫_{∂Ω} u^2 ~d s"),
            setup,
            StringComparison.Ordinal
        );
        Assert.Contains(Mathematics.Of("P = 13"), setup, StringComparison.Ordinal);
        Assert.Contains("<code>gauss(nodes=3, panels=1)</code>", setup, StringComparison.Ordinal);
        var ids = Id().Matches(html).Select(m => m.Groups[1].Value).ToHashSet();
        var inside = Inside().Matches(html).Select(m => m.Groups[1].Value).Distinct().ToList();
        Assert.Contains("word-quadrature", inside);
        Assert.All(inside, id => Assert.Contains(id, ids));
    }

    [Fact]
    public void A_loss_without_an_equation_is_told_in_the_words_of_its_key()
    {
        using var folder = runs.Potential();

        Assert.Contains("muller-brown", Setup().Match(folder.Page()).Value, StringComparison.Ordinal);
    }

    [Fact]
    public void Data_and_what_networks_lose_on_them_fill_the_left_half()
    {
        using var folder = runs.Images();
        var setup = Setup().Match(folder.Page()).Value;
        var left = setup[..setup.IndexOf("</dl>", StringComparison.Ordinal)];

        Assert.Contains(
            "12 images, digits drawn with strokes (seed 1); mini-batches of 4; held out: 8 images",
            left,
            StringComparison.Ordinal
        );
        Assert.Contains("fcp</span>: cross-entropy, mean over the images", left, StringComparison.Ordinal);
        Assert.Contains("ae</span>: squared error, mean over the images and", left, StringComparison.Ordinal);
        Assert.Contains("autoencoder(activation=softplus)", left, StringComparison.Ordinal);
        // One of the two keeps its last parameters and is not told to keep others.
        Assert.Contains("fcp</span>: parameters of the lowest held-out loss", setup, StringComparison.Ordinal);
        Assert.Contains("word-data-set", left, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(
        "files(sha256=7e74f09f5e1c43b6ab84, split=train, images=500, batch=64, heldOut=500) beside de88c8d20112bb0b366016d4",
        "500 images of the part \"train\" of files with SHA-256 7e74f09f5e1c…; mini-batches of 64; held out: 500 images of files with SHA-256 de88c8d20112…"
    )]
    [InlineData(
        "files(sha256=7e74f09f5e1c43b6ab84, split=test, noise=0.1)",
        "all images of the part \"test\" of files with SHA-256 7e74f09f5e1c…; labels exchanged with probability 0.1"
    )]
    public void Keys_of_data_are_put_into_words(string key, string words) => Assert.Equal(words, ImageSets.Of(key));

    [Theory]
    [InlineData("digits(images=5)", "fcp(activation=softplus)", true, "cross-entropy")]
    [InlineData("digits(images=5)", "autoencoder(activation=softplus)", true, "squared error")]
    [InlineData("digits(images=5)", "fcp(activation=softplus)", false, "squared error")]
    [InlineData("digits(images=5, loss=squared-error)", "fcp(activation=softplus)", true, "squared error")]
    public void The_loss_on_data_is_that_of_the_rule(string data, string network, bool hasClasses, string loss) =>
        Assert.StartsWith(loss, ImageSets.Loss(data, network, hasClasses), StringComparison.Ordinal);

    [GeneratedRegex("<section id=\"setup\">.*?</section>", RegexOptions.Singleline)]
    private static partial Regex Setup();

    [GeneratedRegex(" id=\"([^\"]+)\"")]
    private static partial Regex Id();

    [GeneratedRegex("href=\"#([^\"]+)\"")]
    private static partial Regex Inside();
}
