using Thalweg.Landscapes.Similarity;
using Thalweg.Numerics.Simd;
using Thalweg.Numerics.Statistics;
using Thalweg.Results.Records;

namespace Thalweg.Studies.Analyses;

/// <summary>Similarities as records tell them: of one trained point, and over all seeds of a variant.</summary>
internal static class SimilarLosses
{
    /// <param name="byPlane">NaN where a plane does not count.</param>
    public static SimilarityPair Pair(
        string first,
        string second,
        IReadOnlyList<double> byPlane,
        CurvatureAgreement? curvature
    ) =>
        new(
            first,
            second,
            Mean([.. byPlane.Where(ρ => !double.IsNaN(ρ))], -1, 1),
            [.. byPlane.Select(ρ => double.IsNaN(ρ) ? default(double?) : ρ)],
            curvature is null ? null : Curvature(curvature)
        );

    /// <summary>All pairs about the trained points of a variant.</summary>
    /// <param name="records">By seed, of one variant.</param>
    public static IEnumerable<SimilarityFigures> Over(string trainedOn, IReadOnlyList<SimilarityRecord> records) =>
        Enumerable.Range(0, records[0].Pairs.Count).Select(i => One(trainedOn, records, i));

    private static SimilarityFigures One(string trainedOn, IReadOnlyList<SimilarityRecord> records, int index)
    {
        SimilarityPair[] pairs = [.. records.Select(r => r.Pairs[index])];
        double[] ranks = [.. pairs.Select(p => p.RankCorrelation.Value).Where(ρ => !double.IsNaN(ρ))];
        CurvaturePair[] curved = [.. pairs.Select(p => p.Curvature).OfType<CurvaturePair>()];
        double[] ratios = [.. curved.Where(c => c.ConditionRatioError < 1).Select(c => c.ConditionRatio)];
        var ratio = SeedInterval.OfGeometricMean(ratios);
        return new SimilarityFigures(
            trainedOn,
            pairs[0].First,
            pairs[0].Second,
            ranks.Length,
            records.Count == 1 ? pairs[0].RankCorrelation : Mean(ranks, -1, 1),
            [.. pairs.Select(p => double.IsNaN(p.RankCorrelation.Value) ? default(double?) : p.RankCorrelation.Value)],
            Of(curved, c => c.Alignment, -1),
            Of(curved, c => c.LeadingOverlap, 0),
            Of(curved, c => c.TrailingOverlap, 0),
            Of(curved, c => c.SpectrumCorrelation, -1),
            curved.Length == 0
                ? null
                : new SeedFigure(
                    ratios.Length == 0 ? double.NaN : SeedInterval.GeometricMean(ratios),
                    ratio.Lower,
                    ratio.Upper
                ),
            ratios.Length,
            records[0].Spaces / (double)records[0].Parameters
        );
    }

    private static SeedFigure? Of(CurvaturePair[] pairs, Func<CurvaturePair, double> figure, double least) =>
        pairs.Length == 0 ? null : Mean([.. pairs.Select(figure).Where(value => !double.IsNaN(value))], least, 1);

    private static SeedFigure Mean(double[] figures, double least, double most)
    {
        if (figures.Length == 0)
        {
            return new SeedFigure(double.NaN, double.NaN, double.NaN);
        }
        var interval = SeedInterval.OfMean(figures);
        return new SeedFigure(
            Descriptive.Mean(figures),
            Math.Max(least, interval.Lower),
            Math.Min(most, interval.Upper)
        );
    }

    private static CurvaturePair Curvature(CurvatureAgreement found) =>
        new(
            Degrees(found.Leading),
            Degrees(found.LeadingError),
            Overlap(found.Leading),
            Degrees(found.Trailing),
            Degrees(found.TrailingError),
            Overlap(found.Trailing),
            found.Alignment,
            found.AlignmentError,
            found.SpectrumCorrelation,
            found.ConditionRatio,
            found.ConditionRatioError
        );

    private static IReadOnlyList<double> Degrees(IReadOnlyList<double> angles) => [.. angles.Select(Degrees)];

    private static double Degrees(double angle) => angle * (180 / Math.PI);

    private static double Overlap(IReadOnlyList<double> angles)
    {
        var sum = 0.0;
        foreach (var angle in angles)
        {
            var cosine = Elementary.Cos(angle);
            sum += cosine * cosine;
        }
        return sum / angles.Count;
    }
}
