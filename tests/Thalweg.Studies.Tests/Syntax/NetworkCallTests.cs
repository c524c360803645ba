using Thalweg.Networks;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tests.Syntax;

/// <summary>Networks as text: what is asked for is made, and their names mean them again.</summary>
public sealed class NetworkCallTests
{
    private static readonly SourceLocation Here = new("test", 1, 1);

    [Theory]
    [InlineData("mlp(width=4, depth=2, features=fourier(count=3, scales=2))", 6 * 4 + 4 + 20 + 5)]
    [InlineData("mlp(width=4, depth=2, features=fourier(count=3, scales=\"1,4\"))", 6 * 4 + 4 + 20 + 9)]
    [InlineData("mlp(width=4, depth=2, weights=factorized)", 2 * 4 + 8 + 24 + 6)]
    [InlineData("mlp(width=4, depth=2, slopes=layer(scale=5))", 2 * 4 + 4 + 1 + 20 + 1 + 5)]
    [InlineData("resnet(width=4, blocks=1, slopes=unit)", 12 + 24 + 24 + 5)]
    [InlineData("modified-mlp(width=4, depth=2)", 24 + 12 + 20 + 5)]
    [InlineData("piratenet(width=4, blocks=2, features=fourier(count=3))", 56 + 2 * (28 + 20 + 30 + 1) + 7)]
    [InlineData("siren(width=4, depth=2, frequency=5)", 12 + 20 + 5)]
    [InlineData("multiscale(width=4, depth=1, scales=\"1,2,4\")", 3 * 12 + 13)]
    [InlineData("separable(width=4, depth=1, rank=3)", 2 * (8 + 15))]
    [InlineData("mixture(experts=2, width=4, depth=1, gate=3)", 9 + 8 + 2 * (12 + 5))]
    [InlineData("kan(width=3, depth=1)", 5 * 6 + 3 + 5 * 3 + 1)]
    [InlineData("kan(width=3, depth=1, basis=spline, degree=5, intervals=4)", 10 * 6 + 10 * 3)]
    [InlineData("mlp(width=4, depth=1, activation=\"formula:x1*tanh(x1)\")", 12 + 5)]
    public void What_is_asked_for_is_made(string text, int parameters)
    {
        var call = Catalogues.Networks.Catalogue.Resolve(text, Here);
        var network = Catalogues.Networks.Create(call, inputs: 2, outputs: 1);
        Assert.Equal(parameters, network.ParameterCount);
        var again = Catalogues.Networks.Catalogue.Resolve(network.Name, Here);
        Assert.Equal(network.Name, Catalogues.Networks.Create(again, inputs: 2, outputs: 1).Name);
        Assert.Equal(network.ParameterCount, Catalogues.Networks.Create(again, 2, 1).ParameterCount);
        Assert.Equal(call.Canonical, Catalogues.Networks.Catalogue.Resolve(call.Canonical, Here).Canonical);
    }

    [Theory]
    [InlineData("piratenet(width=4, blocks=2)", "starts from features")]
    [InlineData("kan(width=3, depth=1, intervals=4)", "no grid")]
    [InlineData("kan(width=3, depth=1, basis=spline, degree=4)", "degree 3 or 5")]
    [InlineData("mixture(experts=1, width=4, depth=1, gate=3)", "2")]
    [InlineData("mlp(width=4, depth=1, features=fourier(scales=-1))", "above 0")]
    [InlineData("mlp(width=4, depth=1, activation=\"formula:x1*x2\")", "x1 alone")]
    [InlineData("mlp(width=4, depth=1, activation=\"formula:x1*foo(x1)\")", "foo")]
    [InlineData("mlp(width=4, depth=1, activation=\"formula:3\")", "formula of x1")]
    public void What_does_not_fit_is_refused(string text, string told)
    {
        var fault = Assert.Throws<InputException>(() =>
            Catalogues.Networks.Create(Catalogues.Networks.Catalogue.Resolve(text, Here), 2, 1)
        );
        Assert.Contains(told, fault.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Separable_networks_see_coordinates_alone()
    {
        var features = CoordinateFeatures.Periodic(2, [(0, 0, 1)], 1, ["x", "y"]);
        var call = Catalogues.Networks.Catalogue.Resolve("separable(width=4, depth=1, rank=3)", Here);
        var fault = Assert.Throws<InputException>(() =>
            Catalogues.Networks.Catalogue.Builder(call)(call, 2, 1, features)
        );
        Assert.Contains("waves=0", fault.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("features=fourier", "features")]
    [InlineData("weights=factorized", "weights")]
    [InlineData("activation=\"formula:x1^2\"", "formulas")]
    public void Networks_on_images_have_none_of_it(string option, string told)
    {
        var call = Catalogues.Networks.Catalogue.Resolve($"mlp(width=4, depth=1, {option})", Here);
        var fault = Assert.Throws<InputException>(() => ImageNetworks.Create(call, new(1, 4, 4), 10));
        Assert.Contains(told, fault.Message, StringComparison.Ordinal);
    }
}
