namespace Thalweg.Landscapes.Passes;

/// <summary>How rough a landscape is by its minima and the passes between them: what has to be climbed on the way down to the lowest one.</summary>
/// <remarks>
/// <para>For each minimum α but the lowest, 0, with H_α the height of the lowest known way between the two: frustration is the mean of
/// (H_α − L_0)/(L_α − L_0) [DeSouza2017], of all minima alike where that index weighs them by their occupation at a temperature; climb the mean of
/// (H_α − L_α)/(H_α − L_0). A funnel, where nothing has to be climbed, has 1 and 0; frustration grows without bound, climb up to 1, as minima that are no deeper than others stand behind high
/// passes. Neither depends on the unit of the loss, on a constant added to it, or on the coordinates; both depend on which minima are known.
/// [Dicks2024] takes such indices of surfaces fitted to data for their roughness.</para>
/// </remarks>
/// <param name="Frustration">Null where there is no other minimum with a way to the lowest; ∞ where one is as low, to 1e-9 of 1 + |L_0|, and apart.</param>
/// <param name="Climb">Null likewise.</param>
/// <param name="Minima">Verified minima, copies by symmetry once, the lowest among them.</param>
/// <param name="Apart">Those of them that no known way leads to, left out of the means.</param>
/// <param name="IsVerified">Whether all those ways lead over verified passes alone; else heights are upper bounds, and so are the means.</param>
public sealed record PassRoughness(double? Frustration, double? Climb, int Minima, int Apart, bool IsVerified)
{
    private const double Level = 1e-9;

    /// <summary>Of the minima of a graph, whoever gave or met them. Cost: one <see cref="PassGraph.Between"/> for each.</summary>
    public static PassRoughness Of(PassGraph graph)
    {
        ArgumentNullException.ThrowIfNull(graph);
        int[] minima =
        [
            .. Enumerable
                .Range(0, graph.Minima.Count)
                .Where(i => graph.Minima[i] is { IsValley: false, IsVerified: true })
                .DistinctBy(i => graph.Minima[i].Class),
        ];
        if (minima.Length == 0)
        {
            return new PassRoughness(null, null, 0, 0, true);
        }
        var lowest = minima.MinBy(Loss);
        var ways = minima
            .Where(i => i != lowest)
            .Select(i => (Loss: Loss(i), Way: graph.Between(lowest, i, aligned: true)))
            .ToList();
        var known = ways.Where(w => double.IsFinite(w.Way.Height)).ToList();
        return new PassRoughness(
            known.Count == 0 ? null : known.Average(w => Ratio(w.Way.Height - Loss(lowest), w.Loss - Loss(lowest))),
            known.Count == 0 ? null : known.Average(w => Share(w.Way.Height - w.Loss, w.Way.Height - Loss(lowest))),
            minima.Length,
            ways.Count - known.Count,
            known.TrueForAll(w => w.Way.IsVerified)
        );

        double Loss(int minimum) => graph.Minima[minimum].Point.Value;

        double Ratio(double high, double low) =>
            low > Level * (1 + Math.Abs(Loss(lowest))) ? high / low : double.PositiveInfinity;

        double Share(double climbed, double all) => all > 0 ? Math.Max(0, climbed) / all : 0;
    }
}
