using Thalweg.Landscapes.Directions;

namespace Thalweg.Studies.Catalogues;

/// <summary>The words of study files for direction rules.</summary>
public static class DirectionWords
{
    /// <summary>The rule for words that a catalogue has checked.</summary>
    /// <param name="normalize"><c>filter</c>, <c>layer</c>, <c>weight</c>, <c>unit-filter</c>, <c>unit-layer</c> or <c>none</c>.</param>
    /// <param name="bias"><c>zero</c>, <c>copy</c>, <c>normalize</c> or <c>keep</c>.</param>
    /// <exception cref="ArgumentException">A word is none of these.</exception>
    public static DirectionRule Rule(string normalize, string bias)
    {
        ArgumentNullException.ThrowIfNull(normalize);
        ArgumentNullException.ThrowIfNull(bias);
        return new(Normalize(normalize), Bias(bias));
    }

    private static Normalization Normalize(string word) =>
        word switch
        {
            "filter" => Normalization.Filter,
            "layer" => Normalization.Layer,
            "weight" => Normalization.Weight,
            "unit-filter" => Normalization.UnitFilter,
            "unit-layer" => Normalization.UnitLayer,
            "none" => Normalization.None,
            _ => throw new ArgumentException(
                $"'{word}' is no normalization; give filter, layer, … or none",
                nameof(word)
            ),
        };

    private static BiasRule Bias(string word) =>
        word switch
        {
            "zero" => BiasRule.Zero,
            "copy" => BiasRule.Copy,
            "normalize" => BiasRule.Normalize,
            "keep" => BiasRule.Keep,
            _ => throw new ArgumentException(
                $"'{word}' is no bias rule; give zero, copy, normalize or keep",
                nameof(word)
            ),
        };
}
