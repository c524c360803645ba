using System.Globalization;
using Thalweg.Numerics.Statistics;
using Thalweg.Results.Records;

namespace Thalweg.Studies.Analyses;

/// <summary>What is measured at the ends of runs against the steps that they took to a tolerance.</summary>
internal static class Difficulty
{
    /// <summary>With fewer seeds ranks say nothing.</summary>
    public const int FewestSeeds = 5;

    private const string Error = "relativeL2";

    /// <summary>Null where no tolerance can be named or the runs do not differ.</summary>
    /// <param name="spectra">Of the own loss, by seed.</param>
    public static DifficultyFigures? Of(ComparedRuns runs, RoughnessCell cell, IReadOnlyList<SpectrumRecord> spectra)
    {
        var isError = runs.Records.All(r => r.History.Errors.ContainsKey(Error));
        if (!isError && runs.Records.Any(r => r.LowerBound is null))
        {
            return null;
        }
        List<double>[] histories =
        [
            .. runs.Records.Select(r =>
                isError ? r.History.Errors[Error].ToList() : [.. r.History.Loss.Select(l => l - r.LowerBound!.Value)]
            ),
        ];
        if (ToleranceOf(histories) is not { } tolerance)
        {
            return null;
        }
        long?[] steps =
        [
            .. runs.Records.Select(
                (r, k) =>
                {
                    var at = histories[k].FindIndex(value => value <= tolerance);
                    return at < 0 ? default(long?) : r.History.Steps[at];
                }
            ),
        ];
        double[] ranked = [.. steps.Select(step => step ?? double.PositiveInfinity)];
        return new DifficultyFigures(
            runs.Variant.Label,
            isError ? Error : "loss",
            tolerance,
            steps,
            Correlations(ranked, Measures(cell, spectra))
        );
    }

    /// <summary>The smallest power of ten at or above the best that three quarters of the runs came to.</summary>
    private static double? ToleranceOf(List<double>[] histories)
    {
        double[] best =
        [
            .. histories.Select(h => h.Where(double.IsFinite).DefaultIfEmpty(double.PositiveInfinity).Min()).Order(),
        ];
        var reached = best[(int)Math.Ceiling(0.75 * best.Length) - 1];
        for (var k = -30; k <= 6; k++)
        {
            // Parsed, so that it is the number that people write.
            var power = double.Parse(FormattableString.Invariant($"1e{k}"), CultureInfo.InvariantCulture);
            if (power >= reached)
            {
                return power;
            }
        }
        return null;
    }

    private static IReadOnlyList<(string Name, double[] BySeed)> Measures(
        RoughnessCell cell,
        IReadOnlyList<SpectrumRecord> spectra
    ) =>
        [
            ("roughness", [.. cell.Figures]),
            ("oscillationIndex", [.. cell.Records.Select(r => r.Oscillation?.OscillationIndex ?? double.NaN)]),
            .. cell.ValleyRadii is { } radii
                ? [("valleyRadius", (double[])[.. radii])]
                : Array.Empty<(string, double[])>(),
            ("largestEigenvalue", [.. spectra.Select(s => s.Largest)]),
            ("conditionNumber", [.. spectra.Select(s => s.ConditionNumberError < 1 ? s.ConditionNumber : double.NaN)]),
            ("effectiveRank", [.. spectra.Select(s => s.EffectiveRank)]),
        ];

    private static IReadOnlyList<PredictorFigure> Correlations(
        double[] steps,
        IReadOnlyList<(string Name, double[] BySeed)> measures
    )
    {
        var known = measures
            .Select(m => Enumerable.Range(0, steps.Length).Where(k => !double.IsNaN(m.BySeed[k])).ToArray())
            .ToList();
        var found = measures
            .Select(
                (m, i) =>
                    RankCorrelation.Of([.. known[i].Select(k => m.BySeed[k])], [.. known[i].Select(k => steps[k])])
            )
            .ToList();
        var intervals = HolmIntervals.Of(
            measures.Count,
            (i, level) =>
                known[i].Length < FewestSeeds
                    ? new Interval(double.NaN, double.NaN, level)
                    : RankCorrelation.IntervalOf(found[i], known[i].Length, level),
            neutral: 0
        );
        var tested = intervals.Count(i => !double.IsNaN(i.Lower));
        return
        [
            .. measures.Select(
                (m, i) =>
                    new PredictorFigure(
                        m.Name,
                        new SeedFigure(found[i], intervals[i].Lower, intervals[i].Upper),
                        known[i].Length,
                        Math.Max(1, tested),
                        m.BySeed
                    )
            ),
        ];
    }
}
