using System.Text.Json.Serialization;
using Thalweg.Numerics.Objectives;
using Thalweg.Optimization.Weightings;
using Thalweg.Results.Records;
using Thalweg.Studies.Memory;

namespace Thalweg.Studies.Sources;

/// <summary>A loss with the weights that one training ended with, which no longer change.</summary>
/// <param name="Stated">The loss with the weights that it states.</param>
/// <param name="Rule">How the training changed them.</param>
/// <param name="Train">Key of the training, whose result holds the weights.</param>
public sealed record WeighedSource(Source Stated, [property: JsonIgnore] Weighting Rule, string Train) : Source
{
    /// <summary>What names add to that of the loss with its stated weights.</summary>
    public const string Suffix = LossNames.FinalWeights;

    [JsonIgnore]
    public override string Label => Stated.Label + Suffix;

    [JsonIgnore]
    public override IReadOnlyList<SourcePart> Parts => Stated.Parts;

    [JsonIgnore]
    public override ParameterLayout Layout => Stated.Layout;

    [JsonIgnore]
    public override bool? IsSumOfSquares => Stated.IsSumOfSquares;

    [JsonIgnore]
    public override bool IsInDouble => Stated.IsInDouble;

    [JsonIgnore]
    public override Source InDouble => this with { Stated = Stated.InDouble };

    [JsonIgnore]
    public override string Meaning => Stated.Meaning;

    public override SourceSize SizeFor(int threads) => Stated.SizeFor(threads);

    /// <summary>Not without the result of the training: <c>TaskContext.ObjectiveOf</c> reads it.</summary>
    /// <exception cref="InvalidOperationException">Always.</exception>
    public override IObjective Create() =>
        throw new InvalidOperationException(
            $"the weights of '{Label}' stand in the result of a training; ask the context of a task for this loss"
        );

    /// <summary>The loss with the weights of the training's result.</summary>
    /// <param name="factors">The array <c>factors</c> of the result.</param>
    internal IObjective With(IObjective stated, IReadOnlyList<double> factors) => Rule.Frozen(stated, factors);
}
