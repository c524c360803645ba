using System.Runtime.CompilerServices;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>An activation over one tile of a layer, one virtual call per layer and tile.</summary>
internal abstract unsafe class ActivationPass<TNumber>
    where TNumber : unmanaged
{
    /// <summary>Rows per neuron that the forward sweep keeps for the reverse sweep.</summary>
    public abstract int KeptRows { get; }

    /// <summary>y = σ(z) in all streams, [width][stream][point] with rows <paramref name="stride"/> apart.</summary>
    /// <param name="y">May be <paramref name="z"/>.</param>
    /// <param name="kept">[width][<see cref="KeptRows"/>][point], written, or null when no reverse sweep follows.</param>
    public abstract void Forward(TNumber* z, TNumber* y, TNumber* kept, int width, int points, int stride);

    /// <summary>Turns the adjoints of y into those of z.</summary>
    public abstract void Reverse(
        TNumber* z,
        TNumber* y,
        TNumber* kept,
        TNumber* adjoint,
        int width,
        int points,
        int stride
    );
}

internal sealed unsafe class ActivationPass<TFunction, TLane, TNumber>(StreamShape<TNumber> shape)
    : ActivationPass<TNumber>
    where TFunction : struct, IActivationFunction
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
    where TNumber : unmanaged
{
    private readonly bool oneOperator = shape.Operators == 1 && shape.FirstStart[shape.Firsts] == shape.Firsts;

    public override int KeptRows => ActivationForward<TFunction, TLane, TNumber>.KeptRows;

    [MethodImpl(Compilation.Apart)]
    public override void Forward(TNumber* z, TNumber* y, TNumber* kept, int width, int points, int stride)
    {
        if (shape.Operators == 0)
        {
            if (shape.Firsts == 0)
            {
                ActivationForward<TFunction, TLane, TNumber>.Value(z, y, kept, width, points, stride);
            }
            else
            {
                ActivationForward<TFunction, TLane, TNumber>.Gradient(shape.Firsts, z, y, kept, width, points, stride);
            }
        }
        else if (oneOperator && shape.Firsts == 1)
        {
            ActivationForward<TFunction, TLane, TNumber>.OneOperator<One>(shape, z, y, kept, width, points, stride);
        }
        else if (oneOperator && shape.Firsts == 2)
        {
            ActivationForward<TFunction, TLane, TNumber>.OneOperator<Two>(shape, z, y, kept, width, points, stride);
        }
        else
        {
            ActivationForward<TFunction, TLane, TNumber>.Operators(shape, z, y, kept, width, points, stride);
        }
    }

    [MethodImpl(Compilation.Apart)]
    public override void Reverse(
        TNumber* z,
        TNumber* y,
        TNumber* kept,
        TNumber* adjoint,
        int width,
        int points,
        int stride
    )
    {
        if (shape.Operators == 0)
        {
            if (shape.Firsts == 0)
            {
                ActivationReverse<TFunction, TLane, TNumber>.Value(z, y, kept, adjoint, width, points, stride);
            }
            else
            {
                ActivationReverse<TFunction, TLane, TNumber>.Gradient(
                    shape.Firsts,
                    z,
                    y,
                    kept,
                    adjoint,
                    width,
                    points,
                    stride
                );
            }
        }
        else if (oneOperator && shape.Firsts == 1)
        {
            ActivationReverse<TFunction, TLane, TNumber>.OneOperator<One>(
                shape,
                z,
                y,
                kept,
                adjoint,
                width,
                points,
                stride
            );
        }
        else if (oneOperator && shape.Firsts == 2)
        {
            ActivationReverse<TFunction, TLane, TNumber>.OneOperator<Two>(
                shape,
                z,
                y,
                kept,
                adjoint,
                width,
                points,
                stride
            );
        }
        else
        {
            ActivationReverse<TFunction, TLane, TNumber>.Operators(shape, z, y, kept, adjoint, width, points, stride);
        }
    }
}

/// <summary>Values alone, keeping σ' and σ''; what reverse mode over x starts from.</summary>
internal sealed unsafe class SlopePass<TFunction, TLane, TNumber> : ActivationPass<TNumber>
    where TFunction : struct, IActivationFunction
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
    where TNumber : unmanaged
{
    public override int KeptRows => 2;

    [MethodImpl(Compilation.Apart)]
    public override void Forward(TNumber* z, TNumber* y, TNumber* kept, int width, int points, int stride) =>
        ActivationForward<TFunction, TLane, TNumber>.Slopes(z, y, kept, width, points, stride);

    [MethodImpl(Compilation.Apart)]
    public override void Reverse(
        TNumber* z,
        TNumber* y,
        TNumber* kept,
        TNumber* adjoint,
        int width,
        int points,
        int stride
    ) => ActivationReverse<TFunction, TLane, TNumber>.Value(z, y, kept, adjoint, width, points, stride);
}
