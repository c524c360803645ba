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
                    if (key.Text != catalogue.Axis)
                    {
                        continue;
                    }
                    if (entries.FirstOrDefault(e => e.Key.Text != catalogue.Axis) is { Key: { } other })
                    {
                        throw new InputException(
                            $"expected nothing beside '{catalogue.Axis}' in a file of {catalogue.Article} {catalogue.Axis}, found '{other.Text}'; indent it, or leave it out",
                            other.Location
                        );
                    }
                    return value is YamlText { IsNull: false } text && IsNamed(text.Text)
                        ? throw new InputException(
                            $"expected {catalogue.Article} {catalogue.Axis}, found the name of another file; write the {catalogue.Axis} here",
                            value.Location
                        )
                        : YamlCall.Resolve(catalogue, value);
                }
            }
            return YamlCall.Resolve(catalogue, tree);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new InputException(
                $"{fault.Message.TrimEnd('.')}; give the path of a file with {catalogue.Article} {catalogue.Axis}",
                location,
                fault
            );
        }
    }
}
