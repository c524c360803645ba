using Thalweg.Numerics.Random;

namespace Thalweg.Landscapes.Topology;

/// <summary>A figure of a surface beside those of random surfaces that are like it but for their shape.</summary>
/// <param name="Observed">Of the surface.</param>
/// <param name="Median">Of the random surfaces.</param>
/// <param name="Lower">2.5 % of them lie below.</param>
/// <param name="Upper">2.5 % lie above.</param>
/// <param name="AtLeast">(1 + those with no less than the observed figure) / (1 + their number): the p-value of "more than chance".</param>
/// <param name="AtMost">The same for "less than chance".</param>
public sealed record NullComparison(
    double Observed,
    double Median,
    double Lower,
    double Upper,
    double AtLeast,
    double AtMost
);

/// <summary>A null model of basins: would a random surface with the same bowl and the same spectrum have as many?</summary>
/// <remarks>
/// The surface is split into the paraboloid that fits it best and a rest. Each random surface is that paraboloid and a rest whose cosine
/// coefficients (DCT-II) have the sizes of the true ones and random signs: same variance at every wavelength, and else no structure. What differs
/// from chance is what a spectrum does not say; no more than that is claimed. Cost: n₁ n₂ (n₁ + n₂) for each surface, no losses.
/// </remarks>
public static class MatchedSurfaces
{
    /// <summary>Random surfaces at least: fewer have no interval of 95 %.</summary>
    public const int Fewest = 19;

    /// <summary>Basins deeper than a lifetime but for the deepest, and the sum of their depths.</summary>
    /// <param name="grid">Two axes, finite losses.</param>
    /// <param name="count">Random surfaces, <see cref="Fewest"/> or more.</param>
    /// <param name="lifetime">Basins that are no deeper are not counted.</param>
    /// <exception cref="ArgumentException">The grid has another number of axes, or a loss that is not finite.</exception>
    /// <exception cref="OperationCanceledException">Cancelled.</exception>
    public static (NullComparison Basins, NullComparison Depth) Compare(
        LossGrid grid,
        GridNeighbours neighbours,
        int count,
        double lifetime,
        RandomStream stream,
        CancellationToken cancellation = default
    )
    {
        ArgumentNullException.ThrowIfNull(grid);
        ArgumentNullException.ThrowIfNull(stream);
        if (grid.Shape.Count != 2 || grid.NonFinite > 0)
        {
            throw new ArgumentException(
                grid.Shape.Count != 2
                    ? $"grid has {grid.Shape.Count} axes, expected 2"
                    : $"grid has {grid.NonFinite} losses that are not finite, expected none: take a smaller range",
                nameof(grid)
            );
        }
        ArgumentOutOfRangeException.ThrowIfLessThan(count, Fewest);
        var bowl = Paraboloid.Fit(grid.Values.Span, grid.Shape[0], grid.Shape[1]);
        var (rows, columns) = (new CosineTransform(grid.Shape[0]), new CosineTransform(grid.Shape[1]));
        var rest = new double[bowl.Length];
        for (var i = 0; i < rest.Length; i++)
        {
            rest[i] = grid.Values.Span[i] - bowl[i];
        }
        var coefficients = CosineTransform.Forward(rest, rows, columns);
        var (basins, depths) = (new double[count], new double[count]);
        var signed = new double[rest.Length];
        for (var k = 0; k < count; k++)
        {
            cancellation.ThrowIfCancellationRequested();
            for (var i = 0; i < signed.Length; i++)
            {
                // The mean stays.
                signed[i] = i > 0 && stream.NextInt(2) == 0 ? -coefficients[i] : coefficients[i];
            }
            var surface = CosineTransform.Backward(signed, rows, columns);
            for (var i = 0; i < surface.Length; i++)
            {
                surface[i] += bowl[i];
            }
            (basins[k], depths[k]) = Figures(new LossGrid(surface, grid.Shape));
        }
        var (observedBasins, observedDepth) = Figures(grid);
        return (Beside(observedBasins, basins), Beside(observedDepth, depths));

        (double Basins, double Depth) Figures(LossGrid of)
        {
            var found = Persistence
                .Of(of, neighbours, cancellation: cancellation)
                .Basins.Where(b => double.IsFinite(b.Depth) && b.Depth > lifetime)
                .ToList();
            return (found.Count, found.Sum(b => b.Depth));
        }
    }

    private static NullComparison Beside(double observed, double[] random)
    {
        var ordered = (double[])random.Clone();
        Array.Sort(ordered);
        double At(double share) => ordered[(int)Math.Round(share * (ordered.Length - 1))];
        return new NullComparison(
            observed,
            At(0.5),
            At(0.025),
            At(0.975),
            (1.0 + ordered.Count(x => x >= observed)) / (1 + ordered.Length),
            (1.0 + ordered.Count(x => x <= observed)) / (1 + ordered.Length)
        );
    }
}
