using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Texts.Known;

/// <summary>−div(a∇u) = 4 in the unit disc, a = 1 for |x| &lt; ½ and 1000 outside, u = 0 on the circle: a jump of the coefficient that the
/// strong residual does not see, and the energy does.</summary>
public static class InterfaceProblem
{
    /// <summary>u* = ¼ − |x|² + ¾/1000 inside, (1 − |x|²)/1000 outside; least energy −2∫u*.</summary>
    public static Problem Create() =>
        new ProblemText("disc((0, 0), 1)", ["u"], ["-div(a*grad(u)) - 4"], ["u = 0 on boundary"])
        {
            Constants = ["outside = 1000"],
            Definitions = ["square = x^2 + y^2", "a = where(square < 0.25, 1, outside)"],
            Energy = "0.5*a*dot(grad(u), grad(u)) - 4*u",
            Reference = ["where(square < 0.25, 0.25 - square + 0.75/outside, (1 - square)/outside)"],
        }.Build("interface") with
        {
            // −2 ∫u* = −2 π (1/32 + (3/16 + 9/32)/1000) with ∫ over the inner disc and the ring.
            EnergyMinimum = -2 * Math.PI * (1.0 / 32 + (3.0 / 16 + 9.0 / 32) / 1000),
        };
}
