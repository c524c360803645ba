using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources.External;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Sources;

/// <summary>Makes the sources that <c>objective</c> names.</summary>
public static class SourceCatalogue
{
    /// <param name="call">Of the catalogue of objectives.</param>
    /// <param name="folder">Where files that the call names are looked for.</param>
    /// <param name="programs">Owns the processes of losses that other programs compute.</param>
    /// <param name="given">Number of coordinates of a point that somebody gave, or null.</param>
    /// <exception cref="InputException">The call does not fit the point, a file is bad, or a program does not start.</exception>
    public static Source Of(ResolvedCall call, string folder, ExternalPrograms programs, int? given = null)
    {
        ArgumentNullException.ThrowIfNull(call);
        ArgumentNullException.ThrowIfNull(folder);
        ArgumentNullException.ThrowIfNull(programs);
        if (call.Signature == ExternalSignature.Signature)
        {
            return ExternalSource.Of(call, folder, programs);
        }
        var source = new AnalyticSource(call, Objectives.DimensionOf(call, given));
        // A dimension that the formula does not have is told where it is written, not when it is computed.
        _ = Objectives.Create(call, source.Dimension);
        return source;
    }
}
