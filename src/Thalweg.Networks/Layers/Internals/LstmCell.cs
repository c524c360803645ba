using System.Runtime.CompilerServices;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Layers;

/// <summary>What happens in a cell of an LSTM at one step, entry by entry; <c>gates</c> hold σ(i), σ(f), tanh(g), σ(o).</summary>
internal static unsafe class LstmCell<TLane>
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
{
    /// <summary>The gates from z, in place, for blocks of <paramref name="count"/> numbers.</summary>
    public static void Open(double* gates, int count)
    {
        Sigmoids(gates, 2 * count);
        Tangents(gates + (2 * count), gates + (2 * count), count);
        Sigmoids(gates + (3 * count), count);
    }

    /// <summary>c, tanh c and h.</summary>
    /// <param name="before">c of the step before; null at the first.</param>
    public static void Step(double* gates, double* before, double* cell, double* bounded, double* state, int count)
    {
        Remember(gates, before, cell, count);
        Tangents(cell, bounded, count);
        Multiply(gates + (3 * count), bounded, state, count);
    }

    /// <summary>Adjoints of z and of c of the step before, from those of h and c.</summary>
    /// <param name="state">∂L/∂h.</param>
    /// <param name="cell">∂L/∂c by later steps; becomes that of the step before.</param>
    /// <param name="whole">[count], written: ∂L/∂c with what comes through h.</param>
    [MethodImpl(Compilation.Apart)]
    public static void Back(
        double* gates,
        double* before,
        double* bounded,
        double* state,
        double* cell,
        double* whole,
        double* adjoints,
        int count
    )
    {
        var one = TLane.Broadcast(1.0);
        for (var n = 0; n < count; n += TLane.Count)
        {
            var i = TLane.Load(gates + n);
            var f = TLane.Load(gates + count + n);
            var g = TLane.Load(gates + (2 * count) + n);
            var o = TLane.Load(gates + (3 * count) + n);
            var b = TLane.Load(bounded + n);
            var c = before == null ? TLane.Broadcast(0.0) : TLane.Load(before + n);
            var dh = TLane.Load(state + n);
            var dc = TLane.FusedMultiplyAdd(dh * o, one - (b * b), TLane.Load(cell + n));
            dc.Store(whole + n);
            (dc * f).Store(cell + n);
            (dc * g * (i * (one - i))).Store(adjoints + n);
            (dc * c * (f * (one - f))).Store(adjoints + count + n);
            (dc * i * (one - (g * g))).Store(adjoints + (2 * count) + n);
            (dh * b * (o * (one - o))).Store(adjoints + (3 * count) + n);
        }
    }

    /// <summary>Tangents of gates (from those of z, in place), c, tanh c and h.</summary>
    [MethodImpl(Compilation.Apart)]
    public static void Push(
        double* gates,
        double* before,
        double* bounded,
        double* gateTangents,
        double* beforeTangent,
        double* cellTangent,
        double* boundedTangent,
        double* stateTangent,
        int count
    )
    {
        var one = TLane.Broadcast(1.0);
        for (var n = 0; n < count; n += TLane.Count)
        {
            var i = TLane.Load(gates + n);
            var f = TLane.Load(gates + count + n);
            var g = TLane.Load(gates + (2 * count) + n);
            var o = TLane.Load(gates + (3 * count) + n);
            var b = TLane.Load(bounded + n);
            var di = i * (one - i) * TLane.Load(gateTangents + n);
            var df = f * (one - f) * TLane.Load(gateTangents + count + n);
            var dg = (one - (g * g)) * TLane.Load(gateTangents + (2 * count) + n);
            var dout = o * (one - o) * TLane.Load(gateTangents + (3 * count) + n);
            var dc = (di * g) + (i * dg);
            if (before != null)
            {
                dc += (df * TLane.Load(before + n)) + (f * TLane.Load(beforeTangent + n));
            }
            var db = (one - (b * b)) * dc;
            di.Store(gateTangents + n);
            df.Store(gateTangents + count + n);
            dg.Store(gateTangents + (2 * count) + n);
            dout.Store(gateTangents + (3 * count) + n);
            dc.Store(cellTangent + n);
            db.Store(boundedTangent + n);
            ((dout * b) + (o * db)).Store(stateTangent + n);
        }
    }

    /// <summary>Tangents of what <see cref="Back"/> gives.</summary>
    /// <param name="state">Tangent of ∂L/∂h.</param>
    /// <param name="cell">Tangent of ∂L/∂c by later steps; becomes that of the step before.</param>
    [MethodImpl(Compilation.Apart)]
    public static void Pull(in CellPlaces at, double* state, double* cell, double* adjoints, int count)
    {
        var one = TLane.Broadcast(1.0);
        var two = TLane.Broadcast(2.0);
        var zero = TLane.Broadcast(0.0);
        for (var n = 0; n < count; n += TLane.Count)
        {
            var i = TLane.Load(at.Gates + n);
            var f = TLane.Load(at.Gates + count + n);
            var g = TLane.Load(at.Gates + (2 * count) + n);
            var o = TLane.Load(at.Gates + (3 * count) + n);
            var b = TLane.Load(at.Bounded + n);
            var c = at.Before == null ? zero : TLane.Load(at.Before + n);
            var ti = TLane.Load(at.GateTangents + n);
            var tf = TLane.Load(at.GateTangents + count + n);
            var tg = TLane.Load(at.GateTangents + (2 * count) + n);
            var to = TLane.Load(at.GateTangents + (3 * count) + n);
            var tb = TLane.Load(at.BoundedTangent + n);
            var tc = at.Before == null ? zero : TLane.Load(at.BeforeTangent + n);
            var dh = TLane.Load(at.State + n);
            var dc = TLane.Load(at.Whole + n);
            var th = TLane.Load(state + n);
            var slope = one - (b * b);
            var whole = TLane.Load(cell + n) + (((th * o) + (dh * to)) * slope) - (dh * o * two * b * tb);
            ((whole * f) + (dc * tf)).Store(cell + n);
            var (di, df, dg, dout) = (dc * g, dc * c, dc * i, dh * b);
            var (si, sf, so) = (i * (one - i), f * (one - f), o * (one - o));
            ((((whole * g) + (dc * tg)) * si) + (di * (one - (two * i)) * ti)).Store(adjoints + n);
            ((((whole * c) + (dc * tc)) * sf) + (df * (one - (two * f)) * tf)).Store(adjoints + count + n);
            ((((whole * i) + (dc * ti)) * (one - (g * g))) - (dg * two * g * tg)).Store(adjoints + (2 * count) + n);
            ((((th * b) + (dh * tb)) * so) + (dout * (one - (two * o)) * to)).Store(adjoints + (3 * count) + n);
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void Sigmoids(double* values, int count)
    {
        for (var n = 0; n < count; n += TLane.Count)
        {
            TLane.Sigmoid(TLane.Load(values + n)).Store(values + n);
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void Tangents(double* values, double* target, int count)
    {
        for (var n = 0; n < count; n += TLane.Count)
        {
            TLane.Tanh(TLane.Load(values + n)).Store(target + n);
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void Multiply(double* a, double* b, double* product, int count)
    {
        for (var n = 0; n < count; n += TLane.Count)
        {
            (TLane.Load(a + n) * TLane.Load(b + n)).Store(product + n);
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void Remember(double* gates, double* before, double* cell, int count)
    {
        for (var n = 0; n < count; n += TLane.Count)
        {
            var added = TLane.Load(gates + n) * TLane.Load(gates + (2 * count) + n);
            if (before != null)
            {
                added = TLane.FusedMultiplyAdd(TLane.Load(gates + count + n), TLane.Load(before + n), added);
            }
            added.Store(cell + n);
        }
    }
}

/// <summary>What the second sweep in reverse reads at one step.</summary>
internal unsafe struct CellPlaces
{
    public double* Gates;
    public double* Before;
    public double* Bounded;
    public double* GateTangents;
    public double* BeforeTangent;
    public double* BoundedTangent;

    /// <summary>∂L/∂h of the step.</summary>
    public double* State;

    /// <summary>∂L/∂c of the step.</summary>
    public double* Whole;
}
