using Thalweg.Formats.Arrays;
using Thalweg.Landscapes.Slices;

namespace Thalweg.Cli;

/// <summary>What a verb says of the losses of a slice.</summary>
internal static class SliceSummary
{
    /// <summary>The share of lines, or the plane, that rounding hides, by name of the loss.</summary>
    public static KeyValuePair<string, double>[] NotResolved(
        IReadOnlyDictionary<string, IReadOnlyList<double?>> bounds
    ) =>
        [
            .. bounds.Select(b =>
                KeyValuePair.Create(
                    b.Key,
                    b.Value.Count(bound => bound > SlicedValues.LargestBound) / (double)b.Value.Count
                )
            ),
        ];

    /// <summary>The lowest or the highest of the losses that are finite, by name of the loss.</summary>
    public static KeyValuePair<string, double>[] Extremes(
        IReadOnlyList<string> names,
        List<NpyArray> losses,
        Func<double, double, double> choose
    ) =>
        [
            .. names.Zip(
                losses,
                (name, loss) =>
                    KeyValuePair.Create(
                        name,
                        loss.Values.Where(double.IsFinite).DefaultIfEmpty(double.NaN).Aggregate(choose)
                    )
            ),
        ];
}
