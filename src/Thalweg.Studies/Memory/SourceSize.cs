namespace Thalweg.Studies.Memory;

/// <summary>How large a loss is, estimated without making it.</summary>
/// <param name="Parameters">P.</param>
/// <param name="Rows">Residuals, or rows of the second variation, as far as there are any.</param>
/// <param name="Work">Points × parameters of one loss, or what costs as much: it decides how threads are used and how often states are
/// saved, never a result.</param>
/// <param name="Parts">What one objective takes.</param>
public sealed record SourceSize(int Parameters, long Rows, long Work, IReadOnlyList<MemoryPart> Parts);
