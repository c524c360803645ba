using PureHDF;
using Thalweg.Formats.Arrays;

namespace Thalweg.Cli.Exports;

/// <summary>The arrays of one result.</summary>
/// <param name="Name">Of the group, for example <c>train ritz, seed 3</c>.</param>
/// <param name="Attributes">Texts and whole numbers beside the arrays.</param>
internal sealed record HdfGroup(
    string Name,
    IReadOnlyList<KeyValuePair<string, object>> Attributes,
    IReadOnlyDictionary<string, NpyArray> Arrays
);

/// <summary>Writes arrays as HDF5: a group for each result, a float64 dataset for each array.</summary>
internal static class HdfFile
{
    /// <exception cref="IOException">The file cannot be written.</exception>
    public static void Write(
        string path,
        IReadOnlyList<KeyValuePair<string, object>> attributes,
        IEnumerable<HdfGroup> groups
    )
    {
        var file = new H5File();
        Add(file, attributes);
        foreach (var group in groups)
        {
            var content = new H5Group();
            Add(content, group.Attributes);
            foreach (var (name, array) in group.Arrays)
            {
                ulong[] shape = [.. array.Shape.Select(n => (ulong)n)];
                content[name] = new H5Dataset(array.Values, fileDims: shape);
            }
            file[Unique(file, group.Name)] = content;
        }
        file.Write(path);
    }

    private static void Add(H5Group group, IReadOnlyList<KeyValuePair<string, object>> attributes)
    {
        foreach (var (name, value) in attributes)
        {
            group.Attributes[name] = value;
        }
    }

    // A slash divides groups.
    private static string Unique(H5Group file, string name)
    {
        var plain = name.Replace('/', '|');
        var unique = plain;
        for (var n = 2; file.ContainsKey(unique); n++)
        {
            unique = $"{plain} ({n})";
        }
        return unique;
    }
}
