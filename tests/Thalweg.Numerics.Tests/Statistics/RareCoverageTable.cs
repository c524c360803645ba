using System.Globalization;
using Thalweg.Numerics.Simd;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Numerics.Tests.Statistics;

/// <summary>Writes the tables of benchmarks/results/coverage.md that are about slices of which few oscillate, as <see cref="CoverageTable"/> does.</summary>
public sealed class RareCoverageTable(ITestOutputHelper output)
{
    private const int Studies = 2000;

    /// <summary>The mean of O, and of how many samples the program warns; an interval without an upper end covers.</summary>
    [Fact(Explicit = true)]
    public void Oscillation_index()
    {
        foreach (var share in new[] { 0.02, 0.05, 0.1, 0.4, 1 })
        {
            foreach (var sigma in new[] { 0.5, 1, 1.5 })
            {
                foreach (var count in new[] { 100, 400 })
                {
                    var population = new SparsePopulation(share, sigma);
                    var warned = new int[Studies];
                    var coverage = Coverage.Measure(
                        $"{population.Name}/{count}",
                        population.Mean,
                        Studies,
                        stream =>
                        {
                            var sample = population.Sample(stream, count);
                            warned[(int)stream.Seed] = IsWarned(sample) ? 1 : 0;
                            return Closed(BootstrapInterval.OfSparseMean(sample, stream.Substream("bootstrap")));
                        }
                    );
                    output.WriteLine(
                        string.Create(
                            CultureInfo.InvariantCulture,
                            $"| {population.Name} | {count} | {coverage.Text} | {100 * warned.Average():F0} % |"
                        )
                    );
                }
            }
        }
    }

    [Fact(Explicit = true)]
    public void Share()
    {
        foreach (var count in new[] { 100, 400 })
        {
            foreach (var share in new[] { 0.01, 0.02, 0.05, 0.1, 0.4 })
            {
                var label = string.Create(CultureInfo.InvariantCulture, $"{100 * share} % | {count}");
                var coverage = Coverage.Measure(
                    label,
                    share,
                    10 * Studies,
                    stream =>
                        BinomialInterval.OfShare(
                            Enumerable.Range(0, count).Count(_ => stream.NextUniform() < share),
                            count
                        )
                );
                output.WriteLine($"| {label} | {coverage.Text} |");
            }
        }
    }

    /// <summary>The order statistics around the 5 % quantile of critical radii exp(σZ); how long the interval is, the radii say.</summary>
    [Fact(Explicit = true)]
    public void Valley_radius()
    {
        const double Fifth = -1.6448536269514722;
        foreach (var sigma in new[] { 0.3, 1 })
        {
            foreach (var count in new[] { 40, 100, 400 })
            {
                var label = string.Create(CultureInfo.InvariantCulture, $"{sigma} | {count}");
                var (lower, upper) = BinomialInterval.OfQuantile(count, 0.05);
                var coverage = Coverage.Measure(
                    label,
                    Elementary.Exp(sigma * Fifth),
                    10 * Studies,
                    stream =>
                    {
                        double[] radii =
                        [
                            .. Enumerable
                                .Range(0, count)
                                .Select(_ => Elementary.Exp(sigma * stream.NextGaussian()))
                                .Order(),
                        ];
                        return new Interval(lower == 0 ? 0 : radii[lower - 1], radii[upper - 1], 0.95);
                    }
                );
                output.WriteLine($"| {label} | {coverage.Text} |");
            }
        }
    }

    private static Interval Closed(Interval interval) =>
        double.IsNaN(interval.Upper) ? interval with { Upper = double.PositiveInfinity } : interval;

    /// <summary>As <c>OscillationSummary.IsOfFew</c>.</summary>
    private static bool IsWarned(double[] sample)
    {
        var seen = sample.Count(x => x > 0);
        var (sum, squares) = (sample.Sum(), sample.Sum(x => x * x));
        return seen > 0 && (seen < 10 || sum * sum / squares < 5);
    }
}
