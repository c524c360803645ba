using System.Numerics;
using System.Runtime.CompilerServices;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>The kernels of a propagation, bound to one lane type.</summary>
internal abstract unsafe class JetKernels<TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    /// <summary>Lanes of the registers at hand, to which columns are padded.</summary>
    public abstract int Lanes { get; }

    public static JetKernels<TNumber> For(LaneWidth width) =>
        LaneTypes.Bind<TNumber, JetKernels<TNumber>>(width, new Binding());

    public abstract void Multiply(in MatrixProduct<TNumber> product);

    public abstract void AddInner(in InnerProduct<TNumber> product);

    public abstract ActivationPass<TNumber> Activation(Activation activation, StreamShape<TNumber> shape);

    /// <summary>The fused layer of narrow networks, or null for streams that it does not know.</summary>
    public abstract NarrowKernel<TNumber>? Narrow(Activation activation, StreamShape<TNumber> shape);

    /// <summary>The pass that delivers values and keeps σ' and σ''.</summary>
    public abstract ActivationPass<TNumber> Slopes(Activation activation);

    /// <summary>What tangents meet at an activation, with or without what it bends along adjoints.</summary>
    public abstract CurvaturePass<TNumber> Curvature(Activation activation, StreamShape<TNumber> shape, bool bends);

    /// <summary>Products of two nodes.</summary>
    public abstract ProductPass<TNumber> Product(StreamShape<TNumber> shape);

    /// <summary>target[w][n] = factor · source[w][n], rows a stride apart.</summary>
    public abstract void ScaleRows(double factor, TNumber* source, TNumber* target, int width, int points, int stride);

    /// <summary>target[w][n] += shift, rows a stride apart.</summary>
    public abstract void ShiftRows(double shift, TNumber* target, int width, int points, int stride);

    /// <summary>target[w][n] = a[w][n] + b[w][n], rows a stride apart.</summary>
    public abstract void AddRows(TNumber* a, TNumber* b, TNumber* target, int width, int points, int stride);

    /// <summary>target[w][n] = source[w][n], rows a stride apart.</summary>
    public abstract void CopyRows(TNumber* source, TNumber* target, int width, int points, int stride);

    /// <summary>target[w][n] = σ'[w][n] source[w][n], rows of σ' 2 · points apart.</summary>
    public abstract void Scale(TNumber* slopes, TNumber* source, TNumber* target, int width, int points, int stride);

    /// <summary>target[w][n] += σ''[w][n] tangent[w][n] p[w][n], rows of σ'' 2 · points apart.</summary>
    public abstract void Bend(
        TNumber* slopes,
        TNumber* tangent,
        TNumber* p,
        TNumber* target,
        int width,
        int points,
        int stride
    );

    /// <summary>target[n] += Σ_ws a[w][s][n] b[w][s][n], neurons a stride apart.</summary>
    public abstract void AddProducts(
        TNumber* a,
        TNumber* b,
        TNumber* target,
        int width,
        int streams,
        int points,
        int stride
    );

    private sealed class Binding : ILaneBound<TNumber, JetKernels<TNumber>>
    {
        JetKernels<TNumber> ILaneBound<TNumber, JetKernels<TNumber>>.Bind<TLane>() => new JetKernels<TLane, TNumber>();
    }
}

internal sealed unsafe class JetKernels<TLane, TNumber> : JetKernels<TNumber>
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    public override int Lanes => TLane.Count;

    [MethodImpl(Compilation.Apart)]
    public override void Multiply(in MatrixProduct<TNumber> product) => MatrixKernel<TLane, TNumber>.Multiply(product);

    [MethodImpl(Compilation.Apart)]
    public override void AddInner(in InnerProduct<TNumber> product) => InnerKernel<TLane, TNumber>.Add(product);

    public override ActivationPass<TNumber> Activation(Activation activation, StreamShape<TNumber> shape) =>
        activation.Function.Use(new PassBinding(shape));

    public override NarrowKernel<TNumber>? Narrow(Activation activation, StreamShape<TNumber> shape) =>
        activation.Function.Use(new NarrowBinding(shape));

    public override ActivationPass<TNumber> Slopes(Activation activation) =>
        activation.Function.Use(new SlopeBinding());

    public override CurvaturePass<TNumber> Curvature(Activation activation, StreamShape<TNumber> shape, bool bends) =>
        activation.Function.Use(new CurvatureBinding(shape, bends));

    public override ProductPass<TNumber> Product(StreamShape<TNumber> shape) =>
        shape.HasChains ? new ChainProductPass<TLane, TNumber>(shape) : new ProductPass<TLane, TNumber>(shape);

    [MethodImpl(Compilation.Apart)]
    public override void ScaleRows(double factor, TNumber* source, TNumber* target, int width, int points, int stride)
    {
        var c = TLane.Broadcast(factor);
        for (var w = 0; w < width; w++, source += stride, target += stride)
        {
            for (var n = 0; n < points; n += TLane.Count)
            {
                (c * TLane.Load(source + n)).Store(target + n);
            }
        }
    }

    [MethodImpl(Compilation.Apart)]
    public override void ShiftRows(double shift, TNumber* target, int width, int points, int stride)
    {
        var c = TLane.Broadcast(shift);
        for (var w = 0; w < width; w++, target += stride)
        {
            for (var n = 0; n < points; n += TLane.Count)
            {
                (TLane.Load(target + n) + c).Store(target + n);
            }
        }
    }

    [MethodImpl(Compilation.Apart)]
    public override void AddRows(TNumber* a, TNumber* b, TNumber* target, int width, int points, int stride)
    {
        for (var w = 0; w < width; w++, a += stride, b += stride, target += stride)
        {
            for (var n = 0; n < points; n += TLane.Count)
            {
                (TLane.Load(a + n) + TLane.Load(b + n)).Store(target + n);
            }
        }
    }

    [MethodImpl(Compilation.Apart)]
    public override void CopyRows(TNumber* source, TNumber* target, int width, int points, int stride)
    {
        for (var w = 0; w < width; w++, source += stride, target += stride)
        {
            for (var n = 0; n < points; n += TLane.Count)
            {
                TLane.Load(source + n).Store(target + n);
            }
        }
    }

    [MethodImpl(Compilation.Apart)]
    public override void Scale(TNumber* slopes, TNumber* source, TNumber* target, int width, int points, int stride)
    {
        for (var w = 0; w < width; w++, slopes += 2 * points, source += stride, target += stride)
        {
            for (var n = 0; n < points; n += TLane.Count)
            {
                (TLane.Load(slopes + n) * TLane.Load(source + n)).Store(target + n);
            }
        }
    }

    [MethodImpl(Compilation.Apart)]
    public override void Bend(
        TNumber* slopes,
        TNumber* tangent,
        TNumber* p,
        TNumber* target,
        int width,
        int points,
        int stride
    )
    {
        for (var w = 0; w < width; w++, slopes += 2 * points, tangent += stride, p += stride, target += stride)
        {
            for (var n = 0; n < points; n += TLane.Count)
            {
                var bend = TLane.Load(slopes + n) * TLane.Load(tangent + n);
                TLane.FusedMultiplyAdd(bend, TLane.Load(p + n), TLane.Load(target + n)).Store(target + n);
            }
        }
    }

    [MethodImpl(Compilation.Apart)]
    public override void AddProducts(
        TNumber* a,
        TNumber* b,
        TNumber* target,
        int width,
        int streams,
        int points,
        int stride
    )
    {
        for (var w = 0; w < width; w++, a += stride, b += stride)
        {
            for (var s = 0; s < streams; s++)
            {
                for (var n = 0; n < points; n += TLane.Count)
                {
                    var at = (s * points) + n;
                    TLane
                        .FusedMultiplyAdd(TLane.Load(a + at), TLane.Load(b + at), TLane.Load(target + n))
                        .Store(target + n);
                }
            }
        }
    }

    // Bound once, where an engine is built.
    private sealed class PassBinding(StreamShape<TNumber> shape) : IActivationUser<ActivationPass<TNumber>>
    {
        ActivationPass<TNumber> IActivationUser<ActivationPass<TNumber>>.Use<TFunction>() =>
            shape.HasChains
                ? new ChainPass<TFunction, TLane, TNumber>(shape)
                : new ActivationPass<TFunction, TLane, TNumber>(shape);
    }

    private sealed class NarrowBinding(StreamShape<TNumber> shape) : IActivationUser<NarrowKernel<TNumber>?>
    {
        NarrowKernel<TNumber>? IActivationUser<NarrowKernel<TNumber>?>.Use<TFunction>() =>
            (shape.Firsts, shape.Operators) switch
            {
                _ when shape.HasChains => null,
                (0, 0) => new NarrowKernel<TFunction, TLane, TNumber, Zero, Zero>(shape),
                (1, 0) => new NarrowKernel<TFunction, TLane, TNumber, One, Zero>(shape),
                (2, 0) => new NarrowKernel<TFunction, TLane, TNumber, Two, Zero>(shape),
                (1, 1) when shape.FirstStart[1] == 1 => new NarrowKernel<TFunction, TLane, TNumber, One, One>(shape),
                _ => null,
            };
    }

    private sealed class CurvatureBinding(StreamShape<TNumber> shape, bool bends)
        : IActivationUser<CurvaturePass<TNumber>>
    {
        CurvaturePass<TNumber> IActivationUser<CurvaturePass<TNumber>>.Use<TFunction>() =>
            shape.HasChains
                ? new ChainCurvature<TFunction, TLane, TNumber>(shape, bends)
                : new CurvaturePass<TFunction, TLane, TNumber>(shape, bends);
    }

    private sealed class SlopeBinding : IActivationUser<ActivationPass<TNumber>>
    {
        ActivationPass<TNumber> IActivationUser<ActivationPass<TNumber>>.Use<TFunction>() =>
            new SlopePass<TFunction, TLane, TNumber>();
    }
}
