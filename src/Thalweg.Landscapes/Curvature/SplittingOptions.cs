namespace Thalweg.Landscapes.Curvature;

/// <summary>How the volume of sublevel sets is measured level by level (<see cref="LevelVolumes"/>).</summary>
public sealed record SplittingOptions
{
    /// <summary>Fewer have no interval.</summary>
    public const int LeastRuns = 4;

    /// <summary>The levels of a fit are halved, and each half needs some.</summary>
    public const int LeastLevels = 16;

    /// <summary>R, of the ball about θ* in which volumes are taken.</summary>
    public double Radius { get; init; } = 1;

    /// <summary>Points that a run keeps, 8 or more; directions are differences of them, so that more than 4P see all of them.</summary>
    public int Points { get; init; } = 256;

    /// <summary>Moves of a point from where it was copied.</summary>
    public int Moves { get; init; } = 20;

    /// <summary>Levels of a run; each holds about half the volume of the one before.</summary>
    public int Levels { get; init; } = 200;

    /// <summary>Independent runs, whose scatter the interval is from.</summary>
    public int Runs { get; init; } = 12;

    /// <summary>Models of a multiplicity up to this are compared.</summary>
    public int LargestMultiplicity { get; init; } = 3;

    /// <summary>Of all random numbers.</summary>
    public ulong Seed { get; init; } = 1;

    internal void Check()
    {
        OptionValue.Require(Radius is > 0 and < double.PositiveInfinity, nameof(Radius), Radius, "a length above 0");
        OptionValue.Require(Points >= 8, nameof(Points), Points, "8 points or more");
        OptionValue.Require(Moves >= 1, nameof(Moves), Moves, "one move or more");
        OptionValue.Require(Levels >= LeastLevels, nameof(Levels), Levels, "16 levels or more: fewer show no law");
        OptionValue.Require(Runs >= LeastRuns, nameof(Runs), Runs, "4 runs or more: fewer have no interval");
        OptionValue.Require(
            LargestMultiplicity is >= 1 and <= 9,
            nameof(LargestMultiplicity),
            LargestMultiplicity,
            "a multiplicity from 1 to 9"
        );
    }
}
