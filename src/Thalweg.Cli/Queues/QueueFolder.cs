using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Thalweg.Formats.Files;

namespace Thalweg.Cli.Queues;

/// <summary>What <c>thalweg slurm</c> keeps in a result folder: scripts, logs, the copy of the program.</summary>
/// <param name="folder">Of results: a full path.</param>
internal sealed class QueueFolder(string folder)
{
    public const string Name = "slurm";

    private const int NameDigits = 8;

    public string Location => Path.Combine(folder, Name);

    public string RunScript => Path.Combine(Location, "run.sbatch");

    public string MergeScript => Path.Combine(Location, "merge.sbatch");

    private string Settings => Path.Combine(Location, "array.json");

    /// <summary>The shards of the array; null where the folder has none.</summary>
    public int? Shards =>
        Member("shards") is { } node && node.GetValueKind() == JsonValueKind.Number ? (int)node : null;

    /// <summary>SHA-256 of the text of the study that the array computes; null where the folder has none.</summary>
    public string? Study =>
        Member("study") is { } node && node.GetValueKind() == JsonValueKind.String ? (string?)node : null;

    /// <summary>Name of the jobs of a study: its own, and what tells the folder from others.</summary>
    public string JobName(string study) =>
        $"{study}-{Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(folder)))[..NameDigits]}";

    /// <exception cref="IOException">The folder cannot be written.</exception>
    public void Write(ArrayJob job, string study)
    {
        Directory.CreateDirectory(Location);
        var settings = new JsonObject
        {
            ["shards"] = job.Shards,
            ["study"] = study,
            ["job"] = job.Name,
        };
        DurableFile.Write(RunScript, Encoding.UTF8.GetBytes(JobScripts.Run(job)));
        DurableFile.Write(MergeScript, Encoding.UTF8.GetBytes(JobScripts.Merge(job)));
        DurableFile.Write(Settings, Encoding.UTF8.GetBytes(settings.ToJsonString() + "\n"));
    }

    private JsonNode? Member(string name)
    {
        try
        {
            return File.Exists(Settings) && JsonNode.Parse(RegularFile.ReadAllBytes(Settings)) is JsonObject settings
                ? settings[name]
                : null;
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }
}
