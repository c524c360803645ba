using Thalweg.Formats.Arrays;
using Thalweg.Results.Records;

namespace Thalweg.Cli;

/// <summary>The arrays of a slice as its own file holds them: one objective needs no name, a single line no axis of lines.</summary>
internal static class SliceFile
{
    /// <param name="slugs">Names of the objectives inside array names.</param>
    public static IEnumerable<KeyValuePair<string, NpyArray>> Arrays(
        IReadOnlyList<KeyValuePair<string, NpyArray>> arrays,
        IReadOnlyList<string> slugs
    ) =>
        arrays.Select(a => KeyValuePair.Create(Name(a.Key, slugs), new NpyArray(Shape(a.Value.Shape), a.Value.Values)));

    public static int[] Shape(IReadOnlyList<int> shape) => shape is [1, var n] ? [n] : [.. shape];

    private static string Name(string name, IReadOnlyList<string> slugs)
    {
        if (slugs is not [var only])
        {
            return name;
        }
        return name == SliceArrays.Loss(only) ? "loss"
            : name.StartsWith(SliceArrays.Term(only, ""), StringComparison.Ordinal)
                ? "term_" + name[SliceArrays.Term(only, "").Length..]
            : name == SliceArrays.Gradient(only) ? "gradient"
            : name == SliceArrays.Curve(only) ? "curve"
            : name;
    }
}
