namespace Thalweg.Landscapes.Slices;

/// <summary>How a segment is sampled and its highest point refined.</summary>
public sealed record SegmentOptions
{
    private readonly int count = 101;
    private readonly double tolerance = 1e-6;

    /// <summary>n, samples with both ends, at least 2.</summary>
    public int Count
    {
        get => count;
        init =>
            count =
                value >= 2
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(Count),
                        value,
                        $"Count is {value}; give 2 points or more"
                    );
    }

    /// <summary>Width of t within which a highest point is located. The loss there is nearer to the maximum than its square
    /// times half the curvature; below 10⁻⁸ rounding hides the difference.</summary>
    public double Tolerance
    {
        get => tolerance;
        init =>
            tolerance = value is >= 1e-9 and <= 0.1
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(Tolerance),
                    value,
                    $"Tolerance is {value}; give a number between 1e-9 and 0.1"
                );
    }
}
