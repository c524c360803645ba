using Thalweg.Landscapes.Paths;
using Thalweg.Landscapes.Stationary;

namespace Thalweg.Landscapes.Passes;

/// <summary>How passes between minima are searched for.</summary>
public sealed record PassOptions
{
    /// <summary>Pairs of the given minima, drawn at random; null for all.</summary>
    public int? Pairs
    {
        get;
        init => field = value is { } given ? PathOption.AtLeast(given, 1, nameof(Pairs)) : null;
    }

    /// <summary>Of the draw of the pairs.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Bands for each pair at most, once for its nearest copies and once as the points are, 1 or more.</summary>
    public int MostBands
    {
        get;
        init => field = PathOption.AtLeast(value, 1, nameof(MostBands));
    } = 8;

    /// <summary>Whether pairs are joined as they are too where a copy of one is nearer to the other.</summary>
    public bool AlsoAsGiven { get; init; } = true;

    /// <summary>How each band is relaxed. The tops of its images need not be at rest: they are refined.</summary>
    public ElasticBandOptions Band
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Band));
    } = new() { Steps = 1000 };

    /// <summary>How minima and passes are refined and judged.</summary>
    public StationaryOptions Points
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Points));
    } = new() { MaximumSteps = 1000 };
}
