using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Citations;

/// <summary>What a piece of a study rests on.</summary>
/// <param name="Axis">Axis of the catalogue, such as <c>optimizer</c>.</param>
/// <param name="Name">Name of the entry.</param>
/// <param name="Keys">Keys of <c>docs/references.bib</c>.</param>
internal sealed record Citation(string Axis, string Name, params string[] Keys)
{
    /// <summary>Option and value that it depends on, or null.</summary>
    public (string Name, string Value)? Option { get; init; }

    public bool IsOf(string axis, ResolvedCall call) =>
        axis == Axis && call.Name == Name && (Option is not { } option || call.TextOf(option.Name) == option.Value);
}
