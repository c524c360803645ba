using System.Buffers.Binary;

namespace Thalweg.Formats;

/// <summary>The checksum of zip entries: the reflected cyclic redundancy check of polynomial 0xEDB88320.</summary>
internal struct Crc32
{
    private static readonly uint[] Tables = BuildTables();

    public uint Value { get; private set; }

    /// <summary>Folds in more bytes, eight at a step through eight tables.</summary>
    public void Append(ReadOnlySpan<byte> bytes)
    {
        var tables = Tables;
        var crc = ~Value;
        while (bytes.Length >= 8)
        {
            var low = BinaryPrimitives.ReadUInt32LittleEndian(bytes) ^ crc;
            var high = BinaryPrimitives.ReadUInt32LittleEndian(bytes[4..]);
            crc =
                tables[0x700 + (low & 0xFF)]
                ^ tables[0x600 + ((low >> 8) & 0xFF)]
                ^ tables[0x500 + ((low >> 16) & 0xFF)]
                ^ tables[0x400 + (low >> 24)]
                ^ tables[0x300 + (high & 0xFF)]
                ^ tables[0x200 + ((high >> 8) & 0xFF)]
                ^ tables[0x100 + ((high >> 16) & 0xFF)]
                ^ tables[high >> 24];
            bytes = bytes[8..];
        }
        foreach (var value in bytes)
        {
            crc = (crc >> 8) ^ tables[(byte)crc ^ value];
        }
        Value = ~crc;
    }

    private static uint[] BuildTables()
    {
        var tables = new uint[8 * 256];
        for (uint value = 0; value < 256; value++)
        {
            var crc = value;
            for (var bit = 0; bit < 8; bit++)
            {
                crc = (crc >> 1) ^ ((crc & 1) * 0xEDB88320u);
            }
            tables[value] = crc;
        }
        for (var entry = 256; entry < tables.Length; entry++)
        {
            var previous = tables[entry - 256];
            tables[entry] = (previous >> 8) ^ tables[(byte)previous];
        }
        return tables;
    }
}
