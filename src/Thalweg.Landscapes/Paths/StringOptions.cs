namespace Thalweg.Landscapes.Paths;

/// <summary>How a string is relaxed.</summary>
public sealed record StringOptions
{
    /// <summary>n, images with both ends, at least 3.</summary>
    public int Images
    {
        get;
        init => field = PathOption.AtLeast(value, 3, nameof(Images));
    } = 31;

    /// <summary>Steps at most, 0 or more.</summary>
    public int Steps
    {
        get;
        init => field = PathOption.AtLeast(value, 0, nameof(Steps));
    } = 2000;

    /// <summary>Stops once no image has a larger slope across the string.</summary>
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
