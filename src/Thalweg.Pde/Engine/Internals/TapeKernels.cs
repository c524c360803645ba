using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Equations;

namespace Thalweg.Pde.Engine;

/// <summary>Runs tapes on one lane type.</summary>
/// <remarks>One loop per function: a method that holds several of them inlined outgrows what the compiler optimises.</remarks>
internal static unsafe class TapeKernels<TLane, TNumber>
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
    where TNumber : unmanaged
{
    [MethodImpl(Compilation.Apart)]
    public static void Run(ReadOnlySpan<Instruction> instructions, in TapeRows<TNumber> rows)
    {
        foreach (ref readonly var step in instructions)
        {
            var target = rows.Target(step);
            var a = rows.At(step.A);
            switch (step.Operation)
            {
                case TapeOperation.Sin:
                    Sin(a, target, rows.Count);
                    break;
                case TapeOperation.Cos:
                    Cos(a, target, rows.Count);
                    break;
                case TapeOperation.Exp:
                    Exp(a, target, rows.Count);
                    break;
                case TapeOperation.Log:
                    Log(a, target, rows.Count);
                    break;
                case TapeOperation.Sqrt:
                    Sqrt(a, target, rows.Count);
                    break;
                case TapeOperation.Tanh:
                    Tanh(a, target, rows.Count);
                    break;
                case TapeOperation.Sinc:
                    Sinc(a, target, rows.Count);
                    break;
                case TapeOperation.Abs:
                    Abs(a, target, rows.Count);
                    break;
                case TapeOperation.IfPositive:
                    IfPositive(a, rows.At(step.B), target, rows.Count);
                    break;
                case TapeOperation.IfNotPositive:
                    IfNotPositive(a, rows.At(step.B), target, rows.Count);
                    break;
                default:
                    Combine(step.Operation, a, rows.At(step.B), step.C, target, rows.Count);
                    break;
            }
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void Combine(TapeOperation operation, TNumber* a, TNumber* b, double c, TNumber* target, int count)
    {
        var constant = TLane.Broadcast(c);
        switch (operation)
        {
            case TapeOperation.Constant:
                for (var n = 0; n < count; n += TLane.Count)
                {
                    constant.Store(target + n);
                }
                break;
            case TapeOperation.Add:
                for (var n = 0; n < count; n += TLane.Count)
                {
                    (TLane.Load(a + n) + TLane.Load(b + n)).Store(target + n);
                }
                break;
            case TapeOperation.Subtract:
                for (var n = 0; n < count; n += TLane.Count)
                {
                    (TLane.Load(a + n) - TLane.Load(b + n)).Store(target + n);
                }
                break;
            case TapeOperation.Multiply:
                for (var n = 0; n < count; n += TLane.Count)
                {
                    (TLane.Load(a + n) * TLane.Load(b + n)).Store(target + n);
                }
                break;
            case TapeOperation.Divide:
                for (var n = 0; n < count; n += TLane.Count)
                {
                    (TLane.Load(a + n) / TLane.Load(b + n)).Store(target + n);
                }
                break;
            case TapeOperation.Scale:
                for (var n = 0; n < count; n += TLane.Count)
                {
                    (TLane.Load(a + n) * constant).Store(target + n);
                }
                break;
            default:
                for (var n = 0; n < count; n += TLane.Count)
                {
                    (TLane.Load(a + n) + constant).Store(target + n);
                }
                break;
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void Sin(TNumber* a, TNumber* target, int count)
    {
        for (var n = 0; n < count; n += TLane.Count)
        {
            TLane.Sin(TLane.Load(a + n)).Store(target + n);
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void Cos(TNumber* a, TNumber* target, int count)
    {
        for (var n = 0; n < count; n += TLane.Count)
        {
            TLane.Cos(TLane.Load(a + n)).Store(target + n);
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void Exp(TNumber* a, TNumber* target, int count)
    {
        for (var n = 0; n < count; n += TLane.Count)
        {
            TLane.Exp(TLane.Load(a + n)).Store(target + n);
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void Log(TNumber* a, TNumber* target, int count)
    {
        for (var n = 0; n < count; n += TLane.Count)
        {
            TLane.Log(TLane.Load(a + n)).Store(target + n);
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void Sqrt(TNumber* a, TNumber* target, int count)
    {
        for (var n = 0; n < count; n += TLane.Count)
        {
            TLane.Sqrt(TLane.Load(a + n)).Store(target + n);
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void Tanh(TNumber* a, TNumber* target, int count)
    {
        for (var n = 0; n < count; n += TLane.Count)
        {
            TLane.Tanh(TLane.Load(a + n)).Store(target + n);
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void Sinc(TNumber* a, TNumber* target, int count)
    {
        for (var n = 0; n < count; n += TLane.Count)
        {
            var x = TLane.Load(a + n);
            // 1 where |x| is not positive: at 0 of either sign.
            TLane.SelectPositive(TLane.Abs(x), TLane.Sin(x) / x, TLane.Broadcast(1.0)).Store(target + n);
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void Abs(TNumber* a, TNumber* target, int count)
    {
        for (var n = 0; n < count; n += TLane.Count)
        {
            TLane.Abs(TLane.Load(a + n)).Store(target + n);
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void IfPositive(TNumber* a, TNumber* b, TNumber* target, int count)
    {
        for (var n = 0; n < count; n += TLane.Count)
        {
            TLane.SelectPositive(TLane.Load(a + n), TLane.Load(b + n), default).Store(target + n);
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void IfNotPositive(TNumber* a, TNumber* b, TNumber* target, int count)
    {
        for (var n = 0; n < count; n += TLane.Count)
        {
            TLane.SelectPositive(TLane.Load(a + n), default, TLane.Load(b + n)).Store(target + n);
        }
    }
}
