using System.Buffers.Binary;
using System.IO.Compression;
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
        // The checksum of an empty IEND chunk is the same in every PNG file.
        Assert.Equal(0xAE426082, BinaryPrimitives.ReadUInt32BigEndian(file.AsSpan(file.Length - 4)));
        var start = file.AsSpan().IndexOf("IDAT"u8) + 4;
        using var data = new ZLibStream(
            new MemoryStream(file, start, file.Length - start - 16),
            CompressionMode.Decompress
        );
        using var rows = new MemoryStream();
        data.CopyTo(rows);
        Assert.Equal([0, 0, 1, 2, 0, 3, 4, Png.Transparent], rows.ToArray());
    }
}
