using Thalweg.Landscapes.Directions;

namespace Thalweg.Landscapes.Roughness;

/// <summary>How far and along what a valley radius is looked for.</summary>
public sealed record ValleyRadiusOptions
{
    /// <summary>M, the number of random directions; given directions bring their own number.</summary>
    public int Directions
    {
        get;
        init =>
            field =
                value >= 1
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(Directions),
                        value,
                        $"Directions is {value}; give a whole number, 1 or more"
                    );
    } = 100;

    /// <summary>The largest half-width that is looked at, in units of the scaled direction.</summary>
    public double Largest
    {
        get;
        init =>
            field =
                double.IsFinite(value) && value > 0
                    ? value
                    : throw new ArgumentOutOfRangeException(
                        nameof(Largest),
                        value,
                        $"Largest is {value}; give a finite number above 0"
                    );
    } = 10;

    public DirectionRule Rule { get; init; } = DirectionRule.Default;

    /// <summary>Seed of the random directions.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Scaling of the code published with [Wu2021].</summary>
    public bool Published { get; init; }
}
