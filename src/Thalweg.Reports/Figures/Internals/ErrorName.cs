namespace Thalweg.Reports.Figures;

/// <summary>Names of solution errors in words.</summary>
internal static class ErrorName
{
    public static string Words(string name) =>
        name switch
        {
            "relativeL2" => "relative L² error",
            "relativeH1" => "relative H¹ error",
            "relativeH1Seminorm" => "relative H¹ seminorm error",
            "maximumError" => "maximum error",
            "errorRate" => "error rate",
            "heldOutErrorRate" => "held-out error rate",
            "heldOutLoss" => "held-out loss",
            _ => name,
        };
}
