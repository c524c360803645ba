using Thalweg.Optimization.Optimizers;

namespace Thalweg.Landscapes.Likelihood;

/// <summary>How a profile is walked.</summary>
public sealed record ProfileOptions
{
    /// <summary>What trains the others; null for Levenberg–Marquardt where the loss is a sum of squares, else self-scaled Broyden.</summary>
    public Optimizer? Optimizer { get; init; }

    /// <summary>Steps at each point at most.</summary>
    public long Steps
    {
        get;
        init =>
            field =
                value >= 1
                    ? value
                    : throw new ArgumentOutOfRangeException(nameof(Steps), value, $"Steps is {value}; give 1 or more");
    } = 200;

    /// <summary>Points on each side that are a step apart.</summary>
    public int Points
    {
        get;
        init =>
            field =
                value >= 1
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(Points),
                        value,
                        $"Points is {value}; give 1 or more on each side"
                    );
    } = 6;

    /// <summary>Points beyond those at most, each step twice as long as the one before, as long as the threshold has not been reached.</summary>
    public int Further
    {
        get;
        init =>
            field =
                value >= 0
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(Further),
                        value,
                        $"Further is {value}; give 0 or more"
                    );
    } = 5;
}
