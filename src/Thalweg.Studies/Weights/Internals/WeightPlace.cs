namespace Thalweg.Studies.Weights;

/// <summary>A path, and behind a '#' the part of what lies there.</summary>
/// <param name="Part">Null where the whole is meant.</param>
internal sealed record WeightPlace(string Path, string? Part)
{
    public bool IsFolder => Directory.Exists(Path);

    /// <summary>Divides at the last '#' before which something lies; a path that exists with its '#' is a path.</summary>
    public static WeightPlace Of(string text)
    {
        if (Exists(text))
        {
            return new WeightPlace(text, null);
        }
        for (var mark = text.LastIndexOf('#'); mark > 0; mark = text.LastIndexOf('#', mark - 1))
        {
            if (Exists(text[..mark]))
            {
                return new WeightPlace(text[..mark], text[(mark + 1)..]);
            }
        }
        return new WeightPlace(text, null);
    }

    private static bool Exists(string path) => File.Exists(path) || Directory.Exists(path);
}
