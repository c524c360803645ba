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
)
{
    /// <summary>SHA-256 of the study file, in lower-case hex; null where its text is not known.</summary>
    public string? Text { get; init; }

    /// <summary>The files that the study reads, as the folder keeps them.</summary>
    public IReadOnlyList<InputRecord> Inputs { get; init; } = [];

    /// <summary>Sentences on what the keys of its results do not cover.</summary>
    public IReadOnlyList<string> Notes
    {
        get;
        // A list that an earlier version did not write is read as null.
        init => field = value ?? [];
    } = [];
}

/// <summary>A file that a study reads.</summary>
/// <param name="Name">As the study calls it.</param>
/// <param name="Sha256">Of its bytes, in lower-case hex.</param>
/// <param name="File">The copy, relative to the result folder; <c>inputs/HASH.npz</c>.</param>
public sealed record InputRecord(string Name, string Sha256, string File)
{
    /// <summary>The command that reads it, which runs in the folder of its copies; null for a file that is read here.</summary>
    public string? Command { get; init; }
}

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

    /// <summary>Place of the training run that it hangs on among <see cref="StudyRecord.Chains"/>, from 0; null for a comparison.</summary>
    public int? Chain { get; init; }
}
