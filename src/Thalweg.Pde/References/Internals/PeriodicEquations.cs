using System.Numerics;
using Thalweg.Numerics.Simd;

namespace Thalweg.Pde.References;

/// <summary>The equations of the catalogue that have no closed solution, with periodic conditions.</summary>
internal static class PeriodicEquations
{
    /// <summary>u_t = 10⁻⁴ u_xx + 5u − 5u³ on (−1, 1).</summary>
    /// <param name="isSmooth">From sin²(πx/2) cos πx, else from x² cos πx, whose slope jumps at the seam.</param>
    public static SemilinearEquation AllenCahn(bool isSmooth) =>
        new()
        {
            Left = -1,
            Length = 2,
            Symbol = k => 5 - 1e-4 * k * k,
            Nonlinear = u => -5 * u * u * u,
            Start = x =>
            {
                var cosine = Cos(Math.PI * x);
                return (isSmooth ? 0.5 * (1 - cosine) : x * x) * cosine;
            },
            StartAmplitude = isSmooth ? null : Kinked,
        };

    /// <summary>u_t + u u_x + 0.022² u_xxx = 0 on (−1, 1) from cos πx.</summary>
    public static SemilinearEquation KortewegDeVries { get; } =
        new()
        {
            Left = -1,
            Length = 2,
            Symbol = k => new Complex(0, 0.022 * 0.022 * k * k * k),
            Nonlinear = u => -0.5 * u * u,
            Slope = u => -u,
            IsFlux = true,
            Start = x => Cos(Math.PI * x),
        };

    /// <summary>u_t + (100/16) u u_x + (100/16²) u_xx + (100/16⁴) u_xxxx = 0 on (0, 2π) from cos x (1 + sin x).</summary>
    public static SemilinearEquation KuramotoSivashinsky { get; } =
        new()
        {
            Left = 0,
            Length = 2 * Math.PI,
            Symbol = k => k * k * (100.0 / 256 - 100.0 / 65536 * k * k),
            Nonlinear = u => -50.0 / 16 * u * u,
            Slope = u => -100.0 / 16 * u,
            IsFlux = true,
            Start = x => Cos(x) * (1 + Elementary.Sin(x)),
        };

    // ½∫x² cos πx cos kπx over (−1, 1), by ∫x² cos mπx = 4 (−1)^m/(πm)², with the sign of a wave that begins at −1.
    private static double Kinked(int k)
    {
        double Part(int m) => m == 0 ? 2.0 / 3 : (m % 2 == 0 ? 4 : -4) / (Math.PI * Math.PI * m * m);
        return (k % 2 == 0 ? 0.25 : -0.25) * (Part(k - 1) + Part(k + 1));
    }

    private static double Cos(double x) => Elementary.Cos(x);
}
