using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tests.Sources;

/// <summary>Formulations that need different numbers of a network share one that gives enough.</summary>
public sealed class SharedNetworkTests
{
    private static readonly SourceLocation Here = new("study.yaml", 3, 1);

    [Fact]
    public void A_network_with_outputs_for_all_is_shared_and_one_for_each_is_not()
    {
        Assert.False(Source("mixed").SharesParameters(Source("ritz")));
        Assert.Equal(2, Source("mixed").Create().Network.Outputs);
        Assert.Equal(1, Source("ritz").Create().Network.Outputs);
        string[] all = ["ritz", "galerkin", "mixed", "weak", "gradient-enhanced", "blend(a=weak, b=mixed)"];
        foreach (var formulation in all)
        {
            var source = Source(formulation, ", outputs=2");
            Assert.Empty(source.Refusals);
            Assert.Equal(2, source.Create().Network.Outputs);
            Assert.True(source.SharesParameters(Source("mixed", ", outputs=2")));
            Assert.True(source.SharesParameters(Source("mixed")));
            // θ of a network with another number of outputs means another thing.
            Assert.False(source.SharesParameters(Source("ritz", ", outputs=3")));
        }
    }

    [Fact]
    public void A_network_with_too_few_outputs_is_refused_where_they_are_written()
    {
        var fault = Assert.Single(Source("mixed", ", outputs=1").Refusals);
        Assert.Equal(
            "got 1 outputs, expected 2 or more, the components and fluxes of 'mixed' of poisson(dim=1)",
            fault.Message.Split(": ", 2)[^1]
        );
        Assert.Equal(Here.Line, fault.Location?.Line);
    }

    [Fact]
    public void Data_say_how_many_outputs_a_network_has()
    {
        var call = Catalogues.Networks.Catalogue.Resolve("mlp(width=4, depth=1, activation=tanh, outputs=3)", Here);
        var fault = Assert.Throws<InputException>(() => ImageNetworks.Create(call, new(1, 28, 28), 10));
        Assert.Contains("got outputs=3, expected 10", fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Memory_of_test_functions_is_told_before_they_are_made()
    {
        // 40 functions, two parts of 64 points, twice.
        var part = Assert.Single(
            Source("weak(degree=40)").SizeFor(1).Parts,
            p => p.What.StartsWith("test functions of", StringComparison.Ordinal)
        );
        Assert.Equal(2.0 * 40 * 2 * 64 * sizeof(double), part.Bytes);
        Assert.DoesNotContain(
            Source("galerkin").SizeFor(1).Parts,
            p => p.What.StartsWith("test functions of", StringComparison.Ordinal)
        );
    }

    private static PdeSource Source(string formulation, string outputs = "") =>
        new(
            Problems.Catalogue.Resolve("poisson(dim=1)", Here),
            Catalogues.Networks.Catalogue.Resolve($"mlp(width=4, depth=2, activation=tanh{outputs})", Here),
            Trials.Catalogue.Resolve("hard", Here),
            Quadratures.Catalogue.Resolve("gauss:64", Here),
            Formulations.Catalogue.Resolve(formulation, Here)
        );
}
