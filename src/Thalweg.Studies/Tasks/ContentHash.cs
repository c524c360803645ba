using System.Buffers.Binary;
using System.Security.Cryptography;

namespace Thalweg.Studies.Tasks;

/// <summary>What numbers that somebody gave enter keys by.</summary>
public static class ContentHash
{
    /// <summary>SHA-256 of the numbers as little-endian doubles, in lower-case hex.</summary>
    public static string Of(ReadOnlySpan<double> values)
    {
        var bytes = new byte[values.Length * sizeof(double)];
        for (var i = 0; i < values.Length; i++)
        {
            BinaryPrimitives.WriteDoubleLittleEndian(bytes.AsSpan(i * sizeof(double)), values[i]);
        }
        return Convert.ToHexStringLower(SHA256.HashData(bytes));
    }
}
