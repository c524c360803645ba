using Thalweg.Numerics.Objectives.Symmetries;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Objectives.Analytic;

public sealed partial class Separable
{
    private const double StyblinskiTangMinimum = -39.166165703772;

    /// <summary>½ Σ x_i⁴ − 16 x_i² + 5 x_i: 3ⁿ stationary points, C(n, k) 2ⁿ⁻ᵏ of index k [Styblinski1990].</summary>
    public static Separable StyblinskiTang(int dimension) =>
        new(
            "styblinski-tang",
            dimension,
            [
                ("quartic", (_, x) => (0.5 * x * x * x * x, 2 * x * x * x, 6 * x * x)),
                ("square", (_, x) => (-8 * x * x, -16 * x, -16)),
                ("linear", (_, x) => (2.5 * x, 2.5, 0)),
            ],
            StyblinskiTangMinimum * dimension,
            SymmetryGroup.Permutations(dimension)
        );

    /// <summary>Σ x_i² + 10 − 10 cos 2πx_i: a bowl with a lattice of minima, lowest 0 at the origin [Rastrigin1974].</summary>
    public static Separable Rastrigin(int dimension)
    {
        const double turn = 2 * Math.PI;
        return new(
            "rastrigin",
            dimension,
            [
                ("bowl", (_, x) => (x * x, 2 * x, 2)),
                (
                    "ripple",
                    (_, x) =>
                    {
                        var (sin, cos) = (Elementary.Sin(turn * x), Elementary.Cos(turn * x));
                        return (10 - (10 * cos), 10 * turn * sin, 10 * turn * turn * cos);
                    }
                ),
            ],
            0,
            SymmetryGroup.Permutations(dimension).With(SymmetryGroup.Signs(dimension))
        );
    }

    /// <summary>Σ j (x_j² − 1)²: a minimum at each corner of a cube, and a pass of height j along each edge of direction j.</summary>
    public static Separable Cube(int dimension) =>
        new(
            "cube",
            dimension,
            [
                (
                    "wells",
                    (i, x) =>
                    {
                        var (j, w) = (i + 1.0, (x * x) - 1);
                        return (j * w * w, 4 * j * x * w, 4 * j * ((3 * x * x) - 1));
                    }
                ),
            ],
            0,
            SymmetryGroup.Signs(dimension)
        );
}
