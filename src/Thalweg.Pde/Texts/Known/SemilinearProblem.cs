using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Texts.Known;

/// <summary>−u″ + u³ = π² cos πx + cos³ πx on (−1, 1) with u′ = 0 at both ends, which the energy has by itself [Mueller2023].</summary>
public static class SemilinearProblem
{
    /// <summary>u* = cos πx; energy ½u′² + ¼u⁴ − fu, convex; its least value −π²/2 − 9/16.</summary>
    public static Problem Create() =>
        new ProblemText("interval(-1, 1)", ["u"], ["-D(u, x, x) + u^3 - f"], ["D(u, n) = 0 on boundary"])
        {
            Definitions = ["f = pi^2*cos(pi*x) + cos(pi*x)^3"],
            Energy = "0.5*D(u, x)^2 + 0.25*u^4 - f*u",
            Reference = ["cos(pi*x)"],
        }.Build("semilinear") with
        {
            EnergyMinimum = -Math.PI * Math.PI / 2 - 9.0 / 16,
        };
}
