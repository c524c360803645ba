namespace Thalweg.Landscapes.Paths;

/// <summary>How an elastic band is relaxed.</summary>
public sealed record ElasticBandOptions
{
    /// <summary>n, images with both ends, at least 3.</summary>
    public int Images
    {
        get;
        init => field = PathOption.AtLeast(value, 3, nameof(Images));
    } = 15;

    /// <summary>k, in units of loss over squared parameters, above 0; null for the steepest slope along the straight line over its
    /// length.</summary>
    public double? Spring
    {
        get;
        init => field = value is { } given ? PathOption.Positive(given, nameof(Spring)) : null;
    }

    /// <summary>Whether the highest image climbs to the top of the pass once the band has come to rest.</summary>
    public bool Climb { get; init; } = true;

    /// <summary>Images that may be put in where the loss between two of them leaves the straight line between theirs, 0 or more.</summary>
    public int Insertions
    {
        get;
        init => field = PathOption.AtLeast(value, 0, nameof(Insertions));
    }

    /// <summary>How far the loss may leave that line, over the range of losses of the band; above 0.</summary>
    public double Deviation
    {
        get;
        init => field = PathOption.Positive(value, nameof(Deviation));
    } = 0.2;

    /// <summary>Steps at most, 0 or more.</summary>
    public int Steps
    {
        get;
        init => field = PathOption.AtLeast(value, 0, nameof(Steps));
    } = 2000;

    /// <summary>Stops once no image has a larger slope across the band, and the climbing one in any direction.</summary>
    public double GradientTolerance
    {
        get;
        init => field = PathOption.NotNegative(value, nameof(GradientTolerance));
    } = 1e-6;

    /// <summary>Width of t within which heights are located.</summary>
    public double Tolerance
    {
        get;
        init => field = PathOption.Width(value, nameof(Tolerance));
    } = PathOption.StandardWidth;
}
