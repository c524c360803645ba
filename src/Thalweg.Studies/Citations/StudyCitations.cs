using Thalweg.Studies.Declarations;
using Thalweg.Studies.Reading;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Citations;

/// <summary>The references of what a study uses.</summary>
public static class StudyCitations
{
    /// <returns>Keys of <c>docs/references.bib</c>, each once, in ordinal order: those of the problems, formulations, quadratures, samplers, weightings,
    /// initializers, optimizers, line searches, schedules and analyses that the study names or takes by default.</returns>
    public static IReadOnlyList<string> Of(Study study)
    {
        ArgumentNullException.ThrowIfNull(study);
        return
        [
            .. study
                .Variants.SelectMany(Calls)
                .Concat(study.Analyses)
                .SelectMany(KeysOf)
                .Concat(CitationTable.Always)
                .Distinct(StringComparer.Ordinal)
                .Order(StringComparer.Ordinal),
        ];
    }

    private static IEnumerable<ResolvedCall> Calls(StudyVariant variant)
    {
        ResolvedCall?[] others =
        [
            variant.Train.Initializer,
            variant.Train.Sampler,
            variant.Train.Weighting,
            variant.Train.Schedule,
            variant.Train.Stop,
        ];
        return variant
            .Source.Parts.Select(p => p.Value)
            .Concat(variant.Train.Optimizer.Calls)
            .Concat(others.OfType<ResolvedCall>());
    }

    private static IEnumerable<string> KeysOf(ResolvedCall call)
    {
        var axis = AllCatalogues.InOrder.FirstOrDefault(c => c.Signatures.Contains(call.Signature))?.Axis;
        return CitationTable
            .All.Where(c => axis is not null && c.IsOf(axis, call))
            .SelectMany(c => c.Keys)
            .Concat(call.Calls.SelectMany(KeysOf));
    }
}
