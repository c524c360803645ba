using System.Globalization;
using Thalweg.Landscapes.Curvature;

namespace Thalweg.Cli;

/// <summary>Spectra as results: with counts by the threshold in JSON, by ranges in what people read.</summary>
internal static class HessianOutcome
{
    // Eigenvalues of an end that people are shown.
    private const int Shown = 3;

    public static Outcome Of(DenseSpectrum spectrum, int? structural, bool isJson)
    {
        var summary = spectrum.Summary;
        if (!isJson)
        {
            return Told(spectrum, structural);
        }
        return new Outcome
        {
            { "eigenvalues", spectrum.Eigenvalues },
            { "trace", spectrum.Trace },
            { "negative", summary.Negative },
            { "zero", summary.Zero },
            { "conditionNumber", summary.ConditionNumber },
            { "negativeRange", Range(summary.NegativeRange) },
            { "zeroRange", Range(summary.ZeroRange) },
            { "structuralZeros", structural },
            { "conditionNumberError", summary.ConditionNumberError },
            { "verdict", summary.Verdict.Word() },
            { "threshold", summary.Threshold },
            { "effectiveRank", summary.EffectiveRank },
            { "logVolume", summary.LogVolumes(spectrum.Eigenvalues) },
            { "residuals", spectrum.Residuals },
            { "bounds", spectrum.Bounds },
            { "asymmetry", spectrum.Asymmetry },
        };
    }

    public static Outcome NotFinite(bool isJson) =>
        isJson
            ? new Outcome
            {
                { "eigenvalues", Array.Empty<double>() },
                { "trace", double.NaN },
                { "negative", null },
                { "zero", null },
                { "conditionNumber", double.NaN },
                { "negativeRange", null },
                { "zeroRange", null },
                { "structuralZeros", null },
                { "conditionNumberError", double.NaN },
                { "verdict", CurvatureVerdict.NotFinite.Word() },
            }
            : new Outcome { { "verdict", CurvatureVerdict.NotFinite.Word() } };

    public static Outcome Of(IReadOnlyList<LanczosResult> results, bool isJson)
    {
        var outcome = new Outcome();
        if (isJson)
        {
            outcome.Add("eigenvalues", results.SelectMany(r => r.Eigenvalues).ToArray());
            outcome.Add("residuals", results.SelectMany(r => r.Residuals).ToArray());
            outcome.Add("bounds", results.SelectMany(r => r.Bounds).ToArray());
            outcome.Add("converged", results.SelectMany(r => r.Converged).ToArray());
        }
        else
        {
            var at = 0;
            foreach (var result in results)
            {
                for (var k = 0; k < result.Eigenvalues.Count; k++)
                {
                    outcome.Add(
                        string.Create(CultureInfo.InvariantCulture, $"eigenvalue.{++at}"),
                        WithBound(result.Eigenvalues[k], result.Bounds[k])
                            + (result.Converged[k] ? "" : ", not converged")
                    );
                }
            }
        }
        outcome.Add("products", results.Sum(r => r.Products));
        outcome.Add(
            "stop",
            results.Any(r => r.Stop == LanczosStop.NotFinite) ? "not finite"
                : results.All(r => r.Stop == LanczosStop.Converged) ? "converged"
                : "products spent"
        );
        return outcome;
    }

    public static Outcome Of(SpectralDensity density) =>
        new()
        {
            { "nodes", density.Nodes },
            { "density", density.Density },
            { "standardError", density.StandardError },
            { "width", density.Width },
            { "vectors", density.Vectors },
            { "products", density.Products },
        };

    public static Outcome Of(TraceEstimate estimate, bool isJson)
    {
        var outcome = new Outcome
        {
            { "estimate", estimate.Estimate },
            { "standardError", estimate.StandardError },
            { "products", estimate.Products },
            { "stop", Word(estimate.Stop) },
        };
        var interval = estimate.IntervalAt(0.95);
        if (isJson)
        {
            outcome.Add("lower", interval.Lower);
            outcome.Add("upper", interval.Upper);
        }
        else
        {
            outcome.Add("interval", Text($"{interval.Lower:G6} to {interval.Upper:G6} (95 %)"));
        }
        return outcome;
    }

    public static Outcome Of(DiagonalEstimate estimate) =>
        new()
        {
            { "diagonal", estimate.Diagonal },
            { "standardError", estimate.StandardError },
            { "products", estimate.Products },
            { "stop", Word(estimate.Stop) },
        };

    private static Outcome Told(DenseSpectrum spectrum, int? structural)
    {
        var (summary, n) = (spectrum.Summary, spectrum.Eigenvalues.Count);
        return new Outcome
        {
            { "smallest", Some(spectrum, Enumerable.Range(0, Math.Min(Shown, n))) },
            { "largest", Some(spectrum, Enumerable.Range(0, n).TakeLast(Shown)) },
            { "negative", Between(summary.NegativeRange, n, "beyond their bounds") },
            {
                "zero",
                Between(summary.ZeroRange, n, "beyond doubt")
                    + (structural > 0 ? Text($"; {structural} stay 0 where all parameters move") : "")
            },
            {
                "conditionNumber",
                double.IsNaN(summary.ConditionNumber) ? "none"
                : summary.ConditionNumberError < 1
                    ? Text($"{summary.ConditionNumber:G4}, to {100 * summary.ConditionNumberError:G2} %")
                : Text($"{summary.ConditionNumber:G4}, not known: the smallest positive eigenvalue is within its bound")
            },
            { "effectiveRank", Text($"{summary.EffectiveRank:G4}") },
            { "trace", spectrum.Trace },
            { "verdict", Sentence(summary.Verdict) },
        };
    }

    private static string Some(DenseSpectrum spectrum, IEnumerable<int> places) =>
        string.Join("; ", places.Select(i => WithBound(spectrum.Eigenvalues[i], spectrum.Bounds[i])));

    private static string WithBound(double eigenvalue, double bound) => Text($"{eigenvalue:G6} ± {bound:G2}");

    /// <param name="certain">What the least number is of.</param>
    private static string Between(CountRange range, int all, string certain) =>
        range.IsDecided
            ? Text($"{range.Least} of {all}")
            : Text(
                $"{range.Least} to {range.Most} of {all}: {range.Least} {certain}, {range.Most - range.Least} undecided"
            );

    private static int[] Range(CountRange range) => [range.Least, range.Most];

    private static string Word(EstimateStop stop) =>
        stop switch
        {
            EstimateStop.Reached => "tolerance reached",
            EstimateStop.Exact => "exact",
            EstimateStop.ProductsSpent => "products spent",
            _ => "not finite",
        };

    private static string Sentence(CurvatureVerdict verdict) =>
        verdict switch
        {
            CurvatureVerdict.Degenerate => "degenerate: second derivatives are 0 here and say nothing",
            CurvatureVerdict.Convex => "convex here: every eigenvalue is positive beyond its bound",
            CurvatureVerdict.Undecided => "undecided: none is negative beyond its bound, and some are within theirs",
            CurvatureVerdict.Saddle => "saddle: some are negative and some positive beyond their bounds",
            CurvatureVerdict.Concave => "concave: none is positive beyond its bound",
            _ => "not finite",
        };

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
