namespace Thalweg.Reports.Figures;

/// <summary>Rules of directions in words, for captions.</summary>
internal static class RuleWords
{
    public static string Directions(string directions, string normalize, string bias)
    {
        var drawn =
            directions.Length == 0 || directions == "random"
                ? "standard Gaussian directions"
                : $"directions {directions}";
        return $"{drawn}, {Normalize(normalize)}, {Bias(bias)}";
    }

    public static string Normalize(string rule) =>
        rule switch
        {
            "filter" => "each weight row scaled to the norm of that row of θ (filter)",
            "layer" => "each weight matrix scaled to the norm of that matrix of θ (layer)",
            "weight" => "each entry scaled by |θ_i| (weight)",
            "unit-filter" => "each weight row scaled to norm 1 (unit-filter)",
            "unit-layer" => "each weight matrix scaled to norm 1 (unit-layer)",
            "none" => "not normalised",
            _ => $"normalised by the rule '{rule}'",
        };

    public static string Bias(string rule) =>
        rule switch
        {
            "zero" => "biases held",
            "copy" => "biases moved along themselves (copy)",
            "normalize" => "bias vectors scaled to the norm of θ’s (normalize)",
            "keep" => "biases as drawn (keep)",
            _ => $"biases by the rule '{rule}'",
        };
}
