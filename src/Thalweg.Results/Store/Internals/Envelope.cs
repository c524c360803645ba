using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Thalweg.Results.Keys;

namespace Thalweg.Results.Store;

/// <summary>The content of <c>KEY.json</c>: the inputs that the key is made from, the checksums, the record.</summary>
internal sealed record Envelope(string Kind, JsonObject Inputs, string? ArraysHash, JsonElement Record)
{
    /// <summary>How the files of this format begin.</summary>
    public static string Start { get; } =
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{{\n\"format\":{TaskIdentity.Format},");

    /// <summary>The bytes of the file: one object whose members stand one to a line.</summary>
    public static byte[] Write(TaskIdentity task, string? arraysHash, byte[] record)
    {
        var text = new StringBuilder();
        text.Append(Start);
        text.Append("\n\"kind\":\"").Append(task.Kind);
        text.Append("\",\n\"algorithm\":").Append(task.Algorithm);
        text.Append(",\n\"inputs\":").Append(Encoding.UTF8.GetString(CanonicalJson.Write(task.Inputs)));
        text.Append(",\n\"arraysSha256\":").Append(arraysHash is null ? "null" : $"\"{arraysHash}\"");
        text.Append(",\n\"recordSha256\":\"").Append(Convert.ToHexStringLower(SHA256.HashData(record)));
        text.Append("\",\n\"record\":").Append(Encoding.UTF8.GetString(record)).Append("\n}\n");
        return Encoding.UTF8.GetBytes(text.ToString());
    }

    /// <summary>Reads and verifies a file.</summary>
    /// <exception cref="JsonException">The text is not JSON, for example because it is truncated.</exception>
    /// <exception cref="FormatException">A member is missing, or a checksum or the key does not match.</exception>
    public static Envelope Read(byte[] bytes, TaskKey key)
    {
        using var document = JsonDocument.Parse(bytes);
        var root = document.RootElement;
        var kind = Member(root, "kind").GetString() ?? throw new FormatException("its kind is null");
        var inputs =
            JsonNode.Parse(Member(root, "inputs").GetRawText()) as JsonObject
            ?? throw new FormatException("its inputs are not an object");
        var algorithm = Member(root, "algorithm").GetInt32();
        var format = Member(root, "format").GetInt32();
        if (TaskKey.Of(kind, algorithm, format, inputs) != key)
        {
            throw new FormatException("its inputs do not belong to the key in its name");
        }
        var record = Member(root, "record");
        var hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(record.GetRawText())));
        if (hash != Member(root, "recordSha256").GetString())
        {
            throw new FormatException("its record does not have the SHA-256 that the file names");
        }
        return new Envelope(kind, inputs, Member(root, "arraysSha256").GetString(), record.Clone());
    }

    private static JsonElement Member(JsonElement root, string name) =>
        root.ValueKind == JsonValueKind.Object && root.TryGetProperty(name, out var value)
            ? value
            : throw new FormatException($"it has no member '{name}'");
}
