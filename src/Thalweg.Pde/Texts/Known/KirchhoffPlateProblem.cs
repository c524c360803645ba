using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Texts.Known;

/// <summary>D Δ²w = p₀ sin(πx/a) sin(πy/b) on a square plate of sides a = b = 10, simply supported: w = 0 and no bending moment at its
/// edges [Bischof2021].</summary>
public static class KirchhoffPlateProblem
{
    /// <summary>w* = p₀ sin sin/(π⁴ D (1/a² + 1/b²)²), D = 20.8333, p₀ = 0.015.</summary>
    public static Problem Create() =>
        new ProblemText(
            "box((0, 0), (a, a))",
            ["w"],
            ["stiffness*laplacian(laplacian(w)) - load"],
            [
                "w = 0 on boundary",
                "moment: D(w, x, x) + nu*D(w, y, y) = 0 on x=0, x=a",
                "moment: D(w, y, y) + nu*D(w, x, x) = 0 on y=0, y=a",
            ]
        )
        {
            Constants = ["a = 10", "nu = 0.2", "stiffness = 20.8333", "p0 = 0.015"],
            Definitions = ["load = p0*(sin(pi*x/a)*sin(pi*y/a))", "bend = D(w, x, x)*D(w, y, y) - D(w, x, y)^2"],
            Energy = "0.5*stiffness*(laplacian(w)^2 - 2*(1 - nu)*bend) - load*w",
            Reference = ["p0*sin(pi*x/a)*sin(pi*y/a)/(pi^4*stiffness*(2/a^2)^2)"],
        }.Build("kirchhoff-plate");
}
