using System.Globalization;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Texts.Known;

/// <summary>u_x − εΔu = 0 on (0, 1)², u = sin πy at x = 0 and 0 on the other sides: transport into a layer of width ε at x = 1
/// [Eriksson1993].</summary>
public static class ErikssonJohnsonProblem
{
    /// <summary>u* = (e^(r₁(x−1)) − e^(r₂(x−1)))/(e^(−r₁) − e^(−r₂)) sin πy, r = (1 ± √(1 + 4ε²π²))/(2ε); it minimises no energy.</summary>
    /// <param name="epsilon">ε in [1e-3, 1].</param>
    /// <exception cref="ArgumentOutOfRangeException">ε is out of range.</exception>
    public static Problem Create(double epsilon = 0.1)
    {
        if (!(epsilon is >= 1e-3 and <= 1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(epsilon),
                epsilon,
                string.Create(CultureInfo.InvariantCulture, $"got {epsilon}, expected 0.001 to 1")
            );
        }
        return new ProblemText(
            "box((0, 0), (1, 1))",
            ["u"],
            ["D(u, x) - eps*laplacian(u)"],
            ["inflow: u = sin(pi*y) on x=0", "u = 0 on x=1, y=0, y=1"]
        )
        {
            Constants =
            [
                string.Create(CultureInfo.InvariantCulture, $"eps = {epsilon:R}"),
                "r1 = (1 + sqrt(1 + 4*eps^2*pi^2))/(2*eps)",
                "r2 = -2*eps*pi^2/(1 + sqrt(1 + 4*eps^2*pi^2))",
            ],
            // Multiplied by e^r₂, so that nothing overflows.
            Reference = ["(exp(r1*(x - 1) + r2) - exp(r2*x))/(exp(r2 - r1) - 1)*sin(pi*y)"],
        }.Build(string.Create(CultureInfo.InvariantCulture, $"eriksson-johnson(epsilon={epsilon:R})"));
    }
}
