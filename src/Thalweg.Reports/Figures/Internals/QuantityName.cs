namespace Thalweg.Reports.Figures;

/// <summary>Names of what runs come to, in words.</summary>
internal static class QuantityName
{
    public static string Words(string name) =>
        name switch
        {
            "loss" => "final loss",
            "gradientNorm" => "final gradient norm",
            "gradientEvaluations" => "gradient evaluations",
            "valueEvaluations" => "loss evaluations",
            "productEvaluations" => "Hessian products",
            "roughness" => "roughness index",
            "oscillationIndex" => "oscillation index",
            "valleyRadius" => "valley radius",
            "largestEigenvalue" => "largest eigenvalue λ max",
            "conditionNumber" => "condition number κ",
            "effectiveRank" => "effective rank",
            "seconds" => "seconds of training",
            _ => ErrorName.Words(name),
        };
}
