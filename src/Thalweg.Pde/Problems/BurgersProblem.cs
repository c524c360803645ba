using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;
using static Thalweg.Pde.Equations.Calculus;

namespace Thalweg.Pde.Problems;

/// <summary>u_t + u u_x = (0.01/π) u_xx on (−1, 1) × (0, 1], u(x, 0) = −sin πx, u(±1, t) = 0 [Basdevant1986]: a smooth start that
/// steepens into a layer at x = 0, where |u_x| reaches 152.00516 at t = 1.6037/π.</summary>
public static class BurgersProblem
{
    /// <summary>ν = 0.01/π.</summary>
    public const double Viscosity = 0.01 / Math.PI;

    /// <summary>Hard trial function −sin πx + t (1 − x²) N; the reference solution is a quadrature of the project's own, exact to
    /// rounding.</summary>
    public static Problem Create()
    {
        var u = U();
        var t = T(1);
        var start = -Sin(Math.PI * X(0));
        var solution = new ColeHopf(Viscosity);
        var exact = CoordinateFunction.Together(
            (point, values) => (values[0], values[1], values[2]) = solution.At(point[0], point[1]),
            "burgers",
            "burgers_x",
            "burgers_t"
        );
        return new Problem
        {
            Name = "burgers",
            Statement =
                "u_t + u u_x = (0.01/pi) u_xx on (-1,1) x (0,1], u(x,0) = -sin(pi x), u = 0 at both ends, u* by Cole-Hopf",
            Domain = new Box([new Interval(-1, 1)], duration: 1),
            Residuals = [D(u, t) + u * D(u, 0) - Viscosity * D2(u, 0)],
            Exact = [exact[0]],
            ExactGradient = [exact[1], exact[2]],
            InitialValues = start,
            Lifts = [start],
            BoundaryFactors = [t * (1.0 - X(0).Power(2))],
            Certify = () => ColeHopf.Certify(Viscosity),
            Layers = [new SteepLayer(0, 0, 0.02), new SteepLayer(1, 1 / Math.PI, 0.1)],
        };
    }
}
