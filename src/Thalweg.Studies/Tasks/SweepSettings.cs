using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tasks;

/// <summary>The settings of a <c>sweep</c>: one of M, m and l is varied at a time.</summary>
internal static class SweepSettings
{
    /// <summary>The others stay at the entry in the middle of their lists (the lower one of two). A setting that the lists
    /// share is listed once.</summary>
    public static IReadOnlyList<RoughnessSampling> Of(ResolvedCall analysis)
    {
        var directions = analysis.Integers("directions");
        var intervals = analysis.Integers("intervals");
        var radii = analysis.Numbers("radius");
        var standard = new RoughnessSampling(
            Middle(directions),
            Middle(intervals),
            Middle(radii),
            analysis.Word("normalize"),
            analysis.Word("bias")
        );
        return
        [
            .. directions
                .Select(count => standard with { Directions = count })
                .Concat(intervals.Select(count => standard with { Intervals = count }))
                .Concat(radii.Select(radius => standard with { Radius = radius }))
                .Distinct(),
        ];
    }

    private static T Middle<T>(IReadOnlyList<T> values) => values[(values.Count - 1) / 2];
}
