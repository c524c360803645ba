using System.Security.Cryptography;
using System.Text;

namespace Thalweg.Optimization;

/// <summary>
/// The bytes around every saved state: magic, version, length of the payload, payload, SHA-256 of all before it. Numbers are
/// little-endian, texts UTF-8 behind their length.
/// </summary>
/// <param name="Magic">Eight characters that say which kind of state it is.</param>
internal sealed record StateEnvelope(string Magic, int Version)
{
    private const int HeaderLength = 8 + sizeof(int) + sizeof(long);

    private byte[] MagicBytes => Encoding.UTF8.GetBytes(Magic);

    public byte[] Wrap(Action<BinaryWriter> payload)
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(MagicBytes);
        writer.Write(Version);
        writer.Write(0L);
        payload(writer);
        writer.Seek(HeaderLength - sizeof(long), SeekOrigin.Begin);
        writer.Write(stream.Length - HeaderLength);
        writer.Seek(0, SeekOrigin.End);
        writer.Write(SHA256.HashData(stream.GetBuffer().AsSpan(0, (int)stream.Length)));
        return stream.ToArray();
    }

    /// <returns>The payload.</returns>
    /// <exception cref="TrainingStateException">The bytes are truncated, altered or of another format.</exception>
    public ReadOnlySpan<byte> Open(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength || !bytes.StartsWith(MagicBytes))
        {
            throw new TrainingStateException(
                $"the {bytes.Length} bytes do not begin as a training state does; delete the file to start the run again"
            );
        }
        var version = BitConverter.ToInt32(bytes[Magic.Length..]);
        if (version != Version)
        {
            throw new TrainingStateException(
                $"the training state has format version {version}, this program reads {Version}; delete the file to start "
                    + "the run again"
            );
        }
        var length = BitConverter.ToInt64(bytes[(Magic.Length + sizeof(int))..]);
        if (length != bytes.Length - HeaderLength - SHA256.HashSizeInBytes)
        {
            throw new TrainingStateException(
                $"the training state is truncated: {bytes.Length} bytes where {HeaderLength} + {length} + "
                    + $"{SHA256.HashSizeInBytes} are expected; delete the file to start the run again"
            );
        }
        Span<byte> checksum = stackalloc byte[SHA256.HashSizeInBytes];
        SHA256.HashData(bytes[..^SHA256.HashSizeInBytes], checksum);
        if (!checksum.SequenceEqual(bytes[^SHA256.HashSizeInBytes..]))
        {
            throw new TrainingStateException(
                "the training state is damaged: its checksum does not match; delete the file to start the run again"
            );
        }
        return bytes[HeaderLength..^SHA256.HashSizeInBytes];
    }
}
