using System.Globalization;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Texts.Known;

/// <summary>u_t = ρu(1 − u) on (0, 2π) × (0, 1], u = h = exp(−(x − π)²/(2(π/4)²)) at t = 0, the same at both ends: u = 0 solves the equation,
/// and training stays near it [Krishnapriyan2021].</summary>
public static class ReactionProblem
{
    /// <summary>u* = h/(h + (1 − h) e^(−ρt)).</summary>
    /// <param name="rho">ρ in [0, 100].</param>
    /// <exception cref="ArgumentOutOfRangeException">ρ is out of range.</exception>
    public static Problem Create(double rho = 5)
    {
        if (!(rho is >= 0 and <= 100))
        {
            throw new ArgumentOutOfRangeException(
                nameof(rho),
                rho,
                string.Create(CultureInfo.InvariantCulture, $"got {rho}, expected 0 to 100")
            );
        }
        return new ProblemText(
            "interval(0, 2*pi) x time(1)",
            ["u"],
            ["D(u, t) - rho*u*(1 - u)"],
            ["periodic x", "u = h at t=0"]
        )
        {
            Constants = [string.Create(CultureInfo.InvariantCulture, $"rho = {rho:R}")],
            Definitions = ["h = exp(-8*(x - pi)^2/pi^2)"],
            Reference = ["h/(h + (1 - h)*exp(-rho*t))"],
        }.Build(string.Create(CultureInfo.InvariantCulture, $"reaction(rho={rho:R})"));
    }
}
