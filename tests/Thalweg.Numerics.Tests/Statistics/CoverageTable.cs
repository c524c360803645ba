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

    /// <summary>Of samples of M directions, how many have a kurtosis above 0.7 √M.</summary>
    [Fact(Explicit = true)]
    public void Warned()
    {
        foreach (var population in Population.All)
        {
            var shares = Directions.Select(count =>
                Enumerable
                    .Range(0, Studies)
                    .Average(study =>
                    {
                        var stream = new RandomStream((ulong)study, $"{population.Name}/{count}");
                        return Descriptive.Kurtosis(population.Sample(stream, count)) > 0.7 * Math.Sqrt(count)
                            ? 1.0
                            : 0;
                    })
            );
            output.WriteLine(
                $"| {population.Name} | {string.Join(" | ", shares.Select(s => s.ToString("P0", CultureInfo.InvariantCulture)))} |"
            );
        }
    }

    /// <summary>Student's t of five figures: of their logarithms, which are normal or whose figures are.</summary>
    [Fact(Explicit = true)]
    public void Five_seeds()
    {
        foreach (var spread in new[] { 0.1, 0.3, 1 })
        {
            var label = string.Create(CultureInfo.InvariantCulture, $"logarithms are normal, spread {spread}");
            Row(label, [0], _ => Five(label, 1, stream => Elementary.Exp(spread * stream.NextGaussian())));
        }
        // exp(E log(1 + 0.2 Z)), by quadrature.
        const double Typical = 0.97881867;
        Row("figures are normal, spread 0.2", [0], _ => Five("normal", Typical, s => 1 + (0.2 * s.NextGaussian())));
    }

    private static Coverage Five(string name, double truth, Func<RandomStream, double> draw) =>
        Coverage.Measure(
            name,
            truth,
            10 * Studies,
            stream => SeedInterval.OfGeometricMean([.. Enumerable.Range(0, 5).Select(_ => draw(stream))])
        );

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
        output.WriteLine($"| {label} | {string.Join(" | ", columns.Select(column => measure(column).Text))} |");
    }
}
