using Thalweg.Reports.Tests.Runs;
using Thalweg.Results.Records;

namespace Thalweg.Reports.Tests.Answers;

/// <summary>Puts made-up records of landscapes in the place of those of a tiny study.</summary>
internal static class MadeUpLandscapes
{
    public static MinimiserRecord Minimum { get; } = At("at a minimum to within 0.02 l", 0.02);

    public static MinimiserRecord Beside { get; } = At("0.6 l from its minimum: RI measures the distance", 0.6);

    public static MinimiserRecord Monotone { get; } =
        At("not a minimum: 31 % of slices are monotone", 0.9) with
        {
            MonotoneShare = 0.31,
        };

    public static MinimiserRecord Saddle { get; } =
        At("a saddle region: 25 % of directions curve down", 0.01) with
        {
            CurvedDownShare = 0.25,
        };

    public static MinimiserRecord Flat { get; } = At("not known: no slice shows its curvature", double.NaN);

    /// <summary>Every run solves its problem.</summary>
    public static RunFolder Solved(this RunFolder folder) => folder.Errors(_ => 0.001);

    public static RunFolder Errors(this RunFolder folder, Func<string, double> ofVariant)
    {
        var variants = new Dictionary<string, string>();
        return folder
            .ChangeStudy(study =>
            {
                variants = study.Chains.ToDictionary(c => c.Train, c => c.Variant);
                return study;
            })
            .Change<TrainRecord>(
                "train",
                record =>
                    record with
                    {
                        Final = record.Final with
                        {
                            Errors = new Dictionary<string, double>
                            {
                                ["relativeL2"] = ofVariant(variants[record.Provenance.Key]),
                            },
                        },
                    }
            );
    }

    /// <summary>Of 12 slices so many oscillate; nothing is known of where the points lie.</summary>
    /// <param name="oscillating">Null in records that were not taken apart.</param>
    /// <param name="offset">What the offsets have in the variance of T.</param>
    public static RunFolder Slices(
        this RunFolder folder,
        string variant,
        int? oscillating,
        double offset = 0.9,
        int slices = 12
    ) =>
        folder.Roughness(
            variant,
            (record, _) =>
                record with
                {
                    Oscillation = oscillating is { } count
                        ? new OscillationRecord(
                            count / (double)slices,
                            0,
                            1,
                            count / (double)slices,
                            0,
                            1,
                            count,
                            slices,
                            0
                        )
                        : null,
                    Shares = new VarianceRecord(offset, 1 - offset, 0, slices),
                    Minimiser = null,
                    Valley = null,
                    Influence = new InfluenceRecord(0.1, 0.2, 0.12, 3),
                }
        );

    /// <summary>What the points of a variant are, seed by seed.</summary>
    public static RunFolder Points(this RunFolder folder, string variant, params MinimiserRecord[] bySeed) =>
        folder.Roughness(variant, (record, seed) => record with { Minimiser = bySeed[seed] });

    /// <summary>Valley radii of a variant, seed by seed.</summary>
    public static RunFolder Valleys(this RunFolder folder, string variant, params double[] bySeed) =>
        folder.Roughness(
            variant,
            (record, seed) =>
                record with
                {
                    Valley = new ValleyRadiusRecord(bySeed[seed], 0.8 * bySeed[seed], 1.3 * bySeed[seed], 10, [], 0, 1),
                }
        );

    public static RunFolder Roughness(
        this RunFolder folder,
        string variant,
        Func<RoughnessRecord, int, RoughnessRecord> change
    ) =>
        folder.Change<RoughnessRecord>(
            "roughness",
            record => record.TrainedOn == variant && record.Seed is { } seed ? change(record, (int)seed - 1) : record
        );

    /// <summary>The only ratio of roughness indices, Ritz over Galerkin.</summary>
    public static RunFolder Ratio(this RunFolder folder, double ratio, double lower, double upper) =>
        folder.Change<ComparisonRecord>(
            "comparison",
            record =>
                record with
                {
                    Paired = [],
                    Ratios =
                    [
                        record.Ratios[0] with
                        {
                            Numerator = "ritz",
                            NumeratorAt = "ritz",
                            Denominator = "galerkin",
                            DenominatorAt = "galerkin",
                            Ratio = ratio,
                            IntervalLower = lower,
                            IntervalUpper = upper,
                        },
                    ],
                }
        );

    /// <summary>One more ratio that is paired by seed, Ritz over Galerkin.</summary>
    public static RunFolder Paired(
        this RunFolder folder,
        string quantity,
        double ratio,
        double lower,
        double upper,
        int comparisons = 1
    ) =>
        folder.Change<ComparisonRecord>(
            "comparison",
            record =>
                record with
                {
                    Paired =
                    [
                        .. record.Paired,
                        new PairedFigure(quantity, "ritz", "galerkin", ratio, lower, upper, 2, comparisons, "made up"),
                    ],
                }
        );

    /// <summary>Indices of Ritz at l = 0.1 and 0.3, where those of Galerkin are 1, each known to a tenth.</summary>
    public static RunFolder Swept(this RunFolder folder, double near, double far) =>
        folder
            .Change<SweepRecord>(
                "sweep",
                record =>
                    record with
                    {
                        Rows =
                        [
                            .. record.Rows.Select(row => Known(row, Index(record.Objective, row.Radius, near, far))),
                        ],
                    }
            )
            .Change<ComparisonRecord>(
                "comparison",
                record =>
                    record with
                    {
                        Swept =
                        [
                            .. record.Swept!.Select(s =>
                                s with
                                {
                                    Roughness = Known(Index(s.Objective, s.Radius, near, far)),
                                }
                            ),
                        ],
                    }
            );

    private static double Index(string objective, double radius, double near, double far) =>
        objective != "ritz" ? 1
        : radius < 0.2 ? near
        : far;

    private static SeedFigure Known(double roughness) => new(roughness, 0.9 * roughness, 1.1 * roughness);

    private static SweepRow Known(SweepRow row, double roughness) =>
        row with
        {
            Roughness = roughness,
            IntervalLower = 0.9 * roughness,
            IntervalUpper = 1.1 * roughness,
        };

    private static MinimiserRecord At(string verdict, double offset) =>
        new(
            verdict,
            verdict.StartsWith("at a minimum", StringComparison.Ordinal),
            offset,
            0,
            0,
            null,
            null,
            null,
            null
        );
}
