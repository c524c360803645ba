using System.Security.Cryptography;

namespace Thalweg.Optimization;

/// <summary>
/// The bytes around a saved state: magic, version, length of the payload, payload, SHA-256 of all before it.
/// </summary>
internal static class StateEnvelope
{
    private const int Version = 8;
    private const int HeaderLength = 8 + sizeof(int) + sizeof(long);

    private static ReadOnlySpan<byte> Magic => "thalwegT"u8;

    public static byte[] Wrap(Action<StateTransfer> payload)
    {
        var measured = new StateWriter();
        payload(measured);
        var length = measured.At;
        var bytes = new byte[checked(HeaderLength + length + SHA256.HashSizeInBytes)];
        Magic.CopyTo(bytes);
        BitConverter.TryWriteBytes(bytes.AsSpan(Magic.Length), Version);
        BitConverter.TryWriteBytes(bytes.AsSpan(Magic.Length + sizeof(int)), (long)length);
        payload(new StateWriter(bytes, HeaderLength));
        SHA256.HashData(bytes.AsSpan(0, HeaderLength + length), bytes.AsSpan(HeaderLength + length));
        return bytes;
    }

    /// <returns>The payload.</returns>
    /// <exception cref="TrainingStateException">The bytes are truncated, altered or of another format.</exception>
    public static ReadOnlySpan<byte> Open(ReadOnlySpan<byte> bytes)
    {
        if (bytes.Length < HeaderLength || !bytes.StartsWith(Magic))
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
