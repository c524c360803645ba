using Thalweg.Formats.Files;

namespace Thalweg.Formats.Weights;

/// <summary>The bytes of a weight file and the name it goes by in messages.</summary>
internal sealed record WeightSource(string Name, byte[] Bytes)
{
    private const int LongestFile = 1 << 30;

    /// <exception cref="WeightFormatException">The file is empty, or larger than 1 GiB.</exception>
    /// <exception cref="IOException">It is no regular file, or cannot be opened or read.</exception>
    public static WeightSource Open(string path)
    {
        using var stream = RegularFile.OpenRead(path);
        if (stream.Length is 0 or > LongestFile)
        {
            throw new WeightFormatException(
                $"{path}: it has {stream.Length} bytes, expected a weight file of 1 to {LongestFile} bytes."
            );
        }
        var bytes = new byte[stream.Length];
        return stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false) == bytes.Length
            ? new WeightSource(path, bytes)
            : throw new WeightFormatException($"{path}: it was cut short while it was read.");
    }

    /// <summary>The exception for a fault of this file.</summary>
    public WeightFormatException Fault(string fault) => new($"{Name}: {fault}.");
}
