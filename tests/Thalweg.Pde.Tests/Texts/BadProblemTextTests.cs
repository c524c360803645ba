using Thalweg.Pde.Equations;
using Thalweg.Pde.Texts;

namespace Thalweg.Pde.Tests.Texts;

/// <summary>Texts that mean nothing are refused with place and reason, and long ones are read.</summary>
public sealed class BadProblemTextTests
{
    private static readonly ProblemText Simple = new(
        "interval(0, 1)",
        ["u"],
        ["-D(u, x, x) - pi^2*sin(pi*x)"],
        ["u = 0 on boundary"]
    );

    public static TheoryData<string, string, string> Bad =>
        new()
        {
            { "domain", "interval(0", "',' or ')'" },
            { "domain", "interval(1, 0)", "ascending" },
            { "domain", "interval(0, 0)", "ascending" },
            { "domain", "interval(0, 1, 2)", "expected interval(a, b)" },
            { "domain", "polygon((0,0), (1,1), (1,0), (0,1))", "do not cross" },
            { "domain", "polygon((0,0), (1,0))", "expected polygon" },
            { "domain", "polygon((0,0), (1,0), (2,0))", "encloses no area" },
            { "domain", "disc((0,0), -1)", "positive" },
            { "domain", "annulus((0,0), 2, 1)", "larger one" },
            { "domain", "torus(1, 2)", "unknown domain 'torus'" },
            { "domain", "star((0,0), 1, (2, 0))", "positive at every angle" },
            { "domain", "star((0,0), 1, 2)", "expected star" },
            { "domain", "ball((0,0,0), 0)", "positive" },
            { "domain", "union", "'(' and domains" },
            { "domain", "union()", "a domain" },
            { "domain", "union(slit)", "two or more" },
            { "domain", "union(disc((0,0), 1), slit)", "without slits" },
            { "domain", "union(disc((0,0), 1), unit-ball)", "of the plane" },
            { "domain", "union(disc((0,0), 1) x time(1), disc((1,0), 1))", "',' or ')'" },
            { "domain", "intersection(disc((0,0), 1), disc((3,0), 1))", "which is empty" },
            { "domain", "difference(disc((0,0), 1), box((-1,-1), (1,1)))", "which is empty" },
            { "domain", "difference(disc((0,0), 1), torus(1))", "unknown domain 'torus'" },
            { "domain", "difference(disc((0,0), 1), disc((0,0), 2)", "',' or ')'" },
            { "domain", string.Concat(Enumerable.Repeat("union(slit, ", 50)), "at most 30 set operations" },
            { "domain", "interval(0, 1) x time(0)", "positive" },
            { "domain", "interval(0, 1) x time(1, 2)", "begin at 0" },
            { "domain", "interval(0, 1) x space(1)", "time(T)" },
            { "domain", "interval(0, 1/0)", "finite" },
            { "domain", "interval(0, sqrt(-1))", "finite" },
            { "domain", "interval(0, a)", "unknown word 'a'" },
            { "domain", "box((0, 0), (1, 1, 1))", "expected box" },
            { "domain", "interval(0, 1))", "found ')'" },
            { "unknown", "x", "meaning of its own" },
            { "unknown", "sin", "meaning of its own" },
            { "unknown", "u, u", "named twice" },
            { "unknown", "u[0]", "components" },
            { "unknown", "u[1.5]", "components" },
            { "unknown", "2u", "the name of an unknown" },
            { "unknown", "u, v", "v stands in no equation" },
            { "residual", "", "expected a number" },
            { "residual", "-laplacian(u", "')'" },
            { "residual", "-laplacian(u))", "found ')'" },
            { "residual", "v + u", "unknown word 'v'" },
            { "residual", "u + y", "unknown word 'y'" },
            { "residual", "D(u, t)", "unknown word 't'" },
            { "residual", "D(u)", "takes 2 to 5 arguments" },
            { "residual", "D(u, u)", "expected coordinates" },
            { "residual", "D(u, n)", "n is the normal" },
            { "residual", "sin(u, u)", "takes 1 arguments" },
            { "residual", "grad(u) + 1", "alike on both sides of '+'" },
            { "residual", "grad(u)*grad(u)", "write dot(a, b)" },
            { "residual", "u/grad(u)", "expected a number after '/'" },
            { "residual", "det(u)", "square matrix" },
            { "residual", "x^2", "expected an equation of u" },
            { "residual", "where(u, 1, 2)", "a comparison" },
            { "residual", "where(u == 1, 1, 2)", "an equality" },
            { "residual", "u[1]", "entries 0 to 0" },
            { "residual", "u 2", "an operator" },
            { "residual", "u ** 2", "expected a number" },
            { "residual", "system(u)", "unknown word 'system'" },
            { "residual", "u = 1 = 2", "found '='" },
            { "residual", "1e999*u", "finite number" },
            { "energy", "0.5*D(u,x)^2", "another equation" },
            { "energy", "0.5*D(u,x)^2 + pi^2*sin(pi*x)*u", "another equation" },
            { "energy", "grad(u)", "expected a number" },
            { "boundary-energy", "u on boundary", "expected an energy" },
            { "conditions", "u = 0", "'on' and a part" },
            { "conditions", "u = 0 on x=0.5", "no part of the boundary" },
            { "conditions", "u = 0 on arc 1", "found arc 1" },
            { "conditions", "u = 0 on y=0", "expected one of boundary" },
            { "conditions", "u = 0 at t=0", "expected one of boundary" },
            { "conditions", "1 = 0 on boundary", "found none of them" },
            { "conditions", "u = 0 on boundary and x=0", "further place" },
            { "conditions", "interior: u = 0 on boundary", "another term" },
            { "conditions", "u = 0 on", "expected boundary" },
            { "reference", "cos(pi*x)", "expected a solution" },
            { "reference", "u", "found an unknown" },
            { "constants", "k", "'=' after k" },
            { "constants", "k = x", "unknown word 'x'" },
            { "constants", "pi = 3", "meaning of its own" },
            { "define", "a = a + 1", "unknown word 'a'" },
            { "define", "u = 1", "is an unknown" },
        };

    [Theory]
    [MemberData(nameof(Bad))]
    public void What_says_nothing_is_refused_with_place_and_reason(string key, string text, string reason)
    {
        var written = key switch
        {
            "domain" => Simple with { Domain = text },
            "unknown" => Simple with { Unknowns = [text] },
            "residual" => Simple with { Residuals = [text] },
            "energy" => Simple with { Energy = text },
            "boundary-energy" => Simple with { BoundaryEnergies = [text] },
            "conditions" => Simple with { Conditions = ["u = 0 on boundary", text] },
            "reference" => Simple with { Reference = [text] },
            "constants" => Simple with { Constants = [text] },
            _ => Simple with { Definitions = [text] },
        };
        var fault = Assert.Throws<ProblemTextException>(() => written.Build("p"));
        Assert.Equal(key, fault.Key);
        Assert.Contains(reason, fault.Message, StringComparison.Ordinal);
        Assert.InRange(fault.Column, 1, text.Length + 1);
        Assert.Equal(key == "conditions" ? 1 : 0, fault.Item);
    }

    [Fact]
    public void Long_texts_are_read_and_endless_ones_refused()
    {
        var sum = string.Join(" + ", Enumerable.Range(1, 3000).Select(k => $"sin({k}*x)/{k}"));
        var problem = (Simple with { Residuals = [$"D(u, x, x) - ({sum})"] }).Build("long");
        Assert.Equal(2, Differentiation.Order(problem.Residuals[0]));
        string[] doubled =
        [
            .. Enumerable
                .Range(1, 40)
                .Select(k => $"a{k} = {(k == 1 ? "u" : $"a{k - 1}")}*sin({(k == 1 ? "u" : $"a{k - 1}")})"),
        ];
        // Each name stands for twice as much as the one before; what is shared is kept once, and no message writes it out.
        var shared = (Simple with { Definitions = doubled, Residuals = ["D(a40, x, x)"] }).Build("shared");
        Assert.Contains("nodes", shared.Residuals[0].ToString(), StringComparison.Ordinal);
        var fault = Assert.Throws<ProblemTextException>(() =>
            (Simple with { Definitions = doubled, Energy = "a40" }).Build("shared")
        );
        Assert.InRange(fault.Message.Length, 1, 1000);
        Assert.Contains(
            "characters",
            Assert
                .Throws<ProblemTextException>(() =>
                    (Simple with { Residuals = [new string('x', EquationLanguage.LongestText + 1)] }).Build("long")
                )
                .Message,
            StringComparison.Ordinal
        );
        var deep = string.Concat(Enumerable.Repeat('(', 500)) + "u" + string.Concat(Enumerable.Repeat(')', 500));
        Assert.Contains(
            "levels",
            Assert.Throws<ProblemTextException>(() => (Simple with { Residuals = [deep] }).Build("deep")).Message,
            StringComparison.Ordinal
        );
    }
}
