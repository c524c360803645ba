namespace Thalweg.Landscapes.Topology;

/// <summary>The surroundings of the minima of a grid.</summary>
internal static class Basins
{
    /// <param name="values">Of the levels that rise.</param>
    public static IReadOnlyList<Basin> Of(double[] values, NeighbourSteps steps, Components tree, bool superlevel)
    {
        var branches = tree
            .Branches.Where(b => b.Lifetime > 0)
            .OrderByDescending(b => b.Lifetime)
            .ThenBy(b => b.BirthVertex)
            .ToList();
        var places = branches.Select((b, i) => (b.BirthVertex, i)).ToDictionary(p => p.BirthVertex, p => p.i);
        // A plateau of several vertices ends in the one of lowest number, which is the minimum that the tree has.
        var regions = Regions(values, steps);
        // What leads to a minimum that is one for no time belongs to the one that it meets; that one ends later.
        foreach (var branch in tree.Branches.Where(b => b.Elder >= 0 && !(b.Lifetime > 0)))
        {
            regions[branch.Elder] += regions[branch.BirthVertex];
        }
        return
        [
            .. branches.Select(b => new Basin(
                b.BirthVertex,
                superlevel ? 0 - b.Birth : b.Birth,
                superlevel ? 0 - b.Death : b.Death,
                b.DeathVertex,
                b.Elder < 0 ? -1 : places[b.Elder],
                regions[b.BirthVertex],
                b.Pool
            )),
        ];
    }

    /// <summary>How many vertices lead down to each.</summary>
    private static int[] Regions(double[] values, NeighbourSteps steps)
    {
        var regions = new int[values.Length];
        foreach (var end in SteepestWays.Ends(values, steps))
        {
            regions[end]++;
        }
        return regions;
    }
}
