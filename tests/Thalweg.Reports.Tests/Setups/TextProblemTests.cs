using Thalweg.Reports.Setups;

namespace Thalweg.Reports.Tests.Setups;

/// <summary>Problems as keys spell them, taken apart for a page.</summary>
public sealed class TextProblemTests
{
    [Fact]
    public void Each_part_has_its_texts()
    {
        const string key =
            "equation(domain=polygon((-1,-1), (0,-1), (0,0)), unknown=u, residual=\"D(u, t) = a \"\"b\"\", c\", conditions=\"u = 0 on x=0, x=1;u = 1 at t=0\", reference=none)";
        var parts = TextProblem.Of(key)!.ToDictionary(p => p.Title, p => p.Texts);
        Assert.Equal(["polygon((-1,-1), (0,-1), (0,0))"], parts["domain"]);
        Assert.Equal(["D(u, t) = a \"b\", c"], parts["equation"]);
        Assert.Equal(["u = 0 on x=0, x=1", "u = 1 at t=0"], parts["conditions"]);
        Assert.Equal(["not known"], parts["solution"]);
        Assert.Equal(
            ["-laplacian(u) - 1 = 0"],
            TextProblem.Of("equation(domain=slit, residual=-laplacian(u) - 1)")![^1].Texts
        );
        Assert.Null(TextProblem.Of("poisson(dim=1)"));
    }
}
