namespace Thalweg.Formats.Weights;

/// <summary>The dictionary of tensors that is read.</summary>
/// <param name="Entries">By name; some may be no tensors of parameters.</param>
/// <param name="Notes">Sentences on what was chosen.</param>
internal sealed record ChosenState(IEnumerable<KeyValuePair<string, object?>> Entries, IReadOnlyList<string> Notes);
