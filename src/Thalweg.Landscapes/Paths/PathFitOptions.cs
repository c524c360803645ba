using Thalweg.Optimization.Optimizers;
using Thalweg.Optimization.Optimizers.FirstOrder;

namespace Thalweg.Landscapes.Paths;

/// <summary>Which iterate of a fit is its path.</summary>
public enum PathKeeping
{
    /// <summary>The one after the last update.</summary>
    Last,

    /// <summary>The one with the lowest sum of all that were seen before an update, the straight line among them; what the last update leads
    /// to is not looked at. The published rule.</summary>
    Best,
}

/// <summary>How a curve is fitted between two parameter vectors.</summary>
public sealed record PathFitOptions
{
    public PathShape Shape { get; init; } = PathShape.Fourier;

    /// <summary>N, 0 or more; the line stays straight where it is 0.</summary>
    public int Terms
    {
        get;
        init => field = PathOption.AtLeast(value, 0, nameof(Terms));
    } = 10;

    /// <summary>M, points t_m = m/(M − 1) with both ends, at least 3.</summary>
    public int Points
    {
        get;
        init => field = PathOption.AtLeast(value, 3, nameof(Points));
    } = 101;

    /// <summary>λ, weight of the squared steps between the points, 0 or more. Its unit is that of the loss (of the squared loss) over squared
    /// parameters, and its effect goes with 1/M.</summary>
    public double Lambda
    {
        get;
        init => field = PathOption.NotNegative(value, nameof(Lambda));
    } = 1;

    /// <summary>Sums f² in place of f, as the published code of the two-dimensional example does. Of a loss below 0 that turns depth into
    /// height.</summary>
    public bool Squared { get; init; }

    public Optimizer Optimizer
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Optimizer));
    } = new StepOptimizer(new Adam(0.01));

    /// <summary>Updates at most, 0 or more.</summary>
    public long Steps
    {
        get;
        init =>
            field =
                value >= 0
                    ? value
                    : throw new ArgumentOutOfRangeException(nameof(Steps), value, $"Steps is {value}; give 0 or more");
    } = 300;

    /// <summary>Standard deviation of what is added to every entry of the gradient of the sum at each update, 0 or more; for first-order
    /// methods.</summary>
    public double Noise
    {
        get;
        init => field = PathOption.NotNegative(value, nameof(Noise));
    }

    /// <summary>Of the noise.</summary>
    public ulong Seed { get; init; } = 1;

    public PathKeeping Keep { get; init; }

    /// <summary>Ends the search once the highest point, above the infimum of the loss or else above the higher end, has not fallen by more than this share in
    /// <see cref="SettleSteps"/> steps; 0 for never. It needs <see cref="PathKeeping.Best"/>. At least 0, below 1.</summary>
    public double Settle
    {
        get;
        init =>
            field = value is >= 0 and < 1
                ? value
                : throw new ArgumentOutOfRangeException(
                    nameof(Settle),
                    value,
                    $"Settle is {value.ToString(System.Globalization.CultureInfo.InvariantCulture)}; give a number from 0, below 1"
                );
    }

    /// <summary>Steps over which <see cref="Settle"/> looks, at least 1.</summary>
    public int SettleSteps
    {
        get;
        init => field = PathOption.AtLeast(value, 1, nameof(SettleSteps));
    } = 50;

    /// <summary>Width of t within which heights are located.</summary>
    public double Tolerance
    {
        get;
        init => field = PathOption.Width(value, nameof(Tolerance));
    } = PathOption.StandardWidth;
}
