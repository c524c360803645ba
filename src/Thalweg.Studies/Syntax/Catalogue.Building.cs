namespace Thalweg.Studies.Syntax;

/// <summary>A declaration with what builds the thing declared.</summary>
public sealed record CatalogueEntry<TBuild>(Signature Signature, TBuild Build)
    where TBuild : Delegate;

/// <summary>A catalogue whose entries can be built.</summary>
/// <typeparam name="TBuild">A function from the resolved call, and what else the axis needs, to the thing.</typeparam>
public sealed class Catalogue<TBuild>(
    string axis,
    string plural,
    string description,
    IReadOnlyList<CatalogueEntry<TBuild>> entries
)
    : Catalogue(
        axis,
        plural,
        description,
        [.. (entries ?? throw new ArgumentNullException(nameof(entries))).Select(e => e.Signature)]
    )
    where TBuild : Delegate
{
    /// <summary>The builder of the entry that <paramref name="call"/> names.</summary>
    public TBuild Builder(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return entries.First(e => e.Signature.Name == call.Name).Build;
    }
}
