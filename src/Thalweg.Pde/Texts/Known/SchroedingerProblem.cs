using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Texts.Known;

/// <summary>i h_t + ½h_xx + |h|²h = 0 on (−5, 5) × (0, π/2], h = u + iv, h = 2 sech x at t = 0: two solitons that stay where they are and beat
/// [Raissi2019].</summary>
/// <remarks>On the boundary it has the values of the solution on the whole line, not periodic ones, which those of the start are not.</remarks>
public static class SchroedingerProblem
{
    /// <summary>h* = 4e^(it/2) (cosh 3x + 3e^(4it) cosh x)/(cosh 4x + 4 cosh 2x + 3 cos 4t); |h*| = 4 at x = 0, t = π/4.</summary>
    public static Problem Create() =>
        new ProblemText(
            "interval(-5, 5) x time(pi/2)",
            ["u, v"],
            ["D(u, t) + 0.5*D(v, x, x) + (u^2 + v^2)*v", "D(v, t) - 0.5*D(u, x, x) - (u^2 + v^2)*u"],
            ["u = ue on boundary", "v = ve on boundary", "u = 2/cosh(x) at t=0", "v = 0 at t=0"]
        )
        {
            Definitions =
            [
                "below = (cosh(4*x) + 4*cosh(2*x) + 3*cos(4*t))/4",
                "ue = (cos(t/2)*cosh(3*x) + 3*cos(9*t/2)*cosh(x))/below",
                "ve = (sin(t/2)*cosh(3*x) + 3*sin(9*t/2)*cosh(x))/below",
            ],
            Reference = ["ue", "ve"],
        }.Build("nls");
}
