using Thalweg.Numerics.Random;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Texts.Known;

/// <summary>−div(a∇u) = f on (0, 1)²: the coefficient a is to be found from values of u with noise, a and u being known on the boundary
/// [Hao2023].</summary>
public static class InversePoissonProblem
{
    private const int Count = 2500;

    private const double Sigma = 0.1;

    // The name of a random stream: the values are for ever those of these words.
    private const string Stream = "inverse-poisson";

    /// <summary>u* = sin πx sin πy, a* = 1/(1 + x² + y² + (x − 1)² + (y − 1)²), f from both; 2500 values of u at independent uniform points with
    /// Gaussian noise of 0.1.</summary>
    /// <remarks>The weight of the data is that of a mean of squared misfits over σ².</remarks>
    public static Problem Create() =>
        new ProblemText(
            "box((0, 0), (1, 1))",
            ["u"],
            ["-div(a*grad(u)) + div(given*grad(exact))"],
            ["u = 0 on boundary", "coefficient: a = given on boundary"]
        )
        {
            Coefficients = ["a(x, y)"],
            Definitions = ["given = 1/(1 + x^2 + y^2 + (x - 1)^2 + (y - 1)^2)", "exact = sin(pi*x)*sin(pi*y)"],
            Data = [new("u", Measured())],
            Reference = ["exact", "given"],
        }.Build("inverse-poisson");

    private static Measurements Measured()
    {
        var random = new RandomStream(0, Stream);
        var points = new double[2 * Count];
        random.FillUniform(points);
        random.Position = (random.Position + 3) / 4 * 4;
        var values = new double[Count];
        for (var i = 0; i < Count; i++)
        {
            var u = Elementary.Sin(Math.PI * points[i]) * Elementary.Sin(Math.PI * points[Count + i]);
            values[i] = u + Sigma * random.NextGaussian();
        }
        return new Measurements(Stream, 2, points, values, [.. Enumerable.Repeat(Sigma, Count)]);
    }
}
