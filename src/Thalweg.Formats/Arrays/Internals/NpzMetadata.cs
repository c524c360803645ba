using System.Buffers;
using System.Text.Json;
using Thalweg.Formats.Zip;

namespace Thalweg.Formats.Arrays;

/// <summary>Texts in the comment of an archive: one JSON object.</summary>
internal static class NpzMetadata
{
    /// <exception cref="InvalidOperationException">They are longer than a comment may be.</exception>
    public static byte[] Write(IReadOnlyDictionary<string, string> metadata)
    {
        if (metadata.Count == 0)
        {
            return [];
        }
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
            {
                writer.WriteString(key, value);
            }
            writer.WriteEndObject();
        }
        return json.WrittenCount <= ZipDirectory.LongestComment
            ? json.WrittenSpan.ToArray()
            : throw new InvalidOperationException(
                $"the metadata have {json.WrittenCount} bytes, but an archive holds at most {ZipDirectory.LongestComment}: shorten them"
            );
    }

    /// <summary>Empty where the comment is none of ours.</summary>
    public static IReadOnlyDictionary<string, string> Read(byte[] comment)
    {
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        if (comment is not [(byte)'{', ..])
        {
            return metadata;
        }
        try
        {
            using var document = JsonDocument.Parse(comment);
            foreach (var member in document.RootElement.EnumerateObject())
            {
                if (member.Value.ValueKind == JsonValueKind.String)
                {
                    metadata[member.Name] = member.Value.GetString()!;
                }
            }
        }
        // The reader reports text that is no valid UTF-16, such as half a surrogate pair, as an invalid operation.
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            metadata.Clear();
        }
        return metadata;
    }
}
