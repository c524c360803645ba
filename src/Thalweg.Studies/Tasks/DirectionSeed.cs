using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Thalweg.Studies.Tasks;

/// <summary>
/// The seed of the raw directions of all analyses of one training seed. Objectives and formulations share it, so that what
/// is compared is seen along the same directions; runs of different seeds are seen along independent ones.
/// </summary>
public static class DirectionSeed
{
    /// <summary>53 bits of SHA-256 of both seeds: a number that every JSON reader keeps exactly.</summary>
    /// <param name="studySeed">The <c>seed</c> of the study.</param>
    /// <param name="trainSeed">One of the <c>seeds</c> of the study.</param>
    public static ulong Of(ulong studySeed, ulong trainSeed)
    {
        var name = string.Create(CultureInfo.InvariantCulture, $"directions/{studySeed}/{trainSeed}");
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(name));
        return System.Buffers.Binary.BinaryPrimitives.ReadUInt64LittleEndian(hash) >> 11;
    }
}
