using Thalweg.Numerics.Statistics;
using Thalweg.Results.Records;

namespace Thalweg.Studies.Analyses;

/// <summary>The settings of one sweep over the seeds of a variant.</summary>
internal static class SweptSettings
{
    /// <param name="records">By seed, all of the same settings.</param>
    public static IEnumerable<SweptSetting> Of(ComparedSweep sweep, IReadOnlyList<SweepRecord> records) =>
        records
            .SelectMany(r => r.Rows)
            .GroupBy(row => (row.Directions, row.Intervals, row.Radius))
            .Select(rows => One(sweep, rows.Key, [.. rows.Where(row => double.IsFinite(row.Roughness))]));

    private static SweptSetting One(
        ComparedSweep sweep,
        (int Directions, int Intervals, double Radius) setting,
        IReadOnlyList<SweepRow> rows
    )
    {
        var (value, interval) = TypicalIndex.Of([.. rows.Select(row => row.Roughness)]);
        var oscillations = rows.Select(row => row.Oscillation).OfType<OscillationRecord>().ToList();
        oscillations = oscillations.FindAll(o => o.CountedSlices > 0);
        return new SweptSetting(
            sweep.Objective,
            sweep.TrainedOn,
            setting.Directions,
            setting.Intervals,
            setting.Radius,
            rows.Count,
            rows is [var only]
                ? new SeedFigure(only.Roughness, only.IntervalLower, only.IntervalUpper)
                : new SeedFigure(value, interval.Lower, interval.Upper),
            Index(oscillations),
            Share(oscillations)
        );
    }

    private static SeedFigure? Index(List<OscillationRecord> seeds) =>
        seeds switch
        {
            [] => null,
            [var only] => new SeedFigure(only.OscillationIndex, only.OscillationIndexLower, only.OscillationIndexUpper),
            _ when !Oscillates(seeds) => new SeedFigure(0, 0, double.NaN),
            _ => Mean(seeds, o => o.OscillationIndex, double.PositiveInfinity),
        };

    private static SeedFigure? Share(List<OscillationRecord> seeds) =>
        seeds switch
        {
            [] => null,
            [var only] => new SeedFigure(only.Oscillating, only.OscillatingLower, only.OscillatingUpper),
            // Seeds that agree on nothing seen have no scatter to make an interval of.
            _ when !Oscillates(seeds) => new SeedFigure(
                0,
                0,
                BinomialInterval.OfShare(0, seeds.Sum(o => o.CountedSlices)).Upper
            ),
            _ => Mean(seeds, o => o.Oscillating, 1),
        };

    private static bool Oscillates(List<OscillationRecord> seeds) => seeds.Exists(o => o.OscillatingSlices > 0);

    private static SeedFigure Mean(List<OscillationRecord> seeds, Func<OscillationRecord, double> of, double most)
    {
        double[] figures = [.. seeds.Select(of)];
        var interval = SeedInterval.OfMean(figures);
        return new SeedFigure(Descriptive.Mean(figures), Math.Max(0, interval.Lower), Math.Min(most, interval.Upper));
    }
}
