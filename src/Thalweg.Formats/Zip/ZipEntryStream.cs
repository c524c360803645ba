using System.IO.Compression;

namespace Thalweg.Formats.Zip;

/// <summary>The expanded bytes of one entry; reading past its end checks length and checksum.</summary>
internal sealed class ZipEntryStream : Stream
{
    private readonly ZipEntry _entry;
    private readonly Stream _source;
    private Crc32 _checksum;
    private long _delivered;

    public ZipEntryStream(Stream archive, ZipEntry entry)
    {
        _entry = entry;
        var stored = new Window(archive, entry.DataStart, entry.StoredLength);
        _source = entry.Compressed ? new DeflateStream(stored, CompressionMode.Decompress) : stored;
    }

    public override bool CanRead => true;
    public override bool CanSeek => false;
    public override bool CanWrite => false;
    public override long Length => _entry.Length;

    public override long Position
    {
        get => _delivered;
        set => throw new NotSupportedException();
    }

    public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

    public override int Read(Span<byte> buffer)
    {
        buffer = buffer[..(int)Math.Min(buffer.Length, _entry.Length - _delivered)];
        var count = _source.Read(buffer);
        _checksum.Append(buffer[..count]);
        _delivered += count;
        return count;
    }

    /// <summary>Demands that the entry held exactly the bytes it claims; call it after the last of them was read.</summary>
    /// <exception cref="InvalidDataException">Bytes are missing, left over or changed.</exception>
    public void Verify()
    {
        Span<byte> more = stackalloc byte[1];
        if (_delivered < _entry.Length || _source.Read(more) != 0)
        {
            throw new InvalidDataException(
                $"it does not expand to the {_entry.Length} bytes that the zip directory claims"
            );
        }
        if (_checksum.Value != _entry.Checksum)
        {
            throw new InvalidDataException("its checksum is wrong: the file is damaged, so copy or save it again");
        }
    }

    public override void Flush() { }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            _source.Dispose();
        }
        base.Dispose(disposing);
    }

    /// <summary>A stretch of the archive as a stream that leaves the archive open.</summary>
    private sealed class Window(Stream archive, long start, long length) : Stream
    {
        private long _position;

        public override bool CanRead => true;
        public override bool CanSeek => false;
        public override bool CanWrite => false;
        public override long Length => length;

        public override long Position
        {
            get => _position;
            set => throw new NotSupportedException();
        }

        public override int Read(byte[] buffer, int offset, int count) => Read(buffer.AsSpan(offset, count));

        public override int Read(Span<byte> buffer)
        {
            archive.Position = start + _position;
            var count = archive.Read(buffer[..(int)Math.Min(buffer.Length, length - _position)]);
            _position += count;
            return count;
        }

        public override void Flush() { }

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }
}
