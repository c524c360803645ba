using Thalweg.Pde.Problems;
using Thalweg.Pde.References;

namespace Thalweg.Pde.Texts.Known;

/// <summary>u_t + uu_x + 0.022² u_xxx = 0 on (−1, 1) × (0, 1], periodic, u = cos πx at t = 0: a wave that steepens and falls apart into solitons
/// [Zabusky1965].</summary>
public static class KortewegDeVriesProblem
{
    /// <summary>With its computed solution.</summary>
    public static Problem Create() =>
        PeriodicReferences.KortewegDeVries.Of(
            new ProblemText(
                "interval(-1, 1) x time(1)",
                ["u"],
                ["D(u, t) + u*D(u, x) + 0.000484*D(u, x, x, x)"],
                ["periodic x", "u = cos(pi*x) at t=0"]
            ).Build("kdv")
        );
}
