using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using Thalweg.Formats.Arrays;

namespace Thalweg.Formats.Weights;

/// <summary>Writes float64 tensors as safetensors: length of the header, header in JSON, values.</summary>
internal static class SafetensorsWriter
{
    private const int Alignment = 8;

    /// <summary>The first bytes of the file, up to the values; padded so that the values are aligned.</summary>
    public static byte[] Header(IReadOnlyList<WeightTensor> tensors, IReadOnlyDictionary<string, string> metadata)
    {
        var json = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(json))
        {
            writer.WriteStartObject();
            if (metadata.Count > 0)
            {
                writer.WriteStartObject(SafetensorsReader.MetadataKey);
                foreach (var (key, value) in metadata.OrderBy(pair => pair.Key, StringComparer.Ordinal))
                {
                    writer.WriteString(key, value);
                }
                writer.WriteEndObject();
            }
            long end = 0;
            foreach (var tensor in tensors)
            {
                var begin = end;
                end += (long)tensor.Values.Length * sizeof(double);
                Describe(writer, tensor, begin, end);
            }
            writer.WriteEndObject();
        }
        var length = (json.WrittenCount + Alignment - 1) / Alignment * Alignment;
        var header = new byte[sizeof(ulong) + length];
        header.AsSpan().Fill((byte)' ');
        BinaryPrimitives.WriteUInt64LittleEndian(header, (ulong)length);
        json.WrittenSpan.CopyTo(header.AsSpan(sizeof(ulong)));
        return header;
    }

    public static void Write(Stream stream, ReadOnlySpan<byte> header, IReadOnlyList<WeightTensor> tensors)
    {
        stream.Write(header);
        foreach (var tensor in tensors)
        {
            NpyStream.Write(tensor.Values, stream.Write);
        }
    }

    private static void Describe(Utf8JsonWriter writer, WeightTensor tensor, long begin, long end)
    {
        if (TensorShape.Count([.. tensor.Shape], int.MaxValue) != tensor.Values.Length)
        {
            throw new ArgumentException(
                $"tensor '{tensor.Name}' has {tensor.Values.Length} values, which do not fit its shape "
                    + $"{TensorShape.Describe(tensor.Shape)}: give as many values as the product of the extents",
                nameof(tensor)
            );
        }
        writer.WriteStartObject(tensor.Name);
        writer.WriteString("dtype", "F64");
        writer.WriteStartArray("shape");
        foreach (var extent in tensor.Shape)
        {
            writer.WriteNumberValue(extent);
        }
        writer.WriteEndArray();
        writer.WriteStartArray("data_offsets");
        writer.WriteNumberValue(begin);
        writer.WriteNumberValue(end);
        writer.WriteEndArray();
        writer.WriteEndObject();
    }
}
