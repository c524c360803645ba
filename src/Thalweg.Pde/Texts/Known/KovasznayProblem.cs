using System.Globalization;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Texts.Known;

/// <summary>Stationary flow behind a grid: (v·∇)v + ∇p = Δv/Re, div v = 0 on (−½, 1) × (−½, 3/2) with the velocity of the solution on the
/// boundary [Kovasznay1948].</summary>
public static class KovasznayProblem
{
    /// <summary>u* = 1 − e^(λx) cos 2πy, v* = λ/(2π) e^(λx) sin 2πy, p* = ½(1 − e^(2λx)), λ = Re/2 − √(Re²/4 + 4π²); the pressure is fixed at its
    /// left side.</summary>
    /// <param name="reynolds">Re in [1, 1000].</param>
    /// <exception cref="ArgumentOutOfRangeException">Re is out of range.</exception>
    public static Problem Create(double reynolds = 40)
    {
        if (!(reynolds is >= 1 and <= 1000))
        {
            throw new ArgumentOutOfRangeException(
                nameof(reynolds),
                reynolds,
                string.Create(CultureInfo.InvariantCulture, $"got {reynolds}, expected 1 to 1000")
            );
        }
        return new ProblemText(
            "box((-0.5, -0.5), (1, 1.5))",
            ["u, v, p"],
            [
                "u*D(u, x) + v*D(u, y) + D(p, x) - laplacian(u)/Re",
                "u*D(v, x) + v*D(v, y) + D(p, y) - laplacian(v)/Re",
                "D(u, x) + D(v, y)",
            ],
            ["u = ue on boundary", "v = ve on boundary", "pressure: p = pe on x=-0.5"]
        )
        {
            Constants =
            [
                string.Create(CultureInfo.InvariantCulture, $"Re = {reynolds:R}"),
                "lam = -4*pi^2/(Re/2 + sqrt(Re^2/4 + 4*pi^2))",
            ],
            Definitions =
            [
                "ue = 1 - exp(lam*x)*cos(2*pi*y)",
                "ve = lam/(2*pi)*exp(lam*x)*sin(2*pi*y)",
                "pe = 0.5*(1 - exp(2*lam*x))",
            ],
            Reference = ["ue", "ve", "pe"],
        }.Build(string.Create(CultureInfo.InvariantCulture, $"kovasznay(re={reynolds:R})"));
    }
}
