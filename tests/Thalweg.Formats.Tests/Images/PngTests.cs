using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;
using Thalweg.Formats.Images;

namespace Thalweg.Formats.Tests.Images;

public sealed class PngTests
{
    [Fact]
    public void A_picture_holds_its_size_its_pixels_and_right_checksums()
    {
        byte[] pixels = [0, 1, 2, 3, 4, Png.Transparent];

        var file = Png.Write(3, 2, pixels, [0x440154, 0xfde725]);

        Assert.Equal([0x89, 0x50, 0x4E, 0x47], file[..4]);
        Assert.Equal(
            (3, 2),
            (BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(16)), BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(20)))
        );
        var names = new List<string>();
        for (var at = 8; at < file.Length; )
        {
            var length = BinaryPrimitives.ReadInt32BigEndian(file.AsSpan(at));
            var chunk = file.AsSpan(at + 4, 4 + length);
            names.Add(Encoding.ASCII.GetString(chunk[..4]));
            Assert.Equal(Checksum(chunk), BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(at + 8 + length)));
            at += 12 + length;
        }
        Assert.Equal(("IHDR", "IEND"), (names[0], names[^1]));
        var start = file.AsSpan().IndexOf("IDAT"u8) + 4;
        using var data = new ZLibStream(
            new MemoryStream(file, start, file.Length - start - 16),
            CompressionMode.Decompress
        );
        using var rows = new MemoryStream();
        data.CopyTo(rows);
        Assert.Equal([0, 0, 1, 2, 0, 3, 4, Png.Transparent], rows.ToArray());
    }

    /// <summary>The checksum of the format, bit by bit.</summary>
    private static uint Checksum(ReadOnlySpan<byte> bytes)
    {
        var sum = uint.MaxValue;
        foreach (var value in bytes)
        {
            sum ^= value;
            for (var bit = 0; bit < 8; bit++)
            {
                sum = (sum >> 1) ^ ((sum & 1) * 0xEDB88320);
            }
        }
        return ~sum;
    }
}
