using Thalweg.Pde.Problems;
using Thalweg.Pde.References;

namespace Thalweg.Pde.Texts.Known;

/// <summary>u_t = 10⁻⁴u_xx + 5u − 5u³ on (−1, 1) × (0, 1], periodic: fronts form between plateaus at ±1 [Raissi2019].</summary>
public static class AllenCahnProblem
{
    /// <summary>From x² cos πx, as it is published, whose slope jumps at the seam; or from sin²(πx/2) cos πx, its smooth twin.</summary>
    /// <param name="isSmooth">The twin.</param>
    public static Problem Create(bool isSmooth = false) =>
        (isSmooth ? PeriodicReferences.SmoothAllenCahn : PeriodicReferences.AllenCahn).Of(
            new ProblemText(
                "interval(-1, 1) x time(1)",
                ["u"],
                ["D(u, t) - 0.0001*D(u, x, x) - 5*u + 5*u^3"],
                ["periodic x", $"u = {(isSmooth ? "sin(pi*x/2)^2" : "x^2")}*cos(pi*x) at t=0"]
            ).Build($"allen-cahn(start={(isSmooth ? "smooth" : "published")})")
        );
}
