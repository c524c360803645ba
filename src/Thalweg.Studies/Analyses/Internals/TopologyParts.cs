using Thalweg.Landscapes.Topology;
using Thalweg.Numerics.Random;
using Thalweg.Results.Records;

namespace Thalweg.Studies.Analyses;

/// <summary>What a record says of contours, regions and random surfaces.</summary>
internal static class TopologyParts
{
    public static ContourTreeRecord Of(ContourTree tree, LossGrid grid) =>
        new(
            [.. tree.Nodes.Select(n => new ContourNodeRecord(grid.Position(n.Vertex), n.Value, n.Up, n.Down))],
            [.. tree.Arcs.Select(a => (IReadOnlyList<int>)[a.Lower, a.Upper])]
        );

    public static IReadOnlyList<MorseSmaleRecord> Of(MorseSmale regions, LossGrid grid) =>
        [
            .. regions.Cells.Select(c => new MorseSmaleRecord(
                grid.Position(c.Minimum),
                grid.Position(c.Maximum),
                c.Count / (double)regions.Labels.Count
            )),
        ];

    /// <returns>Null where a loss is not finite: it has no spectrum.</returns>
    public static MatchedRecord? Of(
        LossGrid grid,
        GridNeighbours neighbours,
        MatchedInputs inputs,
        double lifetime,
        CancellationToken cancellation
    )
    {
        if (grid.NonFinite > 0)
        {
            return null;
        }
        var (basins, depth) = MatchedSurfaces.Compare(
            grid,
            neighbours,
            inputs.Count,
            lifetime,
            new RandomStream(inputs.Seed, "topology/matched"),
            cancellation
        );
        return new MatchedRecord(inputs.Count, Figure(basins), Figure(depth));

        static MatchedFigure Figure(NullComparison c) =>
            new(c.Observed, c.Median, c.Lower, c.Upper, c.AtLeast, c.AtMost);
    }
}
