using System.Text.Json;
using Thalweg.Formats.Files;

namespace Thalweg.Reports;

/// <summary>
/// The files that a page was written as, named in <c>report.json</c>: when the next page has other figures and tables, those of the
/// last one go, and files that somebody else put there stay.
/// </summary>
internal sealed class WrittenFiles(string folder)
{
    private readonly string list = Path.Combine(folder, "report.json");
    private readonly List<string> former = [.. Read(Path.Combine(folder, "report.json"))];
    private readonly List<string> names = [];

    /// <summary>The files as they come, and after them the list of their names.</summary>
    public IEnumerable<KeyValuePair<string, byte[]>> Noting(IEnumerable<KeyValuePair<string, byte[]>> files)
    {
        foreach (var file in files)
        {
            names.Add(Path.GetRelativePath(folder, file.Key).Replace('\\', '/'));
            yield return file;
        }
        yield return new(list, JsonSerializer.SerializeToUtf8Bytes([.. names], FileNames.Default.StringArray));
    }

    /// <summary>Removes what belongs to the former page alone.</summary>
    public void RemoveOthers()
    {
        foreach (var name in former.Except(names, StringComparer.Ordinal).Where(IsExhibit))
        {
            DurableFile.Discard(Path.Combine(folder, name));
        }
    }

    // A list of somebody else must not name files elsewhere.
    private static bool IsExhibit(string name) =>
        name.Split('/') is [var place, var file]
        && (
            (place == "figures" && file.EndsWith(".svg", StringComparison.Ordinal))
            || (place == "tables" && file.EndsWith(".csv", StringComparison.Ordinal))
        )
        && file.AsSpan().IndexOfAny('\\', ':') < 0;

    private static string[] Read(string path)
    {
        try
        {
            return
            [
                .. (
                    JsonSerializer.Deserialize(RegularFile.ReadAllBytes(path), FileNames.Default.StringArray) ?? []
                ).OfType<string>(),
            ];
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return [];
        }
    }
}
