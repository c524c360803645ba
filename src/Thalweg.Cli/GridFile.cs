using Thalweg.Formats.Arrays;
using Thalweg.Formats.Files;
using Thalweg.Studies.Syntax;

namespace Thalweg.Cli;

/// <summary>Arrays of a file that is named on the command line.</summary>
internal static class GridFile
{
    /// <summary>The arrays of an archive by name, or the only one of an <c>.npy</c> file under an empty name.</summary>
    /// <exception cref="InputException">There is no such file.</exception>
    /// <exception cref="ArrayFormatException">The file holds no arrays of real numbers.</exception>
    public static IReadOnlyDictionary<string, NpyArray> ReadAll(string path)
    {
        Span<byte> start = stackalloc byte[2];
        using (var stream = RegularFile.OpenRead(path))
        {
            stream.ReadAtLeast(start, start.Length, throwOnEndOfStream: false);
        }
        return start.SequenceEqual("PK"u8)
            ? NpzFile.Read(path)
            : new Dictionary<string, NpyArray> { [""] = NpyFile.Read(path) };
    }

    /// <summary>Losses on a grid of one to three axes; axes of one vertex are left out.</summary>
    /// <param name="name">Of the array; null for the only one, or <c>loss</c>.</param>
    /// <exception cref="InputException">There is no such array, or it is no grid.</exception>
    public static (string Name, NpyArray Losses) Read(string path, string? name, SourceLocation place)
    {
        var arrays = ReadAll(path);
        var chosen =
            name
            ?? (
                arrays.Count == 1 ? arrays.Keys.First()
                : arrays.ContainsKey("loss") ? "loss"
                : null
            );
        if (chosen is null || !arrays.TryGetValue(chosen, out var array))
        {
            throw new InputException(
                $"{path}: expected an array {(name is null ? "'loss'" : CallText.Show(name))}, found {string.Join(", ", arrays.Keys.Select(key => CallText.Show(key)))}; name one with --array",
                place
            );
        }
        int[] shape = [.. array.Shape.Where(n => n != 1)];
        if (shape.Length > 3 || array.Values.Length < 2)
        {
            throw new InputException(
                $"{path}: expected a grid of one to three axes, found an array {CallText.Show(chosen)} of shape [{string.Join(", ", array.Shape)}]",
                place
            );
        }
        return (
            chosen.Length == 0 ? Path.GetFileNameWithoutExtension(path) : chosen,
            new NpyArray(shape, array.Values)
        );
    }
}
