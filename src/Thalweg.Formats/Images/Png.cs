using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace Thalweg.Formats.Images;

/// <summary>The smallest PNG writer that serves a colour field: one byte per pixel, a palette, its last entry transparent.</summary>
public static class Png
{
    /// <summary>Palette index of pixels without a value.</summary>
    public const byte Transparent = 255;

    /// <param name="pixels">Rows from the top, [height, width].</param>
    /// <param name="palette">At most 255 colours 0xRRGGBB.</param>
    public static byte[] Write(int width, int height, ReadOnlySpan<byte> pixels, ReadOnlySpan<uint> palette)
    {
        using var file = new MemoryStream();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]);

        var header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8; // bits per pixel
        header[9] = 3; // palette
        Chunk(file, "IHDR", header);

        var colours = new byte[256 * 3];
        for (var i = 0; i < palette.Length; i++)
        {
            colours[3 * i] = (byte)(palette[i] >> 16);
            colours[3 * i + 1] = (byte)(palette[i] >> 8);
            colours[3 * i + 2] = (byte)palette[i];
        }
        Chunk(file, "PLTE", colours);

        var alpha = new byte[256];
        alpha.AsSpan().Fill(255);
        alpha[Transparent] = 0;
        Chunk(file, "tRNS", alpha);

        using var data = new MemoryStream();
        using (var deflate = new ZLibStream(data, CompressionLevel.SmallestSize, leaveOpen: true))
        {
            for (var row = 0; row < height; row++)
            {
                deflate.WriteByte(0); // no filter: palette indices do not predict each other
                deflate.Write(pixels.Slice(row * width, width));
            }
        }
        Chunk(file, "IDAT", data.ToArray());
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static void Chunk(MemoryStream file, string type, byte[] content)
    {
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, content.Length);
        file.Write(number);
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. content];
        file.Write(body);
        var checksum = new Crc32();
        checksum.Append(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, checksum.Value);
        file.Write(number);
    }
}
