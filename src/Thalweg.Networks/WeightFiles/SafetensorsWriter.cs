using System.Buffers;
using System.Buffers.Binary;
using System.Text.Json;
using Thalweg.Numerics.Arrays;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Networks.WeightFiles;

/// <summary>Writes float64 tensors as safetensors: length of the header, header in JSON, values.</summary>
internal static class SafetensorsWriter
{
    private const int Alignment = 8;

    /// <summary>The first bytes of the file, up to the values; padded so that the values are aligned.</summary>
    public static byte[] Header(ParameterLayout layout, int count, IReadOnlyDictionary<string, string> metadata)
    {
        if (count != layout.Count)
        {
            throw new ArgumentException(
                $"{count} parameters do not fit the network, which has {layout.Count}: pass the whole vector",
                nameof(count)
            );
        }
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
            foreach (var tensor in layout.Tensors)
            {
                writer.WriteStartObject(tensor.Name);
                writer.WriteString("dtype", "F64");
                writer.WriteStartArray("shape");
                foreach (var extent in tensor.Shape)
                {
                    writer.WriteNumberValue(extent);
                }
                writer.WriteEndArray();
                writer.WriteStartArray("data_offsets");
                writer.WriteNumberValue((long)tensor.Offset * sizeof(double));
                writer.WriteNumberValue(((long)tensor.Offset + tensor.Count) * sizeof(double));
                writer.WriteEndArray();
                writer.WriteEndObject();
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

    public static void Write(Stream stream, ReadOnlySpan<byte> header, ReadOnlySpan<double> parameters)
    {
        stream.Write(header);
        NpyStream.Write(parameters, stream.Write);
    }
}
