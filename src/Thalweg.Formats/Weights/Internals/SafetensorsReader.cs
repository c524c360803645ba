using System.Buffers.Binary;
using System.Text.Json;

namespace Thalweg.Formats.Weights;

/// <summary>Reads the safetensors form: 8 bytes with the length of the header, the header in JSON, the values.</summary>
internal static class SafetensorsReader
{
    public const string MetadataKey = "__metadata__";

    // The limit of the format's own implementation.
    private const ulong LongestHeader = 100_000_000;

    private sealed record Entry(string Name, int[] Shape, long Begin, long End, ElementType Type);

    /// <returns>The tensors in the order of their data.</returns>
    /// <exception cref="WeightFormatException">
    /// The header is damaged or claims too much, an element type holds no real numbers, or the data of the tensors overlap,
    /// leave gaps or run out of the file.
    /// </exception>
    public static TensorFileContent Read(WeightSource source)
    {
        var headerLength = BinaryPrimitives.ReadUInt64LittleEndian(source.Bytes);
        var available = (ulong)(source.Bytes.Length - sizeof(ulong));
        if (headerLength > LongestHeader || headerLength > available)
        {
            throw source.Fault(
                $"its safetensors header claims {headerLength} bytes, but {available} bytes follow (at most {LongestHeader} are read): "
                    + "it is cut short or damaged"
            );
        }
        var dataStart = sizeof(ulong) + (int)headerLength;
        List<Entry> entries;
        var metadata = new Dictionary<string, string>(StringComparer.Ordinal);
        try
        {
            entries = Entries(source, source.Bytes.AsSpan(sizeof(ulong), (int)headerLength), metadata);
        }
        // The reader reports text that is no valid UTF-16, such as half a surrogate pair, as an invalid operation.
        catch (Exception fault) when (fault is JsonException or InvalidOperationException)
        {
            throw source.Fault("its safetensors header is not valid JSON: it is cut short or damaged");
        }
        // Stable, so that tensors without values keep the order of the header.
        entries = [.. entries.OrderBy(entry => entry.Begin).ThenBy(entry => entry.End)];
        return new TensorFileContent(Place(source, entries, dataStart))
        {
            IsSortedByName = IsSorted(entries),
            Metadata = metadata,
            Notes =
            [
                .. Buffers.Note([
                    .. entries
                        .Where(entry => entry.Type.Role == ElementRole.Count)
                        .Select(entry => $"{StoredTensor.Show(entry.Name)} ({entry.Type.Name})"),
                ]),
            ],
        };
    }

    // The safetensors package puts the wider element types first and sorts by name within each.
    private static bool IsSorted(List<Entry> entries) =>
        entries.Count > 1
        && (
            Rises(entries)
            || entries.GroupBy(entry => entry.Type).Select(alike => alike.ToList()) is var types
                && types.All(Rises)
                && types.SelectMany(alike => alike).SequenceEqual(entries)
        );

    private static bool Rises(List<Entry> entries) =>
        entries.Zip(entries.Skip(1)).All(pair => string.CompareOrdinal(pair.First.Name, pair.Second.Name) < 0);

    private static List<StoredTensor> Place(WeightSource source, List<Entry> entries, int dataStart)
    {
        var tensors = new List<StoredTensor>(entries.Count);
        var end = 0L;
        foreach (var entry in entries)
        {
            if (entry.Begin != end)
            {
                throw source.Fault(
                    $"the data of tensor '{Excerpt.Of(entry.Name)}' begin at {entry.Begin}, expected {end}: tensors must neither overlap nor leave gaps"
                );
            }
            end = entry.End;
            var strides = TensorShape.RowMajorStrides(entry.Shape);
            var count = (int)((entry.End - entry.Begin) / entry.Type.Size);
            var extent = new StorageExtent(dataStart + (int)entry.Begin, entry.Type, BigEndian: false);
            if (entry.Type.Role == ElementRole.Other)
            {
                throw source.Fault(
                    $"tensor '{Excerpt.Of(entry.Name)}' has the element type {entry.Type.Name}, expected F64, F32, F16 or BF16: convert the network with net.double()"
                );
            }
            if (entry.Type.Role == ElementRole.Count)
            {
                continue;
            }
            tensors.Add(new StoredTensor(source, entry.Name, entry.Shape, strides, first: 0, count, extent));
        }
        var dataLength = source.Bytes.Length - dataStart;
        return end == dataLength
            ? tensors
            : throw source.Fault(
                $"its tensors end at byte {end} of the data, but there are {dataLength}: it is damaged"
            );
    }

    private static List<Entry> Entries(
        WeightSource source,
        ReadOnlySpan<byte> header,
        Dictionary<string, string> metadata
    )
    {
        var entries = new List<Entry>();
        var names = new HashSet<string>(StringComparer.Ordinal);
        var dataLength = source.Bytes.Length - sizeof(ulong) - header.Length;
        var json = new Utf8JsonReader(header);
        Expect(ref json, JsonTokenType.StartObject);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var name = json.GetString()!;
            if (!names.Add(name))
            {
                throw source.Fault($"its header names '{Excerpt.Of(name)}' twice");
            }
            if (name == MetadataKey)
            {
                ReadMetadata(source, ref json, metadata);
            }
            else
            {
                entries.Add(Tensor(source, ref json, name, dataLength));
            }
        }
        // Reads on to the end of the text, so that anything after the object is found.
        json.Read();
        return entries;
    }

    private static void ReadMetadata(WeightSource source, ref Utf8JsonReader json, Dictionary<string, string> metadata)
    {
        json.Read();
        var valid = json.TokenType == JsonTokenType.StartObject;
        while (valid && json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var key = json.GetString()!;
            json.Read();
            valid = json.TokenType == JsonTokenType.String;
            if (valid)
            {
                metadata[key] = json.GetString()!;
            }
        }
        if (!valid)
        {
            throw source.Fault($"its {MetadataKey} is not an object of texts, as safetensors demands");
        }
    }

    private static Entry Tensor(WeightSource source, ref Utf8JsonReader json, string name, int dataLength)
    {
        var shown = Excerpt.Of(name);
        string? type = null;
        List<long>? shape = null;
        List<long>? offsets = null;
        Expect(ref json, JsonTokenType.StartObject);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var key = json.GetString()!;
            switch (key)
            {
                case "dtype" when type is null:
                    Expect(ref json, JsonTokenType.String);
                    type = json.GetString();
                    break;
                case "shape" when shape is null:
                    shape = Numbers(source, ref json, shown);
                    break;
                case "data_offsets" when offsets is null:
                    offsets = Numbers(source, ref json, shown);
                    break;
                default:
                    throw source.Fault(
                        $"tensor '{shown}' has the key '{Excerpt.Of(key)}', expected dtype, shape and data_offsets, each once"
                    );
            }
        }
        if (type is null || shape is null || offsets is not [var begin, var end])
        {
            throw source.Fault($"tensor '{shown}' lacks dtype, shape or a pair of data_offsets");
        }
        var element =
            ElementType.OfSafetensors(type)
            ?? throw source.Fault(
                $"tensor '{shown}' has the unknown element type '{Excerpt.Of(type)}', expected F64, F32, F16 or BF16: convert the network with net.double()"
            );
        var size = element.Size;
        if (shape.Count > TensorShape.HighestRank || shape.Exists(extent => extent > int.MaxValue))
        {
            throw source.Fault(
                $"tensor '{shown}' has an impossible shape, expected at most {TensorShape.HighestRank} extents of at most {int.MaxValue}"
            );
        }
        if (begin > end || end > dataLength)
        {
            throw source.Fault(
                $"tensor '{shown}' claims the bytes {begin} to {end} of the data, but there are {dataLength}"
            );
        }
        int[] extents = [.. shape.Select(extent => (int)extent)];
        return TensorShape.Count(extents, dataLength / size) is { } count && (long)count * size == end - begin
            ? new Entry(name, extents, begin, end, element)
            : throw source.Fault(
                $"tensor '{shown}' has {end - begin} bytes of data, which do not fit its shape {Excerpt.Of(TensorShape.Describe(extents))} of {type}"
            );
    }

    private static List<long> Numbers(WeightSource source, ref Utf8JsonReader json, string tensor)
    {
        var numbers = new List<long>();
        Expect(ref json, JsonTokenType.StartArray);
        while (json.Read() && json.TokenType == JsonTokenType.Number)
        {
            if (!json.TryGetInt64(out var number) || number < 0)
            {
                throw source.Fault(
                    $"tensor '{tensor}' has a shape or data_offsets that are not whole numbers from 0 to 2^63 - 1"
                );
            }
            numbers.Add(number);
        }
        return json.TokenType == JsonTokenType.EndArray ? numbers : throw new JsonException();
    }

    private static void Expect(ref Utf8JsonReader json, JsonTokenType token)
    {
        json.Read();
        if (json.TokenType != token)
        {
            throw new JsonException();
        }
    }
}
