using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>Rows of numbers for the points of a block, on the stack of the sweep that fills them.</summary>
internal static unsafe class ChainBlock<TNumber>
    where TNumber : unmanaged
{
    /// <summary>Points of a block: 256 bytes of each row, part of no result.</summary>
    public static int Points
    {
        [MethodImpl(MethodImplOptions.AggressiveInlining)]
        get => 256 / sizeof(TNumber);
    }

    /// <summary>Rows of d_1 to d_6.</summary>
    public const int Derivatives = 6;

    /// <summary>Rows beside those.</summary>
    public const int Spare = 12;

    /// <summary>Numbers to take from the stack, with room to align them.</summary>
    public static int Length => (Derivatives + Spare) * Points + 64 / sizeof(TNumber);

    public static TNumber* Aligned(TNumber* memory) => (TNumber*)(((nuint)memory + 63) & ~(nuint)63);
}

/// <summary>The rows of one direction at a block: streams where they travel, spare rows where they do not.</summary>
internal static unsafe class ChainBlock<TLane, TNumber>
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
    where TNumber : unmanaged
{
    /// <summary>Rows of a function's derivatives: what does not travel is composed.</summary>
    /// <param name="spare">Three rows.</param>
    public static ChainRows<TLane, TNumber>.Rows Load(
        StreamChains<TNumber> chains,
        int direction,
        TNumber* z,
        int stride,
        TNumber* spare,
        int count
    )
    {
        return new(Row(0), Row(1), Row(2));

        TNumber* Row(int k)
        {
            var slot = 3 * direction + k;
            var stream = chains.Stream[slot];
            if (stream > 0)
            {
                return z + (nint)stream * stride;
            }
            var row = spare + k * ChainBlock<TNumber>.Points;
            var first = chains.SumStart[slot];
            for (var e = first; e < chains.SumStart[slot + 1]; e++)
            {
                var part = z + (nint)chains.SumStream[e] * stride;
                if (e == first)
                {
                    ChainRows<TLane, TNumber>.Scale(chains.Sum + e, part, row, count);
                }
                else
                {
                    ChainRows<TLane, TNumber>.AddScaled(chains.Sum + e, part, row, count);
                }
            }
            return row;
        }
    }

    /// <summary>Rows of streams where they travel, spare ones elsewhere.</summary>
    public static ChainRows<TLane, TNumber>.Rows Streams(
        StreamChains<TNumber> chains,
        int direction,
        TNumber* y,
        int points,
        TNumber* spare
    )
    {
        var stream = chains.Stream + 3 * direction;
        return new(
            stream[0] > 0 ? y + stream[0] * points : spare,
            stream[1] > 0 ? y + stream[1] * points : spare + ChainBlock<TNumber>.Points,
            stream[2] > 0 ? y + stream[2] * points : spare + 2 * ChainBlock<TNumber>.Points
        );
    }

    /// <summary>Rows of adjoints where they travel, the given row of zeros elsewhere.</summary>
    public static ChainRows<TLane, TNumber>.Rows Adjoints(
        StreamChains<TNumber> chains,
        int direction,
        TNumber* adjoint,
        int points,
        TNumber* zeros
    )
    {
        var stream = chains.Stream + 3 * direction;
        return new(
            stream[0] > 0 ? adjoint + stream[0] * points : zeros,
            stream[1] > 0 ? adjoint + stream[1] * points : zeros,
            stream[2] > 0 ? adjoint + stream[2] * points : zeros
        );
    }

    /// <summary>Adds the powers of a direction to the operators that have a part of them.</summary>
    /// <param name="power">Three rows.</param>
    public static void AddParts(
        StreamChains<TNumber> chains,
        int direction,
        TNumber* power,
        TNumber* y,
        int points,
        int count
    )
    {
        for (var k = 0; k < 3; k++)
        {
            var slot = 3 * direction + k;
            for (var e = chains.PartStart[slot]; e < chains.PartStart[slot + 1]; e++)
            {
                ChainRows<TLane, TNumber>.AddScaled(
                    chains.Part + e,
                    power + k * ChainBlock<TNumber>.Points,
                    y + chains.PartStream[e] * points,
                    count
                );
            }
        }
    }

    /// <summary>The adjoints of the powers of a direction.</summary>
    /// <param name="spare">Three rows.</param>
    public static ChainRows<TLane, TNumber>.Rows SumParts(
        StreamChains<TNumber> chains,
        int direction,
        TNumber* adjoint,
        int points,
        TNumber* spare,
        TNumber* zeros,
        int count
    )
    {
        return new(Row(0), Row(1), Row(2));

        TNumber* Row(int k)
        {
            var slot = 3 * direction + k;
            var first = chains.PartStart[slot];
            var row = first < chains.PartStart[slot + 1] ? spare + k * ChainBlock<TNumber>.Points : zeros;
            for (var e = first; e < chains.PartStart[slot + 1]; e++)
            {
                var part = adjoint + chains.PartStream[e] * points;
                if (e == first)
                {
                    ChainRows<TLane, TNumber>.Scale(chains.Part + e, part, row, count);
                }
                else
                {
                    ChainRows<TLane, TNumber>.AddScaled(chains.Part + e, part, row, count);
                }
            }
            return row;
        }
    }

    /// <summary>What has come to derivatives that do not travel goes on to what they are composed of, which is of directions before.</summary>
    /// <param name="spare">The three rows that <see cref="Streams"/> was given.</param>
    public static void Scatter(
        StreamChains<TNumber> chains,
        int direction,
        TNumber* spare,
        TNumber* target,
        int points,
        int count
    )
    {
        for (var k = 0; k < chains.Depth[direction]; k++)
        {
            var slot = 3 * direction + k;
            for (var e = chains.SumStart[slot]; e < chains.SumStart[slot + 1]; e++)
            {
                ChainRows<TLane, TNumber>.AddScaled(
                    chains.Sum + e,
                    spare + k * ChainBlock<TNumber>.Points,
                    target + chains.SumStream[e] * points,
                    count
                );
            }
        }
    }
}
