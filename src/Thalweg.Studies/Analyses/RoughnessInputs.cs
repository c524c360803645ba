using System.Text.Json.Serialization;
using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Roughness;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What a roughness index depends on.</summary>
/// <param name="DirectionSeed">Seed of the raw directions and of the resampling behind the interval.</param>
public sealed record RoughnessInputs(Centre Centre, Source Objective, RoughnessSampling Sampling, ulong DirectionSeed)
{
    /// <summary>Raw directions in place of random ones.</summary>
    public GivenDirections? Directions { get; init; }

    /// <summary>The grid and scaling of the code published with [Wu2021].</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsPublished { get; init; }

    /// <summary>Doubles m, slice by slice, until the total variation is resolved.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsRefined { get; init; }

    /// <summary>The largest half-width that a valley radius is looked for in; null where none is asked for.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public double? LargestRadius { get; init; }

    /// <summary>Whether the slices are measured about their vertices too.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsAboutBottom { get; init; }

    /// <summary>Whether the index is measured at a point that is trained on, too.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public bool IsPolished { get; init; }

    /// <summary>Version of what tells curvature by differences of gradients from 0, of losses without exact products; null of others.</summary>
    public int? Differences => Objective is ExternalSource ? 2 : null;

    /// <summary>Loss values that all of it costs, about: a critical radius takes some hundreds, one that is infinite two thousand, and the steps
    /// of a polishing are not known.</summary>
    [JsonIgnore]
    public long Values =>
        (Sampling.Values * (1 + (IsAboutBottom ? 1 : 0) + (IsPolished ? 1 : 0)))
        + (LargestRadius is null ? 0 : 1000L * Sampling.Directions);
}

/// <summary>How slices are drawn for a roughness index.</summary>
/// <param name="Directions">M.</param>
/// <param name="Intervals">m.</param>
/// <param name="Radius">l.</param>
public sealed record RoughnessSampling(int Directions, int Intervals, double Radius, string Normalize, string Bias)
{
    /// <summary>Loss values that one index costs.</summary>
    [JsonIgnore]
    public long Values => (long)Directions * (Intervals + 1);

    public static RoughnessSampling Of(ResolvedCall analysis)
    {
        ArgumentNullException.ThrowIfNull(analysis);
        return new(
            analysis.Integer("directions"),
            analysis.Integer("intervals"),
            analysis.Number("radius"),
            analysis.Word("normalize"),
            analysis.Word("bias")
        );
    }

    public RoughnessOptions Options(ulong seed) =>
        new()
        {
            Directions = Directions,
            Intervals = Intervals,
            Radius = Radius,
            Rule = DirectionWords.Rule(Normalize, Bias),
            Seed = seed,
        };
}

/// <summary>Raw directions that somebody gave; their content is the input.</summary>
/// <param name="Sha256">Of the values.</param>
/// <param name="Set">The directions.</param>
/// <param name="Path">Where they came from, for people.</param>
public sealed record GivenDirections(
    string Sha256,
    [property: JsonIgnore] DirectionSet Set,
    [property: JsonIgnore] string Path
);
