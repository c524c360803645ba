using Thalweg.Pde.Geometry;
using static Thalweg.Pde.Equations.Calculus;

namespace Thalweg.Pde.Problems;

/// <summary>−u″ + u³ = f on (0,1), u = 0 at both ends, with u* = sin πx: a nonlinear problem with a convex energy.</summary>
public static class CubicProblem
{
    /// <summary>Energy ½u′² + ¼u⁴ − fu, f = π² sin πx + sin³ πx; least energy −π²/4 − 9/32.</summary>
    public static Problem Create()
    {
        var u = U();
        var exact = Sin(Math.PI * X(0));
        var source = Math.PI * Math.PI * exact + exact.Power(3);
        return new Problem
        {
            Name = "cubic",
            Statement = "-u'' + u^3 = f on (0,1), u = 0 at both ends, u* = sin(pi x)",
            Domain = Box.UnitCube(1),
            Residuals = [-Laplacian(u) + u.Power(3) - source],
            Energy = 0.5 * GradientSquared(u, 1) + 0.25 * u.Power(4) - source * u,
            Exact = [exact],
            ExactGradient = PoissonProblem.Gradient(exact, 1),
            BoundaryFactors = [PoissonProblem.CubeFactor(1)],
            EnergyMinimum = -Math.PI * Math.PI / 4.0 - 9.0 / 32.0,
        };
    }
}
