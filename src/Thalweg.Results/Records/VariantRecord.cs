namespace Thalweg.Results.Records;

/// <summary>One of the things that a study compares.</summary>
/// <param name="Label">The shortest text that tells it from the others, or what its author called it.</param>
/// <param name="Slug">The label as a part of file names.</param>
/// <param name="Loss">Name of the loss that it is trained on; variants with one name are trained on one loss.</param>
public sealed record VariantRecord(string Label, string Slug, string Loss)
{
    /// <summary>What the variant sets, key by key in the words of the study; null where the record does not tell.</summary>
    public IReadOnlyDictionary<string, string>? Overrides { get; init; }
}
