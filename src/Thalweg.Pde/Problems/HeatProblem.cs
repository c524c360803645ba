using System.Globalization;
using Thalweg.Pde.Geometry;
using static Thalweg.Pde.Equations.Calculus;

namespace Thalweg.Pde.Problems;

/// <summary>u_t = νΔu on (0, 1)^d × (0, 1], u = ∏ sin πx_k at t = 0, u = 0 on the lateral boundary; u* = exp(−νdπ²t) ∏ sin πx_k.</summary>
public static class HeatProblem
{
    /// <summary>Largest number of space dimensions; with the time ten coordinates.</summary>
    public const int MaximumDimension = Box.MaximumDimension - 1;

    /// <summary>ν unless another is asked for.</summary>
    public const double DefaultDiffusivity = 0.1;

    /// <summary>Hard trial function ∏ sin πx_k + t ∏ x_k (1 − x_k) N.</summary>
    /// <param name="dimension">d, the space dimensions, 1..9.</param>
    /// <param name="diffusivity">ν &gt; 0.</param>
    /// <exception cref="ArgumentOutOfRangeException">d or ν is out of range.</exception>
    public static Problem Create(int dimension, double diffusivity = DefaultDiffusivity)
    {
        if (dimension is < 1 or > MaximumDimension)
        {
            throw new ArgumentOutOfRangeException(
                nameof(dimension),
                dimension,
                $"got {dimension}, expected 1 to {MaximumDimension} space dimensions"
            );
        }
        if (!(diffusivity > 0) || !double.IsFinite(diffusivity))
        {
            throw new ArgumentOutOfRangeException(
                nameof(diffusivity),
                diffusivity,
                string.Create(CultureInfo.InvariantCulture, $"got {diffusivity}, expected a positive number")
            );
        }
        var u = U();
        var t = T(dimension);
        var start = ProductOver(dimension, k => Sin(Math.PI * X(k)));
        var exact = Exp(-diffusivity * dimension * Math.PI * Math.PI * t) * start;
        return new Problem
        {
            Name =
                diffusivity == DefaultDiffusivity
                    ? string.Create(CultureInfo.InvariantCulture, $"heat(dim={dimension})")
                    : string.Create(
                        CultureInfo.InvariantCulture,
                        $"heat(dim={dimension}, diffusivity={diffusivity:R})"
                    ),
            Statement = string.Create(
                CultureInfo.InvariantCulture,
                $"u_t = {diffusivity:R} Laplacian(u) in x on (0,1)^{dimension} x (0,1], u = {start} at t = 0, u = 0 on the lateral boundary, u* = {exact}"
            ),
            Domain = new Box([.. Enumerable.Repeat(new Interval(0, 1), dimension)], duration: 1),
            Residuals = [D(u, t) - diffusivity * SumOver(dimension, k => D2(u, k))],
            Exact = [exact],
            ExactGradient = PoissonProblem.Gradient(exact, dimension + 1),
            InitialValues = start,
            Lifts = [start],
            BoundaryFactors = [t * PoissonProblem.CubeFactor(dimension)],
        };
    }
}
