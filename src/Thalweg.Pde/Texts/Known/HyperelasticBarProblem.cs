using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Texts.Known;

/// <summary>A bar on (−1, 1) of the energy (1 + ε)^(3/2) − (3/2)ε − 1 with ε = u′, held at x = −1 and drawn by the body force x; its other end is
/// free [Nguyen2020].</summary>
public static class HyperelasticBarProblem
{
    /// <summary>u* = (68 + 105x − 40x³ + 3x⁵)/135.</summary>
    public static Problem Create() =>
        new ProblemText(
            "interval(-1, 1)",
            ["u"],
            ["-D(1.5*(sqrt(1 + strain) - 1), x) - x"],
            ["u = 0 on x=-1", "stress: sqrt(1 + strain) - 1 = 0 on x=1"]
        )
        {
            Definitions = ["strain = D(u, x)"],
            Energy = "(1 + strain)*sqrt(1 + strain) - 1.5*strain - 1 - x*u",
            Reference = ["(68 + 105*x - 40*x^3 + 3*x^5)/135"],
        }.Build("hyperelastic-bar");
}
