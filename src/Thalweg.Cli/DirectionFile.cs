using Thalweg.Formats.Arrays;
using Thalweg.Landscapes.Directions;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Cli;

/// <summary>Reads raw directions from an array file.</summary>
internal static class DirectionFile
{
    /// <summary>The rows of an <c>.npy</c> array [M, P], or [P] for a single direction.</summary>
    /// <exception cref="InputException">The shape does not fit, or an entry is not finite.</exception>
    /// <exception cref="ArrayFormatException">The file is not an array of real numbers.</exception>
    public static GivenDirections Read(string path, int parameterCount, SourceLocation place)
    {
        var array = NpyFile.Read(path);
        var fits = array.Shape.Length is 1 or 2 && array.Shape[^1] == parameterCount && array.Values.Length > 0;
        if (!fits)
        {
            throw new InputException(
                $"{path}: expected directions of shape [M, {parameterCount}], one per row, found [{string.Join(", ", array.Shape)}]",
                place
            );
        }
        var bad = Array.FindIndex(array.Values, value => !double.IsFinite(value));
        return bad < 0
            ? new GivenDirections(ContentHash.Of(array.Values), DirectionSet.Given(array.Values, parameterCount), path)
            : throw new InputException(
                $"{path}: expected finite numbers, found {CallText.Number(array.Values[bad])} "
                    + $"at [{bad / parameterCount}, {bad % parameterCount}]",
                place
            );
    }
}
