using System.Text.Json.Serialization;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Random;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Sources;

/// <summary>A function given by a formula, whose answers are known where it is one of the library.</summary>
/// <param name="Objective">Of the catalogue of objectives.</param>
/// <param name="Dimension">P.</param>
public sealed record AnalyticSource(ResolvedCall Objective, int Dimension) : Source, IStarts, IKnownMinimum, IGrowth
{
    [JsonIgnore]
    public override string Label => Objective.Name;

    [JsonIgnore]
    public override IReadOnlyList<SourcePart> Parts => [new("objective", Objective)];

    [JsonIgnore]
    public override ParameterLayout Layout => ParameterLayout.Point(Dimension);

    /// <summary>Points are points, whatever function is looked at there.</summary>
    [JsonIgnore]
    public override string Meaning => "point";

    [JsonIgnore]
    public bool TakesInitializer => false;

    [JsonIgnore]
    public double? Minimum => Entry?.Minimum;

    /// <remarks>Of a formula nobody knows; callers ask whether there is an entry.</remarks>
    [JsonIgnore]
    public string? BoundedBy => Entry?.BoundedBy;

    /// <summary>Whether the library knows how the loss grows: of a formula it does not.</summary>
    [JsonIgnore]
    public bool IsGrowthKnown => Entry is not null;

    [JsonIgnore]
    public bool GrowsWithRidge => Entry is not null and not { Name: "lennard-jones" or "leps" };

    [JsonIgnore]
    public IReadOnlyList<(double From, double To)> Box => Entry?.Box ?? [FormulaRegion];

    // Where nobody says where a formula is looked at.
    private static readonly (double From, double To) FormulaRegion = (-2, 2);

    private AnalyticEntry? Entry => Objectives.Entry(Objective);

    public override IObjective Create() => Objectives.Create(Objective, Dimension);

    /// <summary>Uniform in the box in which the function is usually looked at; of a formula, in [−2, 2] along each coordinate.</summary>
    public double[] Start(ResolvedCall? initializer, ulong seed)
    {
        var random = new RandomStream(seed, "analytic/start");
        var start = new double[Dimension];
        for (var i = 0; i < start.Length; i++)
        {
            var (from, to) = Entry?.Region(i) ?? FormulaRegion;
            start[i] = from + ((to - from) * random.NextUniform());
        }
        return start;
    }
}
