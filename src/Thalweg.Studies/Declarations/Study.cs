using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Declarations;

/// <summary>A declared set of runs and analyses, checked and with every default filled in.</summary>
/// <remarks>
/// Equal meaning gives equal canonical texts of all calls; <see cref="Path"/>, labels and the locations inside calls serve
/// people only and enter no key of a training or of an analysis of one.
/// </remarks>
public sealed record Study
{
    /// <summary>Path of the file, for messages.</summary>
    public required string Path { get; init; }

    /// <summary>The study file as it was read.</summary>
    public required string Text { get; init; }

    /// <summary>The files that the study reads.</summary>
    public required IReadOnlyList<StudyInput> Inputs { get; init; }

    public required string Name { get; init; }

    /// <summary>At least one, labels all different.</summary>
    public required IReadOnlyList<StudyVariant> Variants { get; init; }

    /// <summary>At least one, all different; each gives one training chain per variant.</summary>
    public required IReadOnlyList<ulong> Seeds { get; init; }

    /// <summary>Seed of the directions of all analyses.</summary>
    public required ulong Seed { get; init; }

    /// <summary>In the order written, all different.</summary>
    public required IReadOnlyList<ResolvedCall> Analyses { get; init; }

    /// <summary>What all variants share, key by key in the words of the study.</summary>
    public required IReadOnlyDictionary<string, string> Facts { get; init; }
}
