using System.Globalization;
using Thalweg.Numerics.Random;
using Thalweg.Numerics.Simd;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Numerics.Tests.Statistics;

/// <summary>Writes the tables of benchmarks/results/coverage.md that are about pairs of variants, as <see cref="CoverageTable"/> does.</summary>
public sealed class FamilyCoverageTable(ITestOutputHelper output)
{
    private const int Studies = 20_000;

    /// <summary>Variants of five seeds whose figures scatter by exp(0.3 Z), some of them twice as large as the others: how often any equal pair is
    /// decided, how many of the unequal pairs are, and how often all intervals together hold the truth.</summary>
    [Fact(Explicit = true)]
    public void Pairs()
    {
        foreach (var (variants, larger) in new[] { (3, 0), (4, 0), (6, 0), (4, 1), (6, 1), (6, 3) })
        {
            var cells = new[] { "Holm", "Bonferroni", "none" }.Select(method =>
            {
                var (wrong, found, unequal, together) = (0, 0, 0, 0);
                for (var study = 0; study < Studies; study++)
                {
                    var stream = new RandomStream((ulong)study, $"family/{variants}/{larger}");
                    var figures = Enumerable
                        .Range(0, variants)
                        .Select(v => Figures(stream, v < larger ? 2 : 1))
                        .ToArray();
                    var pairs = Enumerable
                        .Range(0, variants)
                        .SelectMany(a => Enumerable.Range(0, a).Select(b => (A: a, B: b)))
                        .ToList();
                    Interval At(int k, double level) =>
                        SeedInterval.OfPairedRatio(figures[pairs[k].A], figures[pairs[k].B], level);
                    var intervals = method switch
                    {
                        "Holm" => HolmIntervals.Of(pairs.Count, At),
                        "Bonferroni" => [.. pairs.Select((_, k) => At(k, 1 - (0.05 / pairs.Count)))],
                        _ => [.. pairs.Select((_, k) => At(k, 0.95))],
                    };
                    bool[] equal = [.. pairs.Select(p => p.A < larger == p.B < larger)];
                    wrong += intervals.Where((i, k) => equal[k] && !i.Contains(1)).Any() ? 1 : 0;
                    found += intervals.Where((i, k) => !equal[k] && !i.Contains(1)).Count();
                    unequal += equal.Count(e => !e);
                    together += intervals.Select((i, k) => i.Contains(Truth(pairs[k], larger))).All(c => c) ? 1 : 0;
                }
                return string.Create(
                    CultureInfo.InvariantCulture,
                    $"{wrong / (double)Studies:F3}, {(unequal == 0 ? "–" : (found / (double)unequal).ToString("F3", CultureInfo.InvariantCulture))}, {together / (double)Studies:F3}"
                );
            });
            output.WriteLine(
                $"| {variants} | {variants * (variants - 1) / 2} | {larger} | {string.Join(" | ", cells)} |"
            );
        }
    }

    /// <summary>The median of ratios of figures that are 0 with some probability and else exp(Z), by the sign test.</summary>
    [Fact(Explicit = true)]
    public void Figures_that_vanish()
    {
        foreach (var zeros in new[] { 0, 0.3, 0.6 })
        {
            foreach (var seeds in new[] { 5, 6, 8, 10, 20 })
            {
                var label = string.Create(CultureInfo.InvariantCulture, $"{100 * zeros} % | {seeds}");
                var coverage = Coverage.Measure(
                    label,
                    1,
                    Studies,
                    stream =>
                    {
                        var population = new SparsePopulation(1 - zeros, 1);
                        return MedianRatio.IntervalOf(
                            population.Sample(stream.Substream("a"), seeds),
                            population.Sample(stream.Substream("b"), seeds)
                        );
                    }
                );
                output.WriteLine(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"| {label} | {coverage.Covered:F3} ({coverage.EndsBelow:F3}) |"
                    )
                );
            }
        }
    }

    private static double[] Figures(RandomStream stream, double typical) =>
        [.. Enumerable.Range(0, 5).Select(_ => typical * Elementary.Exp(0.3 * stream.NextGaussian()))];

    private static double Truth((int A, int B) pair, int larger) =>
        (pair.A < larger ? 2.0 : 1) / (pair.B < larger ? 2 : 1);
}
