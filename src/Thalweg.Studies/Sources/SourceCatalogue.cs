using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Sources;

/// <summary>Makes the sources that <c>objective</c> names.</summary>
public static class SourceCatalogue
{
    /// <param name="call">Of the catalogue of objectives.</param>
    /// <param name="folder">Where files that the call names are looked for.</param>
    /// <param name="given">Number of coordinates of a point that somebody gave, or null.</param>
    /// <exception cref="InputException">The call does not fit the point, or a file is bad.</exception>
    public static Source Of(ResolvedCall call, string folder, int? given = null)
    {
        var source = new AnalyticSource(call, Objectives.DimensionOf(call, given));
        // A dimension that the formula does not have is told where it is written, not when it is computed.
        _ = Objectives.Create(call, source.Dimension);
        return source;
    }
}
