namespace Thalweg.Results.Records;

/// <summary>What <c>study.json</c> says: what a study compares, and which results of the folder belong to it.</summary>
/// <param name="Format">Version of keys and records.</param>
/// <param name="Facts">What all variants share, key by key in the words of the study.</param>
/// <param name="Chains">The training runs, variant by variant, seed by seed.</param>
/// <param name="Tasks">Every result of the study, in the order of computation, the training runs among them.</param>
public sealed record StudyRecord(
    int Format,
    string Name,
    IReadOnlyDictionary<string, string> Facts,
    IReadOnlyList<VariantRecord> Variants,
    IReadOnlyList<ulong> Seeds,
    IReadOnlyList<ChainRecord> Chains,
    IReadOnlyList<TaskRecord> Tasks
);

/// <summary>One training run of a study.</summary>
/// <param name="Train">Key of its result.</param>
/// <param name="Variant">Label of the variant.</param>
public sealed record ChainRecord(string Train, string Variant, ulong Seed);

/// <summary>One result of a study.</summary>
/// <param name="Label">For people, for example <c>train ritz, seed 3</c>.</param>
public sealed record TaskRecord(string Key, string Kind, string Label)
{
    /// <summary>Name of the loss that is looked at, where a result is of one.</summary>
    public string? Loss { get; init; }
}
