namespace Thalweg.Studies.Syntax;

/// <summary>What the value of a study key looks like.</summary>
internal abstract record StudyValue
{
    private StudyValue() { }

    /// <summary>A name that can be a folder name.</summary>
    public sealed record Identifier : StudyValue;

    /// <summary>One entry of a catalogue.</summary>
    public sealed record One(Catalogue Catalogue) : StudyValue;

    /// <summary>One entry of a catalogue, or several one after the other in one text.</summary>
    public sealed record Sequence(Catalogue Catalogue) : StudyValue;

    /// <summary>One or several different entries of a catalogue.</summary>
    public sealed record Many(Catalogue Catalogue) : StudyValue;

    /// <summary>One of a few words.</summary>
    public sealed record Word(IReadOnlyList<string> Words) : StudyValue;

    /// <summary>A whole number.</summary>
    public sealed record Whole(long Minimum, long Maximum) : StudyValue;

    /// <summary>A list of steps of training.</summary>
    public sealed record Steps : StudyValue;

    /// <summary><c>1..5</c>, a number, or a list of both.</summary>
    public sealed record Seeds : StudyValue;

    /// <summary>Labels with keys that each sets, or one key with a list of values.</summary>
    public sealed record Compare(IReadOnlyList<StudyKey> Keys) : StudyValue;

    /// <summary>A group of further keys.</summary>
    public sealed record Section(IReadOnlyList<StudyKey> Keys) : StudyValue;
}

/// <summary>The declaration of one key of a study file: it drives reading, messages and the schema.</summary>
/// <param name="Default">Text that stands for an absent key, or null where the key is required.</param>
internal sealed record StudyKey(string Name, string Description, string? Default, StudyValue Value)
{
    /// <summary>True where the key may be absent though nothing stands for it.</summary>
    public bool IsOptional { get; init; }

    public bool IsRequired => Default is null && !IsOptional;
}
