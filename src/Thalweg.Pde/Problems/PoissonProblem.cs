using System.Globalization;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;
using static Thalweg.Pde.Equations.Calculus;

namespace Thalweg.Pde.Problems;

/// <summary>−Δu = f with u = 0 on the boundary.</summary>
public static class PoissonProblem
{
    /// <summary>Largest dimension of the cube problems.</summary>
    public const int MaximumDimension = 10;

    // Width and place of the localised feature of Peak.
    private const double Sharpness = 50.0;
    private const double Centre = 0.7;

    /// <summary>On the unit cube (0,1)^d with u* = ∏ sin πx_k, f = dπ² u*; least energy −dπ²/2^(d+1).</summary>
    public static Problem Sine(int dimension)
    {
        RequireDimension(dimension);
        var exact = ProductOver(dimension, k => Sin(Math.PI * X(k)));
        return OnCube(
            $"poisson(dim={Text(dimension)})",
            dimension,
            exact,
            dimension * Math.PI * Math.PI * exact,
            -dimension * Math.PI * Math.PI / (2L << dimension)
        );
    }

    /// <summary>On the unit cube with the localised u* = ∏ 4x_k(1 − x_k) exp(−50 (x_k − 0.7)²), f = −Δu* by symbolic
    /// differentiation.</summary>
    public static Problem Peak(int dimension)
    {
        RequireDimension(dimension);
        Expression Bump(int k) => 4.0 * (X(k) * (1.0 - X(k))) * Exp(-Sharpness * (X(k) - Centre).Power(2));
        var bumps = Enumerable.Range(0, dimension).Select(Bump).ToArray();
        var exact = ProductOver(dimension, k => bumps[k]);
        // The sum over axes of (one factor replaced by its second derivative) keeps the expression short in ten dimensions.
        var source = -SumOver(
            dimension,
            axis =>
                ProductOver(
                    dimension,
                    k => k == axis ? Differentiation.AlongAxis(Differentiation.AlongAxis(bumps[k], k), k) : bumps[k]
                )
        );
        return OnCube($"poisson(dim={Text(dimension)}, solution=peak)", dimension, exact, source, energyMinimum: null);
    }

    /// <summary>On the unit ball of R³ with u* = cos(πr/2), f = (π²/4) cos(πr/2) + (π²/2) sinc(πr/2); boundary factor 1 − r²;
    /// least energy −(π³/2)(1/6 + 1/π²).</summary>
    public static Problem Ball()
    {
        const double quarter = Math.PI * Math.PI / 4.0;
        var u = U();
        var radius = Sqrt(SumOver(3, k => X(k).Power(2)));
        var angle = Math.PI / 2.0 * radius;
        var sinc = Sinc(angle);
        var source = quarter * Cos(angle) + 2.0 * quarter * sinc;
        return new Problem
        {
            Name = "poisson-ball",
            Statement = "-Laplacian(u) = f in the unit ball of R^3, u = 0 on the sphere, u* = cos(pi r/2)",
            Domain = new UnitBall(),
            Residuals = [-Laplacian(u) - source],
            Energy = 0.5 * GradientSquared(u, 3) - source * u,
            Exact = [Cos(angle)],
            ExactGradient = [.. Enumerable.Range(0, 3).Select(k => -quarter * (X(k) * sinc))],
            BoundaryFactors = [1.0 - SumOver(3, k => X(k).Power(2))],
            EnergyMinimum = -(Math.PI * Math.PI * Math.PI / 2.0) * (1.0 / 6.0 + 1.0 / (Math.PI * Math.PI)),
        };
    }

    internal static Expression CubeFactor(int dimension) => ProductOver(dimension, k => X(k) * (1.0 - X(k)));

    internal static IReadOnlyList<Expression> Gradient(Expression exact, int dimension) =>
        [.. Enumerable.Range(0, dimension).Select(k => Differentiation.AlongAxis(exact, k))];

    private static Problem OnCube(
        string name,
        int dimension,
        Expression exact,
        Expression source,
        double? energyMinimum
    )
    {
        var u = U();
        return new Problem
        {
            Name = name,
            Statement = $"-Laplacian(u) = f on (0,1)^{Text(dimension)}, u = 0 on the boundary, u* = {exact}",
            Domain = Box.UnitCube(dimension),
            Residuals = [-Laplacian(u) - source],
            Energy = 0.5 * GradientSquared(u, dimension) - source * u,
            Exact = [exact],
            ExactGradient = Gradient(exact, dimension),
            BoundaryFactors = [CubeFactor(dimension)],
            EnergyMinimum = energyMinimum,
        };
    }

    private static string Text(int value) => value.ToString(CultureInfo.InvariantCulture);

    private static void RequireDimension(int dimension)
    {
        if (dimension is < 1 or > MaximumDimension)
        {
            throw new ArgumentOutOfRangeException(
                nameof(dimension),
                dimension,
                $"got {dimension}, expected 1 to {MaximumDimension}"
            );
        }
    }
}
