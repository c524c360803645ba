using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>Reads and writes derivatives along directions at one vector of points: streams, or sums of streams where they do not travel; and what operators
/// take of the powers of directions.</summary>
internal static unsafe class ChainMemory<TLane, TNumber>
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
    where TNumber : unmanaged
{
    /// <param name="slot">3 · direction + order − 1.</param>
    /// <param name="stride">Between two streams.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Load(StreamChains<TNumber> chains, int slot, TNumber* z, int stride)
    {
        var stream = chains.Stream[slot];
        if (stream > 0)
        {
            return TLane.Load(z + (nint)stream * stride);
        }
        var sum = default(TLane);
        for (var e = chains.SumStart[slot]; e < chains.SumStart[slot + 1]; e++)
        {
            var part = TLane.Load(z + (nint)chains.SumStream[e] * stride);
            sum = TLane.FusedMultiplyAdd(TLane.Spread(chains.Sum + e), part, sum);
        }
        return sum;
    }

    /// <summary>The adjoint of a derivative, 0 where it does not travel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane LoadAdjoint(StreamChains<TNumber> chains, int slot, TNumber* adjoint, int points)
    {
        var stream = chains.Stream[slot];
        return stream > 0 ? TLane.Load(adjoint + stream * points) : default;
    }

    /// <summary>A derivative of a result; nothing where it does not travel.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void Store(StreamChains<TNumber> chains, int slot, TLane value, TNumber* y, int points)
    {
        var stream = chains.Stream[slot];
        if (stream > 0)
        {
            value.Store(y + stream * points);
        }
    }

    /// <summary>The adjoint of a derivative, which goes on to the streams that it is composed of; those are of directions before it.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void StoreAdjoint(
        StreamChains<TNumber> chains,
        int slot,
        TLane value,
        TNumber* target,
        int points,
        bool accumulate
    )
    {
        var stream = chains.Stream[slot];
        if (stream > 0)
        {
            var at = target + stream * points;
            (accumulate ? TLane.Load(at) + value : value).Store(at);
            return;
        }
        for (var e = chains.SumStart[slot]; e < chains.SumStart[slot + 1]; e++)
        {
            var at = target + chains.SumStream[e] * points;
            TLane.FusedMultiplyAdd(TLane.Spread(chains.Sum + e), value, TLane.Load(at)).Store(at);
        }
    }

    /// <summary>Adds a power of a direction to the operators that have a part of it.</summary>
    /// <param name="slot">3 · direction + order − 2.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static void AddParts(StreamChains<TNumber> chains, int slot, TLane power, TNumber* y, int points)
    {
        for (var e = chains.PartStart[slot]; e < chains.PartStart[slot + 1]; e++)
        {
            var at = y + chains.PartStream[e] * points;
            TLane.FusedMultiplyAdd(TLane.Spread(chains.Part + e), power, TLane.Load(at)).Store(at);
        }
    }

    /// <summary>The adjoint of a power of a direction.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane SumParts(StreamChains<TNumber> chains, int slot, TNumber* adjoint, int points)
    {
        var sum = default(TLane);
        for (var e = chains.PartStart[slot]; e < chains.PartStart[slot + 1]; e++)
        {
            var own = TLane.Load(adjoint + chains.PartStream[e] * points);
            sum = TLane.FusedMultiplyAdd(TLane.Spread(chains.Part + e), own, sum);
        }
        return sum;
    }
}
