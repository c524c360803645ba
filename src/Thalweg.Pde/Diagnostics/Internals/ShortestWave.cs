using Thalweg.Numerics.Simd;

namespace Thalweg.Pde.Diagnostics;

/// <summary>The wavelength that 99 % of the power of the solution along an axis is not below.</summary>
/// <remarks>On each line the straight line through the end values is taken off, so that what is left has a sine series whose coefficients
/// fall as j⁻³ where the solution is smooth; term j has wavelength 2ℓ/j. sin mπx on [0, 1] has 2/m.</remarks>
internal static class ShortestWave
{
    private const double Share = 0.99;

    /// <summary>Ripples of less than a thousandth of the solution are not asked to be resolved.</summary>
    private const double Negligible = 1e-6;

    /// <summary>The wavelength, or null where the solution is straight along the axis or not finite.</summary>
    public static double? Of(AxisLines lines)
    {
        const int n = AxisLines.Intervals;
        var sines = new double[2 * n];
        for (var i = 0; i < sines.Length; i++)
        {
            sines[i] = Elementary.Sin(Math.PI * i / n);
        }
        var spectrum = new List<(double Number, double Power)>(AxisLines.Lines * n);
        var (all, waves) = (0.0, 0.0);
        var bent = new double[n + 1];
        for (var line = 0; line < AxisLines.Lines; line++)
        {
            var u = lines[line];
            var length = lines.Lengths[line];
            for (var i = 0; i <= n; i++)
            {
                bent[i] = u[i] - (u[0] + (u[n] - u[0]) * i / n);
                all += length * u[i] * u[i] / n;
            }
            for (var j = 1; j < n; j++)
            {
                var sum = 0.0;
                for (var i = 1; i < n; i++)
                {
                    sum += bent[i] * sines[i * j % (2 * n)];
                }
                var power = 2 * length * (sum / n) * (sum / n);
                spectrum.Add((j / (2 * length), power));
                waves += power;
            }
        }
        if (!(waves > Negligible * all))
        {
            return null;
        }
        var reached = 0.0;
        foreach (var (number, power) in spectrum.OrderBy(s => s.Number))
        {
            reached += power;
            if (reached >= Share * waves)
            {
                return 1 / number;
            }
        }
        return null;
    }
}
