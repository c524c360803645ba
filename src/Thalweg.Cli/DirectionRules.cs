using Thalweg.Landscapes.Directions;

namespace Thalweg.Cli;

/// <summary>The words of flags and studies for direction rules.</summary>
internal static class DirectionRules
{
    public static DirectionRule Of(string normalize, string bias) =>
        new(
            normalize switch
            {
                "filter" => Normalization.Filter,
                "layer" => Normalization.Layer,
                "weight" => Normalization.Weight,
                "unit-filter" => Normalization.UnitFilter,
                "unit-layer" => Normalization.UnitLayer,
                "none" => Normalization.None,
                _ => throw new ArgumentException($"'{normalize}' is not a normalization", nameof(normalize)),
            },
            bias switch
            {
                "zero" => BiasRule.Zero,
                "copy" => BiasRule.Copy,
                "normalize" => BiasRule.Normalize,
                "keep" => BiasRule.Keep,
                _ => throw new ArgumentException($"'{bias}' is not a bias rule", nameof(bias)),
            }
        );
}
