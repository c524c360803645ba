using System.Globalization;
using Thalweg.Numerics.Random;
using Thalweg.Numerics.Simd;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Numerics.Tests.Statistics;

/// <summary>
/// Writes the tables of benchmarks/results/coverage.md; takes some minutes and runs only when asked for:
/// <c>dotnet run -c Release --project tests/Thalweg.Numerics.Tests -- --filter-class '*CoverageTable' --explicit only --show-live-output on</c>.
/// </summary>
public sealed class CoverageTable(ITestOutputHelper output)
{
    private const int Studies = 2000;

    private static readonly int[] Directions = [30, 100, 300];

    [Fact(Explicit = true)]
    public void One_sample()
    {
        foreach (var population in Population.All)
        {
            foreach (var count in Directions)
            {
                Row(
                    $"{population.Name} | {count}",
                    Enum.GetValues<BootstrapMethod>(),
                    method =>
                        Coverage.Measure(
                            $"{population.Name}/{count}",
                            population.RelativeSpread,
                            Studies,
                            stream =>
                                BootstrapInterval.OfRelativeSpread(
                                    population.Sample(stream, count),
                                    stream.Substream("bootstrap"),
                                    method: method
                                )
                        )
                );
            }
        }
    }

    /// <summary>Pairs exp(σ_a Z), exp(σ_b (ρ Z + √(1 − ρ²) Z')) along shared directions.</summary>
    [Fact(Explicit = true)]
    public void Paired_ratio()
    {
        foreach (var (sigmaA, sigmaB, correlation) in new[] { (0.5, 0.5, 0.8), (0.5, 0.25, 0.5), (0.8, 0.5, 0.9) })
        {
            var truth = Population.LogNormal(sigmaA).RelativeSpread / Population.LogNormal(sigmaB).RelativeSpread;
            foreach (var count in Directions)
            {
                Row(
                    string.Create(CultureInfo.InvariantCulture, $"{sigmaA}, {sigmaB}, {correlation} | {count}"),
                    Enum.GetValues<BootstrapMethod>(),
                    method =>
                        Coverage.Measure(
                            $"pair/{sigmaA}/{sigmaB}/{count}",
                            truth,
                            Studies,
                            stream =>
                            {
                                var (a, b) = (new double[count], new double[count]);
                                for (var i = 0; i < count; i++)
                                {
                                    var (z, own) = (stream.NextGaussian(), stream.NextGaussian());
                                    var mixed = (correlation * z) + (Math.Sqrt(1 - (correlation * correlation)) * own);
                                    a[i] = Elementary.Exp(sigmaA * z);
                                    b[i] = Elementary.Exp(sigmaB * mixed);
                                }
                                var bootstrap = stream.Substream("bootstrap");
                                return BootstrapInterval.OfRelativeSpreadRatio(a, b, bootstrap, method: method);
                            }
                        )
                );
            }
        }
    }

    /// <summary>K seeds whose true spreads scatter by exp(τZ) around that of the population; M directions each.</summary>
    [Fact(Explicit = true)]
    public void Seeds()
    {
        foreach (var sigma in new[] { 0.25, 0.5 })
        {
            foreach (var scatter in new[] { 0.0, 0.2, 0.5 })
            {
                foreach (var (seeds, count) in new[] { (3, 100), (5, 30), (5, 100), (5, 300), (10, 100) })
                {
                    var truth = Population.LogNormal(sigma).RelativeSpread;
                    var label = string.Create(CultureInfo.InvariantCulture, $"{sigma} | {scatter} | {seeds} | {count}");
                    Row(
                        label,
                        [false, true],
                        ratio =>
                            Coverage.Measure(
                                label,
                                ratio ? 1 : truth,
                                10 * Studies,
                                stream =>
                                {
                                    var a = Figures(stream, seeds, count, truth, scatter);
                                    var b = Figures(stream, seeds, count, truth, scatter);
                                    return ratio ? SeedInterval.OfPairedRatio(a, b) : SeedInterval.OfGeometricMean(a);
                                }
                            )
                    );
                }
            }
        }
    }

    private static double[] Figures(RandomStream stream, int seeds, int count, double typical, double scatter)
    {
        var figures = new double[seeds];
        for (var k = 0; k < seeds; k++)
        {
            var truth = typical * Elementary.Exp(scatter * stream.NextGaussian());
            var population = Population.LogNormal(Math.Sqrt(Elementary.Log1p(truth * truth)));
            figures[k] = Descriptive.RelativeSpread(population.Sample(stream, count));
        }
        return figures;
    }

    private void Row<T>(string label, T[] columns, Func<T, Coverage> measure)
    {
        var cells = columns.Select(column =>
        {
            var c = measure(column);
            return string.Create(CultureInfo.InvariantCulture, $"{c.Covered:F3} ({c.EndsBelow:F3}), {c.Length:F2}");
        });
        output.WriteLine($"| {label} | {string.Join(" | ", cells)} |");
    }
}
