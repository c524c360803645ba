using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Declarations;

/// <summary>One of the things that a study compares: a loss and how it is trained on.</summary>
/// <param name="Label">The shortest text that tells it from the others, or what its author called it.</param>
/// <param name="Slug">The label as a part of file and array names; unique in the study.</param>
/// <param name="Source">The loss that is trained on, its points as they are given.</param>
/// <param name="Overrides">Key by key what the variant sets, in the words of the study; empty where there is one variant.</param>
/// <param name="Location">Where the variant was declared.</param>
public sealed record StudyVariant(
    string Label,
    string Slug,
    Source Source,
    TrainSettings Train,
    IReadOnlyDictionary<string, string> Overrides,
    SourceLocation Location
)
{
    /// <summary>The key of a study that names the formulation of its problem.</summary>
    public const string Formulation = "formulation";

    /// <summary>What the variant sets besides its formulation: variants of two losses with one text are trained alike.</summary>
    public string Treatment =>
        string.Join("; ", Overrides.Where(o => o.Key != Formulation).Select(o => $"{o.Key}: {o.Value}"));
}
