namespace Thalweg.Studies.Declarations;

/// <summary>A file that a study reads, or the files of a command that it runs.</summary>
/// <param name="Names">As the study calls them.</param>
/// <param name="Folder">Where relative names start.</param>
/// <param name="Command">The command that reads them; null for a file that is read here.</param>
public sealed record StudyInput(IReadOnlyList<string> Names, string Folder, string? Command)
{
    /// <summary>Where a file of points was found, which may be a copy of another name.</summary>
    public string? Path { get; init; }
}
