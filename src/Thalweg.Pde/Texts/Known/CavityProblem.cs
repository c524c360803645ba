using Thalweg.Pde.Problems;
using Thalweg.Pde.References;

namespace Thalweg.Pde.Texts.Known;

/// <summary>Stationary flow in the unit square under a lid that moves with 16x²(1 − x)²: (v·∇)v + ∇p = Δv/100, div v = 0 [Shen1991], the regularised
/// form of [Ghia1982].</summary>
public static class CavityProblem
{
    /// <summary>Velocities on the boundary, and the pressure is 0 in the corner (0, 0), one value like those that are measured: its term is <c>data</c>.
    /// u* by a Galerkin method for the stream function.</summary>
    /// <remarks>A lid of 4x(1 − x) would have the pressure grow as log r in the upper corners, since u_x is not 0 there beside walls at rest; a lid of 1 the
    /// velocity jump.</remarks>
    public static Problem Create() =>
        CavityReference.Of(
            new ProblemText(
                "box((0, 0), (1, 1))",
                ["u, v, p"],
                [
                    "u*D(u, x) + v*D(u, y) + D(p, x) - nu*laplacian(u)",
                    "u*D(v, x) + v*D(v, y) + D(p, y) - nu*laplacian(v)",
                    "D(u, x) + D(v, y)",
                ],
                ["u = 0 on x=0, x=1, y=0", "lid: u = 16*x^2*(1 - x)^2 on y=1", "v = 0 on boundary"]
            )
            {
                Constants = ["nu = 0.01"],
                Data = [new("p", new Measurements("the corner", 2, [0, 0], [0]))],
            }.Build("cavity")
        );
}
