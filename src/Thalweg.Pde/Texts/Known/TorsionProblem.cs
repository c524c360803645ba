using Thalweg.Pde.Problems;
using Thalweg.Pde.References;

namespace Thalweg.Pde.Texts.Known;

/// <summary>−Δu = 1, u = 0 on the boundary, on domains with a corner that turns inwards: u goes there as r^(2/3) or r^(1/2), and the strong
/// residual of it is not square integrable, while its energy is finite.</summary>
public static class TorsionProblem
{
    /// <summary>On (−1, 1)² without the quadrant x &gt; 0, y &lt; 0.</summary>
    public static Problem LShape() => TorsionReference.LShape.Of(On("l-shape"));

    /// <summary>On (−1, 1)² without the segment [0, 1) × {0} [E2018].</summary>
    public static Problem Slit() => TorsionReference.Slit.Of(On("slit"));

    private static Problem On(string domain) =>
        new ProblemText(domain, ["u"], ["-laplacian(u) - 1"], ["u = 0 on boundary"])
        {
            Energy = "0.5*dot(grad(u), grad(u)) - u",
        }.Build(domain);
}
