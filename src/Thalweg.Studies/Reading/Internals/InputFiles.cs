using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Reading;

/// <summary>Finds the files that a study names: beside it, or for the study file of a result folder the copies that it keeps.</summary>
/// <param name="folder">Of the study file.</param>
/// <param name="kept">The copies in the folder.</param>
/// <param name="arePreferred">False where the study was edited: then what lies beside it comes first.</param>
internal sealed class InputFiles(string folder, IReadOnlyList<InputRecord> kept, bool arePreferred)
{
    private readonly List<StudyInput> found = [];

    /// <summary>What was looked for so far, each once.</summary>
    public IReadOnlyList<StudyInput> Found => found;

    /// <summary>Path of a file that is read here.</summary>
    /// <exception cref="InputException">The copy was changed.</exception>
    public string Locate(string name, SourceLocation location)
    {
        var copy = kept.FirstOrDefault(k => k.Command is null && k.Name == name);
        var beside = Path.Combine(folder, name);
        var path = copy is null || (!arePreferred && File.Exists(beside)) ? beside : Whole(copy, location);
        if (!found.Exists(f => f.Command is null && f.Names[0] == name))
        {
            found.Add(new StudyInput([name], folder, null) { Path = path });
        }
        return path;
    }

    /// <summary>The name of a file as the study itself would write it.</summary>
    public string NameOf(string path) =>
        Path.IsPathRooted(path) && !Path.IsPathRooted(folder)
            ? path
            : Path.GetRelativePath(folder.Length == 0 ? "." : folder, path);

    /// <summary>Path of data, which are read where they lie and not copied: keys know their content.</summary>
    public string Beside(string name) => Path.Combine(folder, name);

    /// <summary>The folder in which a command runs.</summary>
    /// <exception cref="InputException">A copy was changed.</exception>
    public string FolderOf(ResolvedCall command)
    {
        var copies = kept.Where(k => k.Command == command.Canonical).ToList();
        if (copies.Count == 0 || (!arePreferred && copies.All(c => File.Exists(Path.Combine(folder, c.Name)))))
        {
            return folder;
        }
        var paths = copies.ConvertAll(copy => Whole(copy, command.Location));
        return paths[0][..^(copies[0].Name.Length + 1)];
    }

    /// <summary>Notes what a command that runs depends on.</summary>
    public void Add(ExternalSource source, string place)
    {
        var command = source.Objective.Canonical;
        if (source.Files.Count > 0 && !found.Exists(f => f.Command == command))
        {
            found.Add(new StudyInput([.. source.Files.Keys], place, command));
        }
    }

    private string Whole(InputRecord copy, SourceLocation location)
    {
        var path = Path.Combine(folder, copy.File);
        return StudyFiles.IsWhole(path, copy)
            ? path
            : throw new InputException(
                $"the copy '{path}' of '{copy.Name}' is missing or was changed; put back the file whose SHA-256 is {copy.Sha256}",
                location
            );
    }
}
