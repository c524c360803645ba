using Thalweg.Numerics.Random;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Tests.Statistics;

/// <summary>A distribution whose relative spread is known, to measure coverage with.</summary>
internal sealed record Population(string Name, double RelativeSpread, Func<RandomStream, double> Draw)
{
    private const double LogNormalMean = 1.3771277643359572; // exp(0.8²/2)

    /// <summary>The first eight spread upwards, as total variation of rough slices does; the last four hang below a ceiling, as it does
    /// where almost every slice is a parabola.</summary>
    public static IReadOnlyList<Population> All { get; } =
    [
        new("normal, spread 0.2", 0.2, s => 1 + (0.2 * s.NextGaussian())),
        LogNormal(0.25),
        LogNormal(0.3),
        LogNormal(0.5),
        LogNormal(0.8),
        LogNormal(1),
        new("1 + exponential", 0.5, s => 1 + Exponential(s)),
        new("4 + exponential", 0.2, s => 4 + Exponential(s)),
        new("100 − exponential", 1.0 / 99, s => 100 - Exponential(s)),
        new("100 − χ²(1)", Math.Sqrt(2) / 99, s => 100 - Square(s.NextGaussian())),
        new("100 + t(5)", Math.Sqrt(5.0 / 3) / 100, s => 100 + Student5(s)),
        new(
            "100 − lognormal, σ = 0.8",
            LogNormalMean * LogNormal(0.8).RelativeSpread / (100 - LogNormalMean),
            s => 100 - Elementary.Exp(0.8 * s.NextGaussian())
        ),
    ];

    /// <summary>exp(σZ); its spread is √(exp σ² − 1).</summary>
    public static Population LogNormal(double sigma) =>
        new(
            $"lognormal, σ = {sigma.ToString(System.Globalization.CultureInfo.InvariantCulture)}",
            Math.Sqrt(Elementary.Exp(sigma * sigma) - 1),
            s => Elementary.Exp(sigma * s.NextGaussian())
        );

    public double[] Sample(RandomStream stream, int count)
    {
        var sample = new double[count];
        for (var i = 0; i < count; i++)
        {
            sample[i] = Draw(stream);
        }
        return sample;
    }

    private static double Exponential(RandomStream stream) => -Elementary.Log(1 - stream.NextUniform());

    private static double Square(double x) => x * x;

    private static double Student5(RandomStream stream)
    {
        var z = stream.NextGaussian();
        var sum = 0.0;
        for (var i = 0; i < 5; i++)
        {
            sum += Square(stream.NextGaussian());
        }
        return z / Math.Sqrt(sum / 5);
    }
}
