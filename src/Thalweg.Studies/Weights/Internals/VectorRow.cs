using System.Globalization;
using Thalweg.Formats.Arrays;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Weights;

/// <summary>One row of a stack of flat parameter vectors, as the topography study published its minima: <c>FILE.npy#k</c>.</summary>
internal static class VectorRow
{
    private const string Extension = ".npy";

    public static bool Is(string path) => path.EndsWith(Extension, StringComparison.OrdinalIgnoreCase);

    /// <param name="row">From 0; null where the file has one vector alone.</param>
    /// <exception cref="InputException">There is no such row, or it is not finite.</exception>
    public static double[] Read(string path, string? row, SourceLocation place)
    {
        NpyArray array;
        try
        {
            array = NpyFile.Read(path);
        }
        catch (ArrayFormatException fault)
        {
            throw new InputException(fault.Message, place, fault);
        }
        var (rows, count) = array.Shape switch
        {
            [var length] => (1, length),
            [var stack, var length] => (stack, length),
            _ => throw new InputException(
                $"{path} has {array.Shape.Length} axes, expected one vector of parameters, or rows of them",
                place
            ),
        };
        if (row is null && rows != 1)
        {
            throw new InputException($"{path} has {rows} rows; name one with --row, or as {path}#0", place);
        }
        var chosen = 0;
        if (
            row is not null
            && !(int.TryParse(row, NumberStyles.None, CultureInfo.InvariantCulture, out chosen) && chosen < rows)
        )
        {
            throw new InputException($"{path} has no row {CallText.Show(row)}; its rows are 0 to {rows - 1}", place);
        }
        var vector = array.Values.AsSpan(chosen * count, count).ToArray();
        var bad = Array.FindIndex(vector, value => !double.IsFinite(value));
        return bad < 0
            ? vector
            : throw new InputException(
                $"{path} has a parameter that is not finite at place {bad} of row {chosen}; name another row",
                place
            );
    }
}
