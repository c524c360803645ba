using System.Runtime.CompilerServices;
using System.Runtime.Intrinsics;

namespace Thalweg.Networks.Jets;

/// <summary>
/// The three matrix products of a linear layer over a tile: forward map, transposed map, weight gradient.
/// </summary>
/// <remarks>
/// Operands are [rows][columns], rows a stride apart, with the points of all streams side by side in the columns; the number of
/// columns is a multiple of <see cref="Tile.Points"/>. Every output entry is one chain of fused multiply-adds in ascending order of the
/// summed index, so the shape of a register block does not touch the bits. A block is 4 rows × 1 vector, or 1 row × 4
/// vectors for the rows left over: without 512-bit registers that is eight 256-bit accumulators, what sixteen registers
/// hold. Leaf methods: no call, no allocation.
/// </remarks>
internal static unsafe class LinearKernels
{
    /// <summary>Y[o][n] = Σ_i W[o][i] X[i][n] + (n in the value stream ? b[o] : 0).</summary>
    /// <param name="bias">[outputs] or null.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Forward(
        double* weight,
        double* bias,
        double* input,
        double* output,
        int outputs,
        int inputs,
        int columns,
        int stride
    )
    {
        var o = 0;
        for (; o + 4 <= outputs; o += 4)
        {
            var w0 = weight + (nint)o * inputs;
            var w1 = w0 + inputs;
            var w2 = w1 + inputs;
            var w3 = w2 + inputs;
            var y = output + (nint)o * stride;
            for (var n = 0; n < columns; n += Tile.Lanes)
            {
                var first = bias != null && n < Tile.Points;
                var a0 = Vector512.Create(first ? bias[o] : 0.0);
                var a1 = Vector512.Create(first ? bias[o + 1] : 0.0);
                var a2 = Vector512.Create(first ? bias[o + 2] : 0.0);
                var a3 = Vector512.Create(first ? bias[o + 3] : 0.0);
                var x = input + n;
                for (var i = 0; i < inputs; i++)
                {
                    var v = Vector512.Load(x);
                    x += stride;
                    a0 = Vector512.FusedMultiplyAdd(Vector512.Create(w0[i]), v, a0);
                    a1 = Vector512.FusedMultiplyAdd(Vector512.Create(w1[i]), v, a1);
                    a2 = Vector512.FusedMultiplyAdd(Vector512.Create(w2[i]), v, a2);
                    a3 = Vector512.FusedMultiplyAdd(Vector512.Create(w3[i]), v, a3);
                }
                Vector512.Store(a0, y + n);
                Vector512.Store(a1, y + stride + n);
                Vector512.Store(a2, y + 2 * (nint)stride + n);
                Vector512.Store(a3, y + 3 * (nint)stride + n);
            }
        }
        for (; o < outputs; o++)
        {
            var w = weight + (nint)o * inputs;
            var y = output + (nint)o * stride;
            for (var n = 0; n < columns; n += Tile.Points)
            {
                // Four accumulators hide the latency of a chain that a single row would wait for.
                var a0 = Vector512.Create(bias != null && n < Tile.Points ? bias[o] : 0.0);
                var a1 = a0;
                var a2 = a0;
                var a3 = a0;
                var x = input + n;
                for (var i = 0; i < inputs; i++)
                {
                    var c = Vector512.Create(w[i]);
                    a0 = Vector512.FusedMultiplyAdd(c, Vector512.Load(x), a0);
                    a1 = Vector512.FusedMultiplyAdd(c, Vector512.Load(x + Tile.Lanes), a1);
                    a2 = Vector512.FusedMultiplyAdd(c, Vector512.Load(x + 2 * Tile.Lanes), a2);
                    a3 = Vector512.FusedMultiplyAdd(c, Vector512.Load(x + 3 * Tile.Lanes), a3);
                    x += stride;
                }
                Vector512.Store(a0, y + n);
                Vector512.Store(a1, y + n + Tile.Lanes);
                Vector512.Store(a2, y + n + 2 * Tile.Lanes);
                Vector512.Store(a3, y + n + 3 * Tile.Lanes);
            }
        }
    }

    /// <summary>X̄[i][n] = Σ_o W[o][i] Ȳ[o][n], added to what X̄ holds if <paramref name="accumulate"/>.</summary>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void Transpose(
        double* weight,
        double* outputAdjoint,
        double* inputAdjoint,
        int outputs,
        int inputs,
        int columns,
        int stride,
        bool accumulate
    )
    {
        var i = 0;
        for (; i + 4 <= inputs; i += 4)
        {
            var x = inputAdjoint + (nint)i * stride;
            for (var n = 0; n < columns; n += Tile.Lanes)
            {
                var a0 = Vector512<double>.Zero;
                var a1 = a0;
                var a2 = a0;
                var a3 = a0;
                var w = weight + i;
                var y = outputAdjoint + n;
                for (var o = 0; o < outputs; o++)
                {
                    var v = Vector512.Load(y);
                    y += stride;
                    a0 = Vector512.FusedMultiplyAdd(Vector512.Create(w[0]), v, a0);
                    a1 = Vector512.FusedMultiplyAdd(Vector512.Create(w[1]), v, a1);
                    a2 = Vector512.FusedMultiplyAdd(Vector512.Create(w[2]), v, a2);
                    a3 = Vector512.FusedMultiplyAdd(Vector512.Create(w[3]), v, a3);
                    w += inputs;
                }
                var x0 = x + n;
                var x1 = x0 + stride;
                var x2 = x1 + stride;
                var x3 = x2 + stride;
                if (accumulate)
                {
                    a0 += Vector512.Load(x0);
                    a1 += Vector512.Load(x1);
                    a2 += Vector512.Load(x2);
                    a3 += Vector512.Load(x3);
                }
                Vector512.Store(a0, x0);
                Vector512.Store(a1, x1);
                Vector512.Store(a2, x2);
                Vector512.Store(a3, x3);
            }
        }
        for (; i < inputs; i++)
        {
            var x = inputAdjoint + (nint)i * stride;
            for (var n = 0; n < columns; n += Tile.Points)
            {
                var a0 = Vector512<double>.Zero;
                var a1 = a0;
                var a2 = a0;
                var a3 = a0;
                var w = weight + i;
                var y = outputAdjoint + n;
                for (var o = 0; o < outputs; o++)
                {
                    var c = Vector512.Create(*w);
                    a0 = Vector512.FusedMultiplyAdd(c, Vector512.Load(y), a0);
                    a1 = Vector512.FusedMultiplyAdd(c, Vector512.Load(y + Tile.Lanes), a1);
                    a2 = Vector512.FusedMultiplyAdd(c, Vector512.Load(y + 2 * Tile.Lanes), a2);
                    a3 = Vector512.FusedMultiplyAdd(c, Vector512.Load(y + 3 * Tile.Lanes), a3);
                    w += inputs;
                    y += stride;
                }
                var target = x + n;
                if (accumulate)
                {
                    a0 += Vector512.Load(target);
                    a1 += Vector512.Load(target + Tile.Lanes);
                    a2 += Vector512.Load(target + 2 * Tile.Lanes);
                    a3 += Vector512.Load(target + 3 * Tile.Lanes);
                }
                Vector512.Store(a0, target);
                Vector512.Store(a1, target + Tile.Lanes);
                Vector512.Store(a2, target + 2 * Tile.Lanes);
                Vector512.Store(a3, target + 3 * Tile.Lanes);
            }
        }
    }

    /// <summary>W̄[o][i] += Σ_n Ȳ[o][n] X[i][n] and b̄[o] += Σ_{n in the value stream} Ȳ[o][n].</summary>
    /// <param name="biasGradient">[outputs] or null.</param>
    [MethodImpl(MethodImplOptions.AggressiveOptimization)]
    public static void WeightGradient(
        double* outputAdjoint,
        double* input,
        double* weightGradient,
        double* biasGradient,
        int outputs,
        int inputs,
        int columns,
        int stride
    )
    {
        for (var o = 0; o < outputs; o += 2)
        {
            // An odd last row is computed twice by the pair and stored once.
            var pair = o + 1 < outputs;
            var y0 = outputAdjoint + (nint)o * stride;
            var y1 = pair ? y0 + stride : y0;
            var g0 = weightGradient + (nint)o * inputs;
            var g1 = g0 + inputs;
            for (var i = 0; i < inputs; i += 2)
            {
                var even = i + 1 < inputs;
                var x0 = input + (nint)i * stride;
                var x1 = even ? x0 + stride : x0;
                var a00 = Vector512<double>.Zero;
                var a01 = a00;
                var a10 = a00;
                var a11 = a00;
                for (var n = 0; n < columns; n += Tile.Lanes)
                {
                    var u = Vector512.Load(x0 + n);
                    var v = Vector512.Load(x1 + n);
                    var s = Vector512.Load(y0 + n);
                    a00 = Vector512.FusedMultiplyAdd(s, u, a00);
                    a01 = Vector512.FusedMultiplyAdd(s, v, a01);
                    var t = Vector512.Load(y1 + n);
                    a10 = Vector512.FusedMultiplyAdd(t, u, a10);
                    a11 = Vector512.FusedMultiplyAdd(t, v, a11);
                }
                g0[i] += LaneSum.Of(a00);
                if (even)
                {
                    g0[i + 1] += LaneSum.Of(a01);
                }
                if (pair)
                {
                    g1[i] += LaneSum.Of(a10);
                    if (even)
                    {
                        g1[i + 1] += LaneSum.Of(a11);
                    }
                }
            }
        }
        if (biasGradient == null)
        {
            return;
        }
        for (var o = 0; o < outputs; o++)
        {
            var y = outputAdjoint + (nint)o * stride;
            var a = Vector512<double>.Zero;
            for (var n = 0; n < Tile.Points; n += Tile.Lanes)
            {
                a += Vector512.Load(y + n);
            }
            biasGradient[o] += LaneSum.Of(a);
        }
    }
}
