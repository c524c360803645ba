using Thalweg.Landscapes.Slices;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>Where directions of slices come from: drawn and scaled, given and scaled, or leading to checkpoints or to other
/// parameters, at t = 1 and as they are.</summary>
public sealed record SliceDirections
{
    /// <summary>How raw directions are scaled; null where they lead somewhere.</summary>
    public string? Normalize { get; init; }

    /// <summary>What raw directions do to biases; null where they lead somewhere.</summary>
    public string? Bias { get; init; }

    /// <summary>Seed of drawn directions.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Raw directions in place of drawn ones.</summary>
    public GivenDirections? Given { get; init; }

    /// <summary>Checkpoints of the run that they lead to.</summary>
    public IReadOnlyList<long>? Checkpoints { get; init; }

    /// <summary>Parameters that they lead to.</summary>
    public IReadOnlyList<GivenCentre>? Ends { get; init; }

    /// <summary>What they follow from at the centre: <c>largest</c>, <c>smallest</c>, <c>extremes</c>, <c>gradient</c>, <c>pca</c> or
    /// <c>ribbon</c>.</summary>
    public string? Along { get; init; }

    /// <summary>The loss whose gradient and curvature they follow; null where the path alone says.</summary>
    public Source? Loss { get; init; }
}

/// <summary>Points along one axis of a slice.</summary>
public sealed record SliceAxis(double From, double To, int Count)
{
    internal Axis Axis => new(From, To, Count);
}

/// <summary>What 1-D slices depend on.</summary>
/// <param name="Objectives">Losses with the parameters of the centre.</param>
/// <param name="Lines">Number of drawn lines.</param>
public sealed record SliceInputs(
    Centre Centre,
    IReadOnlyList<Source> Objectives,
    SliceDirections Directions,
    int Lines,
    SliceAxis Axis
);

/// <summary>What a 2-D slice depends on.</summary>
/// <param name="Objectives">Losses with the parameters of the centre.</param>
public sealed record SurfaceInputs(
    Centre Centre,
    IReadOnlyList<Source> Objectives,
    SliceDirections Directions,
    SliceAxis First,
    SliceAxis Second
);
