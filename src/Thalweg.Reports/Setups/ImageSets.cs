using System.Globalization;
using System.Text.RegularExpressions;

namespace Thalweg.Reports.Setups;

/// <summary>Data that networks learn from, in words made from what keys say of them.</summary>
internal static partial class ImageSets
{
    private const int ShownOfHash = 12;

    /// <summary>Where the images come from, how many are trained on, how many a step takes, how many are held out.</summary>
    /// <param name="data">As keys spell it: <c>files(sha256=…, split=train, images=500, batch=64, heldOut=500) beside …</c></param>
    public static string Of(string data)
    {
        var parts = data.Split(" beside ");
        var call = new Call(parts[0]);
        var count = call["images", ""];
        var images =
            (count.Length > 0 ? $"{count} images" : "all images")
            + (call["split", ""] is { Length: > 0 } split ? $" of the part \"{split}\"" : "")
            + (
                call.Name == "digits" ? $", digits drawn with strokes (seed {call["seed", "1"]})"
                : call["sha256", ""] is { Length: > 0 } hash ? $" of files with SHA-256 {Short(hash)}"
                : $" of {call.Name}"
            );
        var noise = Number(call["noise", "0"]) > 0 ? $"; labels exchanged with probability {call["noise", "0"]}" : "";
        var batch = call["batch", ""] is { Length: > 0 } size ? $"; mini-batches of {size}" : "";
        var heldOut = call["heldOut", ""] is { Length: > 0 } held
            ? $"; held out: {held} images" + (parts.Length > 1 ? $" of files with SHA-256 {Short(parts[1])}" : "")
            : "";
        return images + noise + batch + heldOut;
    }

    /// <summary>The loss of a network on data, by the rule that the studies have.</summary>
    /// <param name="hasClasses">True where runs report a rate of errors, as only those on classes do.</param>
    public static string Loss(string data, string network, bool hasClasses) =>
        new Call(data.Split(" beside ")[0])["loss", "auto"] switch
        {
            "cross-entropy" => Entropy,
            "squared-error" => Squares,
            _ => hasClasses && !Autoencoder().IsMatch(network) ? Entropy : Squares,
        };

    /// <summary>Which parameters of a run are its trained point.</summary>
    public static string Kept(string keep) =>
        keep switch
        {
            "loss" => "parameters of the lowest training loss that was recorded",
            "heldOut" => "parameters of the lowest held-out loss that was recorded",
            _ => $"parameters by {keep}",
        };

    private const string Entropy = "cross-entropy, mean over the images";

    private const string Squares = "squared error, mean over the images and their entries";

    private static string Short(string hash) => hash.Length > ShownOfHash ? $"{hash[..ShownOfHash]}…" : hash;

    private static double Number(string text) =>
        double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out var number) ? number : 0;

    [GeneratedRegex("^autoencoder\\b")]
    private static partial Regex Autoencoder();
}
