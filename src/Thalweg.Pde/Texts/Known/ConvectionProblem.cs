using System.Globalization;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Texts.Known;

/// <summary>u_t + βu_x = 0 on (0, 2π) × (0, 1], periodic, u = sin x at t = 0: what is carried along at once makes the trained solution fall to its
/// mean [Krishnapriyan2021].</summary>
public static class ConvectionProblem
{
    /// <summary>u* = sin(x − βt).</summary>
    /// <param name="beta">β in [−1000, 1000].</param>
    /// <exception cref="ArgumentOutOfRangeException">β is out of range.</exception>
    public static Problem Create(double beta = 40)
    {
        if (!(Math.Abs(beta) <= 1000))
        {
            throw new ArgumentOutOfRangeException(
                nameof(beta),
                beta,
                string.Create(CultureInfo.InvariantCulture, $"got {beta}, expected -1000 to 1000")
            );
        }
        return new ProblemText(
            "interval(0, 2*pi) x time(1)",
            ["u"],
            ["D(u, t) + beta*D(u, x)"],
            ["periodic x", "u = sin(x) at t=0"]
        )
        {
            Constants = [string.Create(CultureInfo.InvariantCulture, $"beta = {beta:R}")],
            Reference = ["sin(x - beta*t)"],
        }.Build(string.Create(CultureInfo.InvariantCulture, $"convection(beta={beta:R})"));
    }
}
