using Thalweg.Landscapes.Directions;

namespace Thalweg.Landscapes.Roughness;

/// <summary>How roughness is measured.</summary>
public sealed record RoughnessOptions
{
    /// <summary>The least M and the least m: one direction has no spread, and of one interval T is 1/(2l) whatever the loss.</summary>
    public const int LeastCount = 2;

    /// <summary>M, the number of random directions, at least <see cref="LeastCount"/>; given directions bring their own number.</summary>
    public int Directions
    {
        get;
        init => field = AtLeastTwo(value, nameof(Directions), "one direction has no spread");
    } = 100;

    /// <summary>m, at least <see cref="LeastCount"/>: a slice has m + 1 points t_i = −l + 2 l i/m.</summary>
    public int Intervals
    {
        get;
        init => field = AtLeastTwo(value, nameof(Intervals), "of one interval T is 1/(2l) whatever the loss");
    } = 100;

    /// <summary>l, the half-width of a slice in units of the scaled direction.</summary>
    public double Radius
    {
        get;
        init =>
            field =
                double.IsFinite(value) && value > 0
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(Radius),
                        value,
                        $"Radius is {value}; give a finite number above 0"
                    );
    } = 0.01;

    public DirectionRule Rule { get; init; } = DirectionRule.Default;

    /// <summary>Seed of the random directions and of the resampling behind the interval.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>How many slices, the first ones, are returned with their losses.</summary>
    public int KeptSlices
    {
        get;
        init =>
            field =
                value >= 0
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(KeptSlices),
                        value,
                        $"KeptSlices is {value}; give 0 or more"
                    );
    }

    /// <summary>The grid and scaling of the code published with [Wu2021]: an accumulated step, whose grid often has one point
    /// beyond +l, and norms with 1e-10 added, applied twice.</summary>
    public bool Published { get; init; }

    /// <summary>Doubles m, slice by slice, until T is resolved; null keeps m.</summary>
    public Refinement? Refinement { get; init; }

    private static int AtLeastTwo(int value, string name, string reason) =>
        value >= LeastCount
            ? value
            : throw new ArgumentOutOfRangeException(
                name,
                value,
                $"{name} is {value}; give a whole number, {LeastCount} or more: {reason}"
            );
}

/// <summary>When the total variation of a slice counts as that of the function and not of its grid.</summary>
/// <param name="Tolerance">Largest relative change of T from m to 2m intervals.</param>
/// <param name="MaximumIntervals">m is not doubled beyond this; a slice still changing then counts as unresolved.</param>
public sealed record Refinement(double Tolerance = 1e-3, int MaximumIntervals = 1 << 16)
{
    public double Tolerance { get; } =
        double.IsFinite(Tolerance) && Tolerance > 0
            ? Tolerance
            : throw new ArgumentOutOfRangeException(
                nameof(Tolerance),
                Tolerance,
                $"Tolerance is {Tolerance}; give a finite number above 0"
            );

    public int MaximumIntervals { get; } =
        MaximumIntervals is >= 2 and <= 1 << 24
            ? MaximumIntervals
            : throw new ArgumentOutOfRangeException(
                nameof(MaximumIntervals),
                MaximumIntervals,
                $"MaximumIntervals is {MaximumIntervals}; give 2 to {1 << 24}"
            );
}
