using System.Globalization;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Texts.Known;

/// <summary>Δu + k²u = q on (−1, 1)², u = 0 on the boundary, u* = sin πx sin 4πy: four times as many waves along one axis as along the other
/// [Wang2021].</summary>
public static class HelmholtzProblem
{
    /// <summary>Energy ½|∇u|² − ½k²u² + qu, which the solution minimises where k² &lt; π²/2.</summary>
    /// <param name="k">Wave number.</param>
    /// <exception cref="ArgumentOutOfRangeException">k is not finite.</exception>
    public static Problem Create(double k = 1)
    {
        if (!double.IsFinite(k))
        {
            throw new ArgumentOutOfRangeException(nameof(k), k, $"got {k}, expected a finite wave number");
        }
        var text = new ProblemText("box((-1, -1), (1, 1))", ["u"], ["laplacian(u) + k^2*u - q"], ["u = 0 on boundary"])
        {
            Constants = [string.Create(CultureInfo.InvariantCulture, $"k = {k:R}")],
            Definitions = ["q = (k^2 - 17*pi^2)*(sin(pi*x)*sin(4*pi*y))"],
            Reference = ["sin(pi*x)*sin(4*pi*y)"],
        };
        var isMinimum = k * k < Math.PI * Math.PI / 2;
        return (isMinimum ? text with { Energy = "0.5*dot(grad(u), grad(u)) - 0.5*k^2*u^2 + q*u" } : text).Build(
            string.Create(CultureInfo.InvariantCulture, $"helmholtz(k={k:R})")
        );
    }
}
