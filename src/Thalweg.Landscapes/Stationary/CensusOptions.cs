namespace Thalweg.Landscapes.Stationary;

/// <summary>How a list of all stationary points is searched for.</summary>
public sealed record CensusOptions
{
    /// <summary>Random starts at least.</summary>
    public int LeastStarts { get; init; } = 20;

    /// <summary>Random starts at most.</summary>
    public int MostStarts { get; init; } = 500;

    /// <summary>The highest index that is searched for; null for 12, or the number of parameters where that is less.</summary>
    public int? HighestIndex { get; init; }

    /// <summary>Of the starts.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Whether the loss grows to infinity in all directions; null where nobody knows.</summary>
    public bool? IsCoercive { get; init; }

    /// <summary>Why there is no Euler check; null where there is one.</summary>
    public string? NoCheck { get; init; }

    public StationaryOptions Points { get; init; } = new() { MaximumSteps = 200 };
}
