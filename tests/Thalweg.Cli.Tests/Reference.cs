using System.Text.Json;

namespace Thalweg.Cli.Tests;

/// <summary>The shared reference beside the checkout; tests that need it are skipped where it is absent.</summary>
internal static class Reference
{
    private static readonly string Folder = CommandLine.InRepository("../shared/reference/landscapes");

    public static JsonElement Checkpoint(string name) =>
        Read("values.json").GetProperty("checkpoints").GetProperty(name);

    public static JsonElement Read(string file)
    {
        var path = Path.Combine(Folder, file);
        Assert.SkipUnless(File.Exists(path), $"{path} is not there");
        using var document = JsonDocument.Parse(File.ReadAllBytes(path));
        return document.RootElement.Clone();
    }

    public static string Weights(string name) => Path.Combine(Folder, $"{name}.pkl");
}
