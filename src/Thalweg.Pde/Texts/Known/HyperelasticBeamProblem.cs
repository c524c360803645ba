using Thalweg.Pde.Problems;
using Thalweg.Pde.References;

namespace Thalweg.Pde.Texts.Known;

/// <summary>A neo-Hookean beam on (0, 4) × (0, 1), clamped at x = 0 and drawn down by a traction of 5 at x = 4, in large displacements
/// [Nguyen2020], [Samaniego2020].</summary>
public static class HyperelasticBeamProblem
{
    /// <summary>Energy ½λ(ln J)² − μ ln J + ½μ(tr FᵀF − 2) with F = I + ∇u, J = det F, E = 1000, ν = 0.3; where J ≤ 0 it has no value, as the logarithm has
    /// none. u* by finite elements.</summary>
    public static Problem Create() =>
        BeamReference.Of(
            new ProblemText(
                "box((0, 0), (4, 1))",
                ["u[2]"],
                ["-div(stress)"],
                [
                    "u[0] = 0 on x=0",
                    "u[1] = 0 on x=0",
                    "pull: dot(stress, n) = [0, -5] on x=4",
                    "free: dot(stress, n) = [0, 0] on y=0, y=1",
                ]
            )
            {
                Constants = ["E = 1000", "nu = 0.3", "lambda = E*nu/((1 + nu)*(1 - 2*nu))", "mu = E/(2*(1 + nu))"],
                Definitions =
                [
                    "F = identity(2) + grad(u)",
                    "J = det(F)",
                    "turned = (tr(F)*identity(2) - transpose(F))/J",
                    "stress = mu*(F - turned) + lambda*log(J)*turned",
                ],
                Energy = "0.5*lambda*log(J)^2 - mu*log(J) + 0.5*mu*(dot(F, F) - 2)",
                BoundaryEnergies = ["5*u[1] on x=4"],
            }.Build("hyperelastic-beam")
        );
}
