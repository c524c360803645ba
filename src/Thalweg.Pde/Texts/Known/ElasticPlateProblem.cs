using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Texts.Known;

/// <summary>div σ = f on (0, 1)², σ = λ tr(ε) I + 2με with λ = 1, μ = ½, displacements and tractions given in turn on the sides
/// [Haghighat2021].</summary>
public static class ElasticPlateProblem
{
    /// <summary>u* = (cos 2πx sin πy, Q sin πx y⁴/4), Q = 4; f is div σ of it.</summary>
    public static Problem Create() =>
        new ProblemText(
            "box((0, 0), (1, 1))",
            ["u[2]"],
            ["-div(stress) + force"],
            [
                "u[0] = 0 on y=0, y=1",
                "u[1] = 0 on x=0, x=1, y=0",
                "side: stress1 = 0 on x=0, x=1",
                "top: stress2 = (lambda + 2*mu)*Q*sin(pi*x) on y=1",
            ]
        )
        {
            Constants = ["lambda = 1", "mu = 0.5", "Q = 4"],
            Definitions =
            [
                "strain = sym(grad(u))",
                "stress = lambda*tr(strain)*identity(2) + 2*mu*strain",
                "stress1 = lambda*tr(strain) + 2*mu*D(u[0], x)",
                "stress2 = lambda*tr(strain) + 2*mu*D(u[1], y)",
                "exact = [cos(2*pi*x)*sin(pi*y), Q*sin(pi*x)*y^4/4]",
                "exactstrain = sym(grad(exact))",
                "force = div(lambda*tr(exactstrain)*identity(2) + 2*mu*exactstrain)",
            ],
            Energy = "0.5*dot(stress, strain) + dot(force, u)",
            BoundaryEnergies = ["-(lambda + 2*mu)*Q*sin(pi*x)*u[1] on y=1"],
            Reference = ["exact"],
        }.Build("elastic-plate");
}
