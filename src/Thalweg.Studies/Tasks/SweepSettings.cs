using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tasks;

/// <summary>The settings of a <c>sweep</c>: one of M, m and l is varied at a time.</summary>
internal static class SweepSettings
{
    /// <summary>The others stay at the defaults of <c>roughness</c>. A setting that the lists share is listed once.</summary>
    public static IReadOnlyList<RoughnessSampling> Of(ResolvedCall analysis)
    {
        var directions = analysis.Integers("directions");
        var intervals = analysis.Integers("intervals");
        var radii = analysis.Numbers("radius");
        var usual = Analyses.Catalogue.Resolve("roughness", analysis.Location);
        var standard = new RoughnessSampling(
            usual.Integer("directions"),
            usual.Integer("intervals"),
            usual.Number("radius"),
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
}
