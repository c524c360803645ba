namespace Thalweg.Cli.Tests;

public sealed class JsonTextTests
{
    [Fact]
    public void Doubles_are_shortest_and_non_finite_ones_are_words() =>
        Assert.Equal(
            """{"a":0.1,"b":1E-300,"c":"NaN","d":"Infinity","e":"-Infinity","f":[1,null,-0],"g":{"é":true}}""",
            JsonText.Of(
                new Outcome
                {
                    { "a", 0.1 },
                    { "b", 1e-300 },
                    { "c", double.NaN },
                    { "d", double.PositiveInfinity },
                    { "e", double.NegativeInfinity },
                    { "f", new double?[] { 1, null, -0.0 } },
                    {
                        "g",
                        new Outcome { { "é", true } }
                    },
                }
            )
        );
}
