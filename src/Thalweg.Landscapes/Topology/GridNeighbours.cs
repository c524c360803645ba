namespace Thalweg.Landscapes.Topology;

/// <summary>Which vertices of a grid are joined.</summary>
public enum GridNeighbours
{
    /// <summary>Those that differ by one along one axis: 2, 4 or 6.</summary>
    Axes,

    /// <summary>Those that differ by at most one along every axis: 2, 8 or 26.</summary>
    All,
}

/// <summary>Numbers of neighbours.</summary>
public static class GridNeighbourCounts
{
    /// <summary>2, 4 or 6; 2, 8 or 26.</summary>
    /// <param name="axes">1 to 3.</param>
    public static int Count(this GridNeighbours neighbours, int axes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(axes, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(axes, 3);
        return neighbours == GridNeighbours.Axes ? 2 * axes
            : axes == 1 ? 2
            : axes == 2 ? 8
            : 26;
    }

    /// <summary>The adjacency of what is left of a plane where sets are joined by the other one: only together do they obey Jordan's
    /// theorem [KongRosenfeld1989].</summary>
    public static GridNeighbours Complement(this GridNeighbours neighbours) =>
        neighbours == GridNeighbours.Axes ? GridNeighbours.All : GridNeighbours.Axes;
}
