using Thalweg.Pde.Problems;
using Thalweg.Pde.References;

namespace Thalweg.Pde.Texts.Known;

/// <summary>u_t + (100/16) uu_x + (100/16²) u_xx + (100/16⁴) u_xxxx = 0 on (0, 2π) × (0, 1], periodic, u = cos x (1 + sin x) at t = 0: long
/// waves grow, short ones are damped, and what is between is chaos [Wang2024].</summary>
public static class KuramotoSivashinskyProblem
{
    /// <summary>With its computed solution.</summary>
    public static Problem Create() =>
        PeriodicReferences.KuramotoSivashinsky.Of(
            new ProblemText(
                "interval(0, 2*pi) x time(1)",
                ["u"],
                ["D(u, t) + 100/16*u*D(u, x) + 100/16^2*D(u, x, x) + 100/16^4*D(u, x, x, x, x)"],
                ["periodic x", "u = cos(x)*(1 + sin(x)) at t=0"]
            ).Build("kuramoto-sivashinsky")
        );
}
