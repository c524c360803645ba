using System.Runtime.Intrinsics;

namespace Thalweg.Numerics.Simd;

/// <summary>Something that is built for one lane type.</summary>
public interface ILaneBound<TNumber, TResult>
    where TNumber : unmanaged
{
    TResult Bind<TLane>()
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>;
}

/// <summary>Chooses the lane type for a number and a width, once, where an engine is built.</summary>
public static class LaneTypes
{
    /// <exception cref="ArgumentException">There are no lanes of <typeparamref name="TNumber"/>.</exception>
    public static TResult Bind<TNumber, TResult>(LaneWidth width, ILaneBound<TNumber, TResult> body)
        where TNumber : unmanaged
    {
        ArgumentNullException.ThrowIfNull(body);
        if (width == LaneWidth.Widest)
        {
            width = Vector512.IsHardwareAccelerated ? LaneWidth.Bits512 : LaneWidth.Bits256;
        }
        return body switch
        {
            ILaneBound<double, TResult> body64 => width switch
            {
                LaneWidth.Scalar => body64.Bind<LaneF64x1>(),
                LaneWidth.Bits256 => body64.Bind<LaneF64x4>(),
                _ => body64.Bind<LaneF64>(),
            },
            ILaneBound<float, TResult> body32 => width switch
            {
                LaneWidth.Scalar => body32.Bind<LaneF32x1>(),
                LaneWidth.Bits256 => body32.Bind<LaneF32x8>(),
                _ => body32.Bind<LaneF32>(),
            },
            _ => throw new ArgumentException(
                $"there are no lanes of {typeof(TNumber)}, expected double or float",
                nameof(body)
            ),
        };
    }
}
