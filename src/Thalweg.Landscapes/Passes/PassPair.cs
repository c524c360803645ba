namespace Thalweg.Landscapes.Passes;

/// <summary>Why a search for passes between two minima ended.</summary>
public enum PassStop
{
    /// <summary>Verified passes join them.</summary>
    Joined,

    /// <summary>No band was left that is not known.</summary>
    NothingNew,

    /// <summary>As many bands as were allowed.</summary>
    BudgetUsed,
}

/// <summary>What was found between two minima.</summary>
/// <param name="From">Number of the first minimum.</param>
/// <param name="To">Number of the second one.</param>
/// <param name="Line">The highest loss of the straight line between them.</param>
/// <param name="AlignedLine">The same to the copy of the second that is nearest to the first.</param>
/// <param name="Bands">Bands that were relaxed for this pair.</param>
/// <param name="Stop">Why the search between any copies of them ended.</param>
/// <param name="AsGiven">Why that between themselves ended; null where it was not asked for, or the nearest copy is the point itself.</param>
/// <param name="Why">Why verified passes do not join copies of them, in words; null where they do.</param>
public sealed record PassPair(
    int From,
    int To,
    double Line,
    double AlignedLine,
    int Bands,
    PassStop Stop,
    PassStop? AsGiven,
    string? Why
);

/// <summary>How high the lowest known way between two minima is.</summary>
/// <param name="Height">The highest loss on it; ∞ where no way is known.</param>
/// <param name="Barrier">Height above the higher of the two; null where one is a valley that runs to infinity.</param>
/// <param name="IsVerified">Whether it leads over verified passes alone.</param>
/// <param name="Pass">Number of its highest pass; null where that is no verified pass, or where both are one.</param>
/// <param name="Why">Why its highest part is no verified pass; null where it is one.</param>
public sealed record PassHeight(double Height, double? Barrier, bool IsVerified, int? Pass, string? Why);

/// <summary>Two groups of minima that become one at a height: an edge of the minimum spanning tree, a joint of the disconnectivity tree.</summary>
/// <param name="From">Number of the lowest given minimum of the deeper group.</param>
/// <param name="To">The same of the other group, which ends here.</param>
/// <param name="Height">Where they join, no lower than either.</param>
/// <param name="Barrier">Height above the lowest minimum of the group that ends; null where that is a valley.</param>
/// <param name="Pass">Number of the pass; null where the height is that of a way that is no verified pass.</param>
/// <param name="Why">Why there is no verified pass; null where there is.</param>
public sealed record PassMerge(int From, int To, double Height, double? Barrier, int? Pass, string? Why)
{
    public bool IsVerified => Pass is not null;
}
