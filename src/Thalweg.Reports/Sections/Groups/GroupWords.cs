using Thalweg.Reports.Wording;

namespace Thalweg.Reports.Sections.Groups;

/// <summary>What the quantities of groups are called.</summary>
internal static class GroupWords
{
    /// <summary>Of ways between aligned ends, after the method.</summary>
    public const string Aligned = " aligned";

    /// <param name="quantity">As a ratio names it: <c>barrier, fourier</c>.</param>
    public static string Heading(string quantity) =>
        quantity.Split(", ", 2) is [var name, var path] ? Heading(name, path) : Heading(quantity, null);

    public static string Heading(string quantity, string? path) =>
        Name(quantity) + (path is null ? "" : $", {Markup.Escape(Way(path))}");

    /// <summary>A method without its options.</summary>
    public static string Brief(string method) =>
        method.Split('(')[0] + (method.EndsWith(Aligned, StringComparison.Ordinal) ? Aligned : "");

    /// <summary>Heights differ from barriers by what the ends lie above the infimum, and are in the tables of data.</summary>
    public static bool IsShown(string quantity) => quantity.Split(", ", 2)[0] != "height";

    /// <summary>Whether pairs are compared with those alone that are as far apart.</summary>
    public static bool IsMatched(string quantity) => quantity.StartsWith("matched", StringComparison.Ordinal);

    /// <summary>How a way was sought.</summary>
    public static string Way(string method)
    {
        if (method.EndsWith(Aligned, StringComparison.Ordinal))
        {
            return Way(method[..^Aligned.Length]) + Aligned;
        }
        var options = method.IndexOf('(', StringComparison.Ordinal) is >= 0 and var at ? " " + method[at..] : "";
        return method.Split('(')[0] switch
            {
                "line" => "straight line",
                "fourier" => "sine series",
                "bezier" => "Bézier curve",
                "chain" => "straight pieces",
                "neb" => "elastic band",
                "layers" => "layer by layer",
                var other => other,
            } + options;
    }

    /// <summary>What a ratio above 1 says, and one below 1.</summary>
    public static (string Subject, string More, string Less) Claim(string quantity) =>
        quantity.Split(", ", 2)[0] switch
        {
            "aboveBound" => ("losses at the end", "less deep", "deeper"),
            "heldOut" => ("losses on held-out data", "higher", "lower"),
            "heldOutErrorRate" => ("error rates on held-out data", "higher", "lower"),
            "norm" => ("norms", "larger", "smaller"),
            "weightDeviation" => ("standard deviations of the weights", "larger", "smaller"),
            "largestEigenvalue" => ("largest eigenvalues of the Hessian", "larger", "smaller"),
            "trace" => ("traces of the Hessian", "larger", "smaller"),
            "distance" => ("distances between trained points", "larger", "smaller"),
            "alignedDistance" => ("distances between aligned copies", "larger", "smaller"),
            "centroidDistance" => ("distances from the centroid", "larger", "smaller"),
            "alignedCentroidDistance" => ("distances of aligned copies from their centroid", "larger", "smaller"),
            "height" => ("heights", "higher", "lower"),
            "heldOutHeight" => ("heights on held-out data", "higher", "lower"),
            "matchedHeight" => ("heights at matched distance", "higher", "lower"),
            "matchedBarrier" => ("barriers at matched distance", "higher", "lower"),
            "matchedHeldOutHeight" => ("heights on held-out data at matched distance", "higher", "lower"),
            _ => ("barriers", "higher", "lower"),
        };

    private static string Name(string quantity) =>
        quantity switch
        {
            "aboveBound" => "loss above infimum",
            "heldOut" => "held-out loss",
            "heldOutErrorRate" => "held-out error rate",
            "norm" => "norm",
            "weightMean" => "mean of the weights",
            "weightDeviation" => "deviation of the weights",
            "trace" => "trace of the Hessian",
            "alignedDistance" => "distance, aligned",
            "centroidDistance" => "from the centroid",
            "alignedCentroidDistance" => "from the centroid, aligned",
            "heldOutHeight" => "held-out height",
            "matchedHeight" => "height at matched distance",
            "matchedBarrier" => "barrier at matched distance",
            "matchedHeldOutHeight" => "held-out height at matched distance",
            "largestEigenvalue" => "largest eigenvalue",
            "distance" => "distance",
            "height" => "height above infimum",
            _ => quantity,
        };
}
