using System.Buffers.Binary;
using System.Text.Json;
using Thalweg.Results.Records;

namespace Thalweg.Studies.Analyses;

/// <summary>What was found so far, with the state of the training that it is found along.</summary>
internal static class StabilityState
{
    public static byte[] Write(StabilityRecord found, byte[] state)
    {
        var json = RecordJson.Write(found);
        var bytes = new byte[sizeof(int) + json.Length + state.Length];
        BinaryPrimitives.WriteInt32LittleEndian(bytes, json.Length);
        json.CopyTo(bytes, sizeof(int));
        state.CopyTo(bytes, sizeof(int) + json.Length);
        return bytes;
    }

    /// <exception cref="FormatException">The bytes are cut off.</exception>
    /// <exception cref="JsonException">They hold no record.</exception>
    public static (StabilityRecord Found, byte[] State) Read(byte[] bytes)
    {
        var length = bytes.Length < sizeof(int) ? -1 : BinaryPrimitives.ReadInt32LittleEndian(bytes);
        if (length < 0 || length > bytes.Length - sizeof(int))
        {
            throw new FormatException($"the state of a stability has {bytes.Length} bytes, fewer than it says");
        }
        using var json = JsonDocument.Parse(bytes.AsMemory(sizeof(int), length));
        return (RecordJson.Read<StabilityRecord>(json.RootElement), bytes[(sizeof(int) + length)..]);
    }
}
