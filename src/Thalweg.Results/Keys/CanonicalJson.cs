using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Thalweg.Results.Keys;

/// <summary>
/// JSON with one spelling per value: keys sorted by code unit, no white space, numbers in shortest round-trip form, integers
/// without a point, non-finite numbers as the strings "NaN", "Infinity", "-Infinity".
/// </summary>
public static class CanonicalJson
{
    // Above 2^53 a double no longer names one integer, so it keeps its exponent form.
    private const double ExactIntegers = 9007199254740992;

    private static readonly JsonWriterOptions Options = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>The canonical UTF-8 bytes of a value; equal values give equal bytes.</summary>
    public static byte[] Write(JsonNode? node)
    {
        using var buffer = new MemoryStream();
        using (var writer = new Utf8JsonWriter(buffer, Options))
        {
            Write(writer, node);
        }
        return buffer.ToArray();
    }

    /// <summary>A number as it is written: shortest round-trip digits, −0 as 0.</summary>
    public static string Number(double value) =>
        value == Math.Truncate(value) && Math.Abs(value) < ExactIntegers
            ? ((long)value).ToString(CultureInfo.InvariantCulture)
            : value.ToString("R", CultureInfo.InvariantCulture);

    private static void Write(Utf8JsonWriter writer, JsonNode? node)
    {
        switch (node)
        {
            case null:
                writer.WriteNullValue();
                break;
            case JsonObject fields:
                writer.WriteStartObject();
                foreach (var field in fields.OrderBy(f => f.Key, StringComparer.Ordinal))
                {
                    writer.WritePropertyName(field.Key);
                    Write(writer, field.Value);
                }
                writer.WriteEndObject();
                break;
            case JsonArray items:
                writer.WriteStartArray();
                foreach (var item in items)
                {
                    Write(writer, item);
                }
                writer.WriteEndArray();
                break;
            case JsonValue value when value.GetValueKind() == JsonValueKind.Number:
                WriteNumber(writer, value);
                break;
            case JsonValue value:
                value.WriteTo(writer);
                break;
        }
    }

    private static void WriteNumber(Utf8JsonWriter writer, JsonValue value)
    {
        if (value.TryGetValue(out long integer))
        {
            writer.WriteNumberValue(integer);
        }
        else if (value.TryGetValue(out int small))
        {
            writer.WriteNumberValue(small);
        }
        else if (value.TryGetValue(out ulong natural))
        {
            writer.WriteNumberValue(natural);
        }
        else
        {
            var number = value.GetValue<double>();
            if (double.IsFinite(number))
            {
                writer.WriteRawValue(Number(number));
            }
            else
            {
                writer.WriteStringValue(number.ToString(CultureInfo.InvariantCulture));
            }
        }
    }
}
