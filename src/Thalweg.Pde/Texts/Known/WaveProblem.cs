using System.Globalization;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Texts.Known;

/// <summary>u_tt = 4u_xx on (0, 1) × (0, 1], u = sin πx + ½ sin βπx and u_t = 0 at t = 0, u = 0 at both ends: waves of two lengths
/// [Rathore2024].</summary>
public static class WaveProblem
{
    /// <summary>u* = sin πx cos 2πt + ½ sin βπx cos 2βπt.</summary>
    /// <param name="beta">β, a whole number from 1 to 100.</param>
    /// <exception cref="ArgumentOutOfRangeException">β is out of range.</exception>
    public static Problem Create(int beta = 5)
    {
        if (beta is < 1 or > 100)
        {
            throw new ArgumentOutOfRangeException(nameof(beta), beta, $"got {beta}, expected 1 to 100");
        }
        return new ProblemText(
            "interval(0, 1) x time(1)",
            ["u"],
            ["D(u, t, t) - 4*D(u, x, x)"],
            ["u = 0 on boundary", "u = sin(pi*x) + 0.5*sin(beta*pi*x) at t=0", "speed: D(u, t) = 0 at t=0"]
        )
        {
            Constants = [string.Create(CultureInfo.InvariantCulture, $"beta = {beta}")],
            Reference = ["sin(pi*x)*cos(2*pi*t) + 0.5*sin(beta*pi*x)*cos(2*beta*pi*t)"],
        }.Build(string.Create(CultureInfo.InvariantCulture, $"wave(beta={beta})"));
    }
}
