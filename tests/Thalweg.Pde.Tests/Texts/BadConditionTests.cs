using Thalweg.Pde.Texts;

namespace Thalweg.Pde.Tests.Texts;

/// <summary>Conditions on integrals and at interfaces that mean nothing, and conditions that contradict each other.</summary>
public sealed class BadConditionTests
{
    private static readonly ProblemText Joined = new(
        "interval(0, 1)",
        ["u", "v"],
        ["-D(k*D(w, x), x) - 1"],
        ["u = 0 on x=0", "v = 0 on x=1", "jump(w) = 0 on interface x=0.4", "jump(k*D(w, n)) = 0 on interface x=0.4"]
    )
    {
        Definitions = ["w = where(x < 0.4, u, v)", "k = where(x < 0.4, 1, 10)"],
    };

    public static TheoryData<string, string> Bad =>
        new()
        {
            { "mean u = 0 on domain", "'(' after mean" },
            { "mean(u = 0 on domain", "')'" },
            { "mean(u) on domain", "'=' and a number" },
            { "mean(u) = u on domain", "finite number" },
            { "mean(u) = 1/0 on domain", "finite number" },
            { "mean(x) = 0 on domain", "found none of them" },
            { "mean(u) = 0", "'on' and domain" },
            { "mean(u) = 0 on domain, x=0", "the end" },
            { "mean(u) = 0 on x=0.3", "no part of the boundary" },
            { "mean(u*n[0]) = 0 on domain", "no normal" },
            { "u = 0 on domain", "expected one of boundary" },
            { "u = 0 on interface", "expected a domain" },
            { "u = 0 on interface x=0", "between 0 and 1" },
            { "u = 0 on interface x=2", "between 0 and 1" },
            { "u = 0 on interface x=0.4, x=0.5", "one place" },
            { "u = 0 on interface disc((0, 0), 1)", "1 coordinate(s)" },
            { "u = 0 on interface interval(0, 0.5)", "lies inside" },
            { "u = 0 on interface interval(0.5, 2)", "lies inside" },
            { "u = 0 on interface torus(1)", "unknown domain 'torus'" },
            { "jump(u) = 0 on interface x=0.4", "the same for every u" },
            { "jump(k*D(u, n)) = 0 on interface x=0.4", "found one, which is smooth" },
            { "jump(w) = 0 on x=0", "on interface" },
            { "D(jump(w), x) = 0 on interface x=0.4", "found a jump inside" },
            { "jump(jump(w)) = 0 on interface x=0.4", "found a jump inside" },
            { "w = 0 on interface x=0.4", "outside of one" },
            { "jump(w) + w = 0 on interface x=0.4", "outside of one" },
            { "jump(v*log(x - 0.4)) = 0 on interface x=0.4", "on both sides" },
            { "u = 1 on boundary", "contradicts" },
            { "u = 1e-3 on x=0", "contradicts 'boundary'" },
            { "second: u = x + 2 on x=1, x=0", "contradicts" },
        };

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_says_nothing_is_refused_with_place_and_reason(string text, string reason)
    {
        var written = Joined with { Residuals = ["-D(k*D(w, x), x) - 1", "u*v"], Conditions = ["u = 0 on x=0", text] };
        var fault = Assert.Throws<ProblemTextException>(() => written.Build("p"));
        Assert.Equal("conditions", fault.Key);
        Assert.Equal(1, fault.Item);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.InRange(fault.Column, 1, text.Length + 1);
    }

    [Fact]
    public void Jumps_stand_in_conditions_alone_and_words_are_reserved()
    {
        var fault = Assert.Throws<ProblemTextException>(() =>
            (Joined with { Residuals = ["jump(u) - 1", "v"] }).Build("p")
        );
        Assert.Contains("on an interface alone", fault.Message, StringComparison.Ordinal);
        foreach (var word in (string[])["mean", "integral", "interface", "domain", "jump"])
        {
            fault = Assert.Throws<ProblemTextException>(() => (Joined with { Unknowns = [word] }).Build("p"));
            Assert.Contains("meaning of its own", fault.Message, StringComparison.Ordinal);
        }
    }

    [Theory]
    [InlineData("box((0, 0), (1, 1))", "u = 0 on x=0; u = 1 on y=0")]
    [InlineData("box((0, 0), (1, 1))", "u = x on y=0; u = x on boundary")]
    [InlineData("box((0, 0), (1, 1))", "u = 0 on x=0; D(u, n) = 0 on x=0")]
    [InlineData("interval(0, 1) x time(1)", "u = 1 on x=0; u = 0 at t=0")]
    [InlineData("box((0, 0), (1, 1))", "mean(u) = 0 on x=0; mean(u) = 1 on x=1; u = 2 on boundary")]
    public void What_differs_in_corners_alone_or_speaks_of_other_things_is_no_contradiction(
        string domain,
        string conditions
    ) => Assert.NotEmpty(new ProblemText(domain, ["u"], ["u"], conditions.Split("; ")).Build("p").Conditions);

    [Theory]
    [InlineData("box((0, 0), (1, 1))", "u = 0 on boundary; u = 1 on y=0")]
    [InlineData("box((0, 0), (1, 1))", "u = x on y=0, x=0; u = 0 on y=0")]
    [InlineData("box((0, 0), (1, 1))", "D(u, n) + u = 0 on x=0; D(u, n) + u = 1 on x=0")]
    [InlineData("interval(0, 1) x time(1)", "u = 1 at t=0; u = 0 at t=0")]
    [InlineData("box((0, 0), (1, 1))", "mean(u) = 0 on domain; mean(u) = 1 on domain")]
    [InlineData("disc((0, 0), 1)", "u = 0 on arc 1; u = 1 on boundary")]
    [InlineData("box((0, 0), (1, 1))", "u = x on interface y=0.5; u = 1 on interface y=0.5")]
    public void Two_values_at_one_place_contradict_each_other(string domain, string conditions)
    {
        var text = new ProblemText(domain, ["u"], ["u"], conditions.Split("; "));
        var fault = Assert.Throws<ProblemTextException>(() => text.Build("p"));
        Assert.Equal(("conditions", 1), (fault.Key, fault.Item));
        Assert.Contains("contradicts", fault.Message, StringComparison.Ordinal);
    }
}
