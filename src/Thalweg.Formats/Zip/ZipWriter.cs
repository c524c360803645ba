using System.Buffers.Binary;
using System.Text;

namespace Thalweg.Formats.Zip;

/// <summary>
/// Writes an uncompressed zip archive with a fixed date and without any mark of the machine, so that its bytes depend on its
/// content alone. Entries and archives beyond 4 GiB use the 64-bit records.
/// </summary>
/// <param name="wideFrom">Lengths and positions from here on go into 64-bit fields; smaller than 2^32 - 1 only in tests.</param>
internal sealed class ZipWriter(Stream stream, uint wideFrom)
{
    // 1 January 1980, the first day the format knows.
    private const ushort Date = (1 << 5) | 1;
    private const ushort VersionPlain = 20;
    private const ushort VersionWide = 45;

    private readonly long _origin = stream.Position;
    private readonly List<Record> _records = [];
    private Crc32 _checksum;
    private string _name = "";
    private long _length;
    private long _start;

    private readonly record struct Record(string Name, uint Checksum, long Length, long Start);

    public void Begin(string name, long length)
    {
        _name = name;
        _length = length;
        _start = stream.Position - _origin;
        _checksum = default;
        var wide = length >= wideFrom;
        var nameBytes = Encoding.UTF8.GetBytes(name);
        var fields = new Fields(ZipRecords.LocalLength + nameBytes.Length + (wide ? 20 : 0));
        fields.Add(ZipRecords.LocalSignature);
        AddCommon(fields, wide, name, checksum: 0, wide ? ZipRecords.Wide : (uint)length);
        fields.Add((ushort)nameBytes.Length);
        fields.Add((ushort)(wide ? 20 : 0));
        fields.Add(nameBytes);
        if (wide)
        {
            fields.Add(ZipRecords.WideExtra);
            fields.Add((ushort)16);
            fields.Add(length);
            fields.Add(length);
        }
        stream.Write(fields.Bytes);
    }

    public void Append(ReadOnlySpan<byte> bytes)
    {
        _checksum.Append(bytes);
        stream.Write(bytes);
    }

    public void End()
    {
        var end = stream.Position;
        Span<byte> checksum = stackalloc byte[sizeof(uint)];
        BinaryPrimitives.WriteUInt32LittleEndian(checksum, _checksum.Value);
        stream.Position = _origin + _start + 14;
        stream.Write(checksum);
        stream.Position = end;
        _records.Add(new Record(_name, _checksum.Value, _length, _start));
    }

    /// <param name="comment">Of the archive; at most <see cref="ZipDirectory.LongestComment"/> bytes.</param>
    public void WriteDirectory(ReadOnlySpan<byte> comment)
    {
        var start = stream.Position - _origin;
        foreach (var record in _records)
        {
            WriteRecord(record);
        }
        var length = stream.Position - _origin - start;
        var wide = start >= wideFrom || length >= wideFrom || _records.Count >= ZipRecords.Wide16;
        if (wide)
        {
            WriteWideEnd(start, length);
        }
        var fields = new Fields(ZipRecords.EndLength + comment.Length);
        fields.Add(ZipRecords.EndSignature);
        fields.Add(0u);
        fields.Add(wide ? ZipRecords.Wide16 : (ushort)_records.Count);
        fields.Add(wide ? ZipRecords.Wide16 : (ushort)_records.Count);
        fields.Add(wide ? ZipRecords.Wide : (uint)length);
        fields.Add(wide ? ZipRecords.Wide : (uint)start);
        fields.Add((ushort)comment.Length);
        fields.Add(comment);
        stream.Write(fields.Bytes);
    }

    private void WriteRecord(Record record)
    {
        var wide = record.Length >= wideFrom || record.Start >= wideFrom;
        var nameBytes = Encoding.UTF8.GetBytes(record.Name);
        var extra = wide ? 28 : 0;
        var fields = new Fields(ZipRecords.DirectoryLength + nameBytes.Length + extra);
        fields.Add(ZipRecords.DirectorySignature);
        fields.Add(wide ? VersionWide : VersionPlain);
        AddCommon(fields, wide, record.Name, record.Checksum, wide ? ZipRecords.Wide : (uint)record.Length);
        fields.Add((ushort)nameBytes.Length);
        fields.Add((ushort)extra);
        fields.Add((ushort)0);
        fields.Add((ushort)0);
        fields.Add((ushort)0);
        fields.Add(0u);
        fields.Add(wide ? ZipRecords.Wide : (uint)record.Start);
        fields.Add(nameBytes);
        if (wide)
        {
            fields.Add(ZipRecords.WideExtra);
            fields.Add((ushort)24);
            fields.Add(record.Length);
            fields.Add(record.Length);
            fields.Add(record.Start);
        }
        stream.Write(fields.Bytes);
    }

    private void WriteWideEnd(long start, long length)
    {
        var position = stream.Position - _origin;
        var fields = new Fields(ZipRecords.WideEndLength + ZipRecords.WideLocatorLength);
        fields.Add(ZipRecords.WideEndSignature);
        fields.Add((long)ZipRecords.WideEndLength - 12);
        fields.Add(VersionWide);
        fields.Add(VersionWide);
        fields.Add(0u);
        fields.Add(0u);
        fields.Add((long)_records.Count);
        fields.Add((long)_records.Count);
        fields.Add(length);
        fields.Add(start);
        fields.Add(ZipRecords.WideLocatorSignature);
        fields.Add(0u);
        fields.Add(position);
        fields.Add(1u);
        stream.Write(fields.Bytes);
    }

    // The fields that the header before the data and the record in the directory share.
    private static void AddCommon(Fields fields, bool wide, string name, uint checksum, uint length)
    {
        fields.Add(wide ? VersionWide : VersionPlain);
        fields.Add(Ascii.IsValid(name) ? (ushort)0 : ZipRecords.FlagUtf8);
        fields.Add(ZipRecords.MethodStored);
        fields.Add((ushort)0);
        fields.Add(Date);
        fields.Add(checksum);
        fields.Add(length);
        fields.Add(length);
    }

    /// <summary>A record filled field by field, little-endian.</summary>
    private sealed class Fields(int length)
    {
        private readonly byte[] _bytes = new byte[length];
        private int _position;

        public ReadOnlySpan<byte> Bytes => _bytes;

        public void Add(ushort value) => BinaryPrimitives.WriteUInt16LittleEndian(Next(sizeof(ushort)), value);

        public void Add(uint value) => BinaryPrimitives.WriteUInt32LittleEndian(Next(sizeof(uint)), value);

        public void Add(long value) => BinaryPrimitives.WriteInt64LittleEndian(Next(sizeof(long)), value);

        public void Add(ReadOnlySpan<byte> value) => value.CopyTo(Next(value.Length));

        private Span<byte> Next(int count) => _bytes.AsSpan((_position += count) - count, count);
    }
}
