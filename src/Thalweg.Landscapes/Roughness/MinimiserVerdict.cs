using System.Globalization;
using Thalweg.Landscapes.Curvature;
using Thalweg.Numerics.Statistics;

namespace Thalweg.Landscapes.Roughness;

/// <summary>Whether slices are centred at a minimum, as far as they are wide.</summary>
/// <param name="Text">One phrase, in units of l: <c>at a minimum to within 0.02 l</c>.</param>
/// <param name="IsMinimum">Whether it says so.</param>
/// <param name="Offset">Median |τ| as slope and curvature at the centre predict it, over the directions of positive curvature; NaN without any.</param>
/// <param name="Monotone">Share of the slices that only fall or only rise.</param>
/// <param name="CurvedDown">Share of the directions whose curvature at the centre is negative beyond its error.</param>
public sealed record MinimiserVerdict(string Text, bool IsMinimum, double Offset, double Monotone, double CurvedDown)
{
    /// <summary>Up to this offset U of a parabola is that of a centred one within a fifth.</summary>
    public const double LargestOffset = 0.05;

    /// <summary>Nothing nearer is told apart.</summary>
    public const double LeastOffset = 0.001;

    /// <summary>With so many slices that only fall or rise, the centre is no minimum at this l.</summary>
    public const double LargestMonotone = 0.3;

    /// <summary>
    /// By these rules, the first that holds: a direction of negative curvature makes a saddle region; with
    /// <see cref="LargestMonotone"/> of the slices monotone it is no minimum; with an offset above
    /// <see cref="LargestOffset"/> it lies beside one; where Newton's step promises more than the slices rise by, it is
    /// none in directions that they do not show; else it is one.
    /// </summary>
    /// <param name="slices">One by direction; those without parts are left out.</param>
    /// <param name="local">Gradient and Hessian at the centre; null where they are not known, and the verdict rests on the slices.</param>
    public static MinimiserVerdict Of(IReadOnlyList<SliceVariation> slices, LocalQuadratic? local)
    {
        ArgumentNullException.ThrowIfNull(slices);
        SliceParts[] parts = [.. slices.Select(slice => slice.Parts).OfType<SliceParts>()];
        double[] offsets = [.. parts.Select(p => p.PredictedOffset).OfType<double>().Select(Math.Abs)];
        var (offset, monotone, down) = (
            Descriptive.Median(offsets),
            Share(parts, p => p.IsMonotone),
            Share(parts, p => p.IsCurvedDown)
        );
        var rise = Descriptive.Median([.. parts.Select(p => p.Range)]);
        var isFar = local?.Decrement is { } promised && promised > rise;
        var text =
            down > 0 ? Say($"a saddle region: {Percent(down)} of directions curve down")
            : offsets.Length == 0 ? "not known: no slice shows its curvature"
            : monotone >= LargestMonotone ? Say($"not a minimum: {Percent(monotone)} of slices are monotone")
            : offset > LargestOffset ? Say($"{offset:G2} l from its minimum: RI measures the distance")
            : isFar ? Say($"not a minimum: a Newton step promises {local!.Decrement:G2}, more than slices rise by")
            : Say($"at a minimum to within {Math.Max(offset, LeastOffset):G1} l");
        return new MinimiserVerdict(
            text,
            !(down > 0 || monotone >= LargestMonotone || !(offset <= LargestOffset) || isFar),
            offset,
            monotone,
            down
        );
    }

    private static double Share(SliceParts[] parts, Func<SliceParts, bool> holds) =>
        parts.Count(holds) / (double)parts.Length;

    private static string Percent(double share) =>
        share is > 0 and < 0.005 ? Say($"{100 * share:G1} %") : Say($"{100 * share:0} %");

    private static string Say(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
