using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Evaluation;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Roughness;

/// <summary>Two measurements on the same raw directions and the ratio of their indices.</summary>
public sealed record PairedRoughness(RoughnessResult Numerator, RoughnessResult Denominator, PairedRatio Ratio)
{
    /// <summary>
    /// Measures two objectives, each around its own centre. On shared directions the ratio of the two indices is known better
    /// than either of them. Cost: 2 M (m + 1) values.
    /// </summary>
    /// <param name="numeratorCentre">[P].</param>
    /// <param name="denominatorCentre">[P]; may be the same.</param>
    public static PairedRoughness Measure(
        IObjective numerator,
        ReadOnlyMemory<double> numeratorCentre,
        IObjective denominator,
        ReadOnlyMemory<double> denominatorCentre,
        RoughnessOptions options,
        WorkerTeam team,
        DirectionSet? directions = null,
        IProgress<LandscapeProgress>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(numerator);
        ArgumentNullException.ThrowIfNull(denominator);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(team);
        var first = progress is null ? null : new PartProgress(progress, 0, 2);
        var second = progress is null ? null : new PartProgress(progress, 1, 2);
        var upper = RoughnessIndex.Measure(numerator, numeratorCentre, options, team, directions, first);
        var lower = RoughnessIndex.Measure(denominator, denominatorCentre, options, team, directions, second);
        var ratio =
            double.IsNaN(upper.Summary.Roughness) || double.IsNaN(lower.Summary.Roughness)
                ? PairedRatio.Unknown("an index is not known")
                : PairedRatio.Of([upper.TotalVariations], [lower.TotalVariations], options.Seed);
        return new PairedRoughness(upper, lower, ratio);
    }
}
