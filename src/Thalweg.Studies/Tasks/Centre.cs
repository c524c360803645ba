using System.Text.Json.Serialization;

namespace Thalweg.Studies.Tasks;

/// <summary>A place in parameter space that an analysis looks at.</summary>
[JsonPolymorphic(TypeDiscriminatorPropertyName = "at")]
[JsonDerivedType(typeof(TrainedCentre), "run")]
[JsonDerivedType(typeof(GivenCentre), "given")]
[JsonDerivedType(typeof(RankedCentre), "ranked")]
public abstract record Centre;

/// <summary>Parameters that a training run passed through.</summary>
/// <param name="Step">A declared checkpoint, or null for the end of the run.</param>
public sealed record TrainedCentre(EarlierTask Train, long? Step) : Centre;

/// <summary>The end of the run that stands at a place among several, ordered by the lowest training loss that each recorded; which run that is shows once all
/// have run.</summary>
/// <param name="Trains">The runs, in the order that ties are broken by.</param>
/// <param name="Rank">From 0, the lowest.</param>
public sealed record RankedCentre(IReadOnlyList<EarlierTask> Trains, int Rank) : Centre;

/// <summary>Parameters that somebody gave: a weight file, a point.</summary>
public sealed record GivenCentre : Centre
{
    /// <param name="parameters">θ, [P].</param>
    /// <param name="description">Where they came from, for people.</param>
    public GivenCentre(double[] parameters, string description)
    {
        ArgumentNullException.ThrowIfNull(parameters);
        ArgumentNullException.ThrowIfNull(description);
        Parameters = parameters;
        Description = description;
        Sha256 = ContentHash.Of(parameters);
    }

    /// <summary>SHA-256 of the little-endian doubles: their content is the input, not where they came from.</summary>
    public string Sha256 { get; }

    [JsonIgnore]
    public double[] Parameters { get; }

    [JsonIgnore]
    public string Description { get; }
}
