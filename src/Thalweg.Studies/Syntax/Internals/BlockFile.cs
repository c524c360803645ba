namespace Thalweg.Studies.Syntax;

/// <summary>An entry of a catalogue in a file of its own: a group of keys, or a file with such a group under the name of the axis.</summary>
internal static class BlockFile
{
    /// <summary>What the text of such a file's name looks like: a regular expression without anchors.</summary>
    public const string Pattern = @"[^\s()]+\.ya?ml";

    public static bool IsNamed(string text) =>
        (
            text.TrimEnd().EndsWith(".yaml", StringComparison.Ordinal)
            || text.TrimEnd().EndsWith(".yml", StringComparison.Ordinal)
        ) && !text.Contains('(', StringComparison.Ordinal);

    /// <param name="path">From the folder of the study that names it, else from the current folder.</param>
    /// <exception cref="InputException">The file cannot be read, or holds no entry.</exception>
    public static ResolvedCall Read(Catalogue catalogue, string path, SourceLocation location)
    {
        var found =
            location.Line > 0 && Path.GetDirectoryName(location.Source) is { Length: > 0 } folder
                ? Path.Combine(folder, path)
                : path;
        try
        {
            var tree = YamlReader.Read(YamlReader.ReadFile(found), found);
            if (tree is YamlMapping { Entries: var entries })
            {
                foreach (var (key, value) in entries)
                {
                    if (key.Text == catalogue.Axis)
                    {
                        return YamlCall.Resolve(catalogue, value);
                    }
                }
            }
            return YamlCall.Resolve(catalogue, tree);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"{fault.Message}; give the path of a file with {catalogue.Article} {catalogue.Axis}",
                location,
                fault
            );
        }
    }
}
