namespace Thalweg.Landscapes.Paths;

/// <summary>How layers are exchanged one after another.</summary>
public sealed record LayerConnectionOptions
{
    /// <summary>n, points on the path with both ends, at least 3: shared evenly by the layers, each of which takes one step or more.</summary>
    public int Points
    {
        get;
        init => field = PathOption.AtLeast(value, 3, nameof(Points));
    } = 41;

    /// <summary>Updates of the layers that are still to come after each step, at most; 0 leaves them alone, and the path has straight legs.</summary>
    public int Steps
    {
        get;
        init => field = PathOption.AtLeast(value, 0, nameof(Steps));
    } = 20;

    /// <summary>Whether layers are exchanged from the output to the input.</summary>
    public bool Backward { get; init; }

    /// <summary>Width of t within which heights are located.</summary>
    public double Tolerance
    {
        get;
        init => field = PathOption.Width(value, nameof(Tolerance));
    } = PathOption.StandardWidth;
}
