namespace Thalweg.Landscapes.Roughness;

/// <summary>A place in the order of slices from the one that goes up and down most to the one that is most like a valley around the centre.</summary>
public enum SliceRank
{
    Worst,
    Median,
    Best,
}

/// <summary>One of three slices that stand for all: of the largest O (humps and what is below its rounding bound count as 0) and, where O is
/// equal, of the smallest valley part U; the other end of that order; and its middle.</summary>
/// <param name="Direction">Which one, from 0.</param>
/// <param name="Losses">L_0 … L_m; of a refined slice with more than 400 intervals every second one, fourth one and so on, as far as the grid
/// before refinement.</param>
/// <param name="Parabola">[c₀, c₁, c₂] of the least-squares quadratic c₀ + c₁ t/l + c₂ (t/l)² over all points; null for fewer than three.</param>
public sealed record RankedSlice(
    SliceRank Rank,
    int Direction,
    IReadOnlyList<double> Losses,
    IReadOnlyList<double>? Parabola
)
{
    public IReadOnlyList<double> Losses { get; } = Losses ?? throw new ArgumentNullException(nameof(Losses));

    /// <summary>Worst, median and best, without those that would be named twice; none where no slice is resolved. Cost: a sort.</summary>
    /// <param name="slices">One by direction.</param>
    /// <param name="of">Losses and parabola by direction.</param>
    internal static IReadOnlyList<RankedSlice> Of(
        SliceVariation[] slices,
        Func<int, (double[] Losses, double[]? Parabola)> of
    )
    {
        int[] order =
        [
            .. Enumerable
                .Range(0, slices.Length)
                .Where(k => slices[k].Parts is not null)
                .OrderByDescending(k => slices[k].Parts is { IsOscillating: true } parts ? parts.Oscillation : 0)
                .ThenBy(k => slices[k].Parts!.Valley),
        ];
        (SliceRank Rank, int Place)[] places = order.Length switch
        {
            0 => [],
            1 => [(SliceRank.Worst, 0)],
            2 => [(SliceRank.Worst, 0), (SliceRank.Best, 1)],
            var n => [(SliceRank.Worst, 0), (SliceRank.Median, n / 2), (SliceRank.Best, n - 1)],
        };
        return
        [
            .. from place in places
            let direction = order[place.Place]
            let slice = of(direction)
            select new RankedSlice(place.Rank, direction, slice.Losses, slice.Parabola),
        ];
    }
}
