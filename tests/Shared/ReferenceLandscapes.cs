using System.Text.Json;

namespace Thalweg.Tests.Shared;

/// <summary>
/// Networks of [Wu2021] with losses, gradients, errors and roughness that another program computed: those of
/// <c>Landscapes/generate.py</c>, and the published ones where they lie beside the checkout.
/// </summary>
internal static class ReferenceLandscapes
{
    private static readonly Folder[] Folders =
    [
        .. new[]
        {
            Path.Combine(Checkout.Root, "tests", "Shared", "Landscapes"),
            Path.Combine(Checkout.Root, "..", "shared", "reference", "landscapes"),
        }
            .Where(path => File.Exists(Path.Combine(path, "values.json")))
            .Select(path => new Folder(path)),
    ];

    /// <summary>Networks whose names begin like this.</summary>
    public static IEnumerable<string> Named(string start) =>
        Folders.SelectMany(f => f.Names).Where(name => name.StartsWith(start, StringComparison.Ordinal));

    /// <summary>Networks whose roughness was measured.</summary>
    public static IEnumerable<string> Measured { get; } = Folders.SelectMany(f => f.Measured);

    /// <summary>Losses, gradients and errors; <c>drm</c> is the deep Ritz loss, <c>dgm</c> the deep Galerkin loss.</summary>
    public static JsonElement Values(string name) => FolderOf(name).Checkpoint(name);

    /// <summary>Roughness along listed directions, and over many random ones.</summary>
    public static JsonElement Roughness(string name) => FolderOf(name).Roughness(name);

    /// <summary>The directions before they are scaled to the parameters.</summary>
    public static JsonElement RawDirections(string name) => FolderOf(name).RawDirections;

    public static string Weights(string name) =>
        Path.Combine(FolderOf(name).Location, Values(name).GetProperty("file").GetString()!);

    public static double[] Numbers(JsonElement array) =>
        [.. array.EnumerateArray().Select(number => number.GetDouble())];

    private static Folder FolderOf(string name) => Folders.First(folder => folder.Names.Contains(name));

    private sealed class Folder
    {
        private readonly Dictionary<string, JsonElement> checkpoints;
        private readonly Dictionary<string, JsonElement> measured;

        public Folder(string path)
        {
            Location = path;
            checkpoints = Members(Read("values.json").GetProperty("checkpoints"));
            var roughness = Read("roughness.json");
            measured = Members(roughness.GetProperty("checkpoints"));
            RawDirections = roughness.GetProperty("raw_directions");
        }

        public string Location { get; }

        public JsonElement RawDirections { get; }

        public IReadOnlyCollection<string> Names => checkpoints.Keys;

        public IEnumerable<string> Measured => measured.Keys;

        public JsonElement Checkpoint(string name) => checkpoints[name];

        public JsonElement Roughness(string name) => measured[name];

        private JsonElement Read(string file)
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(Location, file)));
            return document.RootElement.Clone();
        }

        private static Dictionary<string, JsonElement> Members(JsonElement root) =>
            root.EnumerateObject().ToDictionary(member => member.Name, member => member.Value);
    }
}
