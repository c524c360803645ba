using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Benchmarks.Kernels;

internal readonly struct ExpFunction : ILaneFunction
{
    public static string Name => "exp";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => TLane.Exp(x);
}

internal readonly struct LogFunction : ILaneFunction
{
    public static string Name => "log";

    public static double Argument(double t) => 6.0 + 5.0 * t;

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => TLane.Log(x);
}

internal readonly struct TanhFunction : ILaneFunction
{
    public static string Name => "tanh";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => TLane.Tanh(x);
}

internal readonly struct SigmoidFunction : ILaneFunction
{
    public static string Name => "sigmoid";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => TLane.Sigmoid(x);
}

internal readonly struct ErfFunction : ILaneFunction
{
    public static string Name => "erf";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => TLane.Erf(x);
}

internal readonly struct SinFunction : ILaneFunction
{
    public static string Name => "sin";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => TLane.Sin(x);
}

internal readonly struct CosFunction : ILaneFunction
{
    public static string Name => "cos";

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static TLane Of<TLane>(TLane x)
        where TLane : struct, ILane<TLane> => TLane.Cos(x);
}
