using System.Numerics;
using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Benchmarks.Kernels;

/// <summary>Elementary functions over numbers in cache.</summary>
internal static class ElementaryLoops
{
    /// <summary>Values of one run.</summary>
    public const int Numbers = 1024;

    public static IReadOnlyList<string> Names { get; } = [.. All<LaneF64x4, double>().Select(w => w.Name)];

    public static IReadOnlyList<KernelWork> All<TLane, TNumber>()
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
        where TNumber : unmanaged, INumber<TNumber> =>
        [
            Of<TLane, TNumber, ExpFunction>(),
            Of<TLane, TNumber, LogFunction>(),
            Of<TLane, TNumber, TanhFunction>(),
            Of<TLane, TNumber, SigmoidFunction>(),
            Of<TLane, TNumber, ErfFunction>(),
            Of<TLane, TNumber, SinFunction>(),
            Of<TLane, TNumber, CosFunction>(),
        ];

    private static unsafe KernelWork Of<TLane, TNumber, TFunction>()
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
        where TNumber : unmanaged, INumber<TNumber>
        where TFunction : struct, ILaneFunction
    {
        var arguments = new LaneBuffer<TNumber>(Numbers);
        var values = new LaneBuffer<TNumber>(Numbers);
        for (var i = 0; i < Numbers; i++)
        {
            arguments.Start[i] = TNumber.CreateChecked(TFunction.Argument(double.CreateChecked(arguments.Start[i])));
        }
        return new KernelWork(
            TFunction.Name,
            null,
            () => Apply<TLane, TNumber, TFunction>(arguments.Start, values.Start)
        );
    }

    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    private static unsafe void Apply<TLane, TNumber, TFunction>(TNumber* x, TNumber* y)
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
        where TNumber : unmanaged
        where TFunction : struct, ILaneFunction
    {
        for (var i = 0; i < Numbers; i += TLane.Count)
        {
            TFunction.Of(TLane.Load(x + i)).Store(y + i);
        }
    }
}

/// <summary>An elementary function as a type, so that the loop around it is compiled for it alone.</summary>
internal interface ILaneFunction
{
    static abstract string Name { get; }

    /// <summary>An argument from t in −1 … 1.</summary>
    static virtual double Argument(double t) => 5.0 * t;

    static abstract TLane Of<TLane>(TLane x)
        where TLane : struct, ILane<TLane>;
}
