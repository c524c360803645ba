using Thalweg.Networks.Activations;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>The kernels of one activation, for any lanes.</summary>
internal abstract class ActivationKernels
{
    /// <summary>The passes on one lane type; bound once, where an engine is built.</summary>
    public abstract ActivationPass<TNumber> Bind<TLane, TNumber>(StreamShape<TNumber> shape)
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
        where TNumber : unmanaged;

    /// <summary>The pass over values alone that keeps σ' and σ''.</summary>
    public abstract ActivationPass<TNumber> BindSlopes<TLane, TNumber>()
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
        where TNumber : unmanaged;
}

internal sealed class ActivationKernels<TFunction> : ActivationKernels
    where TFunction : struct, IActivationFunction
{
    public override ActivationPass<TNumber> Bind<TLane, TNumber>(StreamShape<TNumber> shape) =>
        new ActivationPass<TFunction, TLane, TNumber>(shape);

    public override ActivationPass<TNumber> BindSlopes<TLane, TNumber>() => new SlopePass<TFunction, TLane, TNumber>();
}

/// <summary>An activation over one tile of a layer, one virtual call per layer and tile.</summary>
internal abstract unsafe class ActivationPass<TNumber>
    where TNumber : unmanaged
{
    /// <summary>y = σ(z) in all streams, [width][stream][point] with rows <paramref name="stride"/> apart.</summary>
    /// <param name="y">May be <paramref name="z"/>.</param>
    /// <param name="slopes">[width][3][point], written, or null when no reverse sweep follows.</param>
    public abstract void Forward(TNumber* z, TNumber* y, TNumber* slopes, int width, int points, int stride);

    /// <summary>Turns the adjoints of y into those of z.</summary>
    public abstract void Reverse(TNumber* z, TNumber* slopes, TNumber* adjoint, int width, int points, int stride);
}

internal sealed unsafe class ActivationPass<TFunction, TLane, TNumber>(StreamShape<TNumber> shape)
    : ActivationPass<TNumber>
    where TFunction : struct, IActivationFunction
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
    where TNumber : unmanaged
{
    private readonly bool oneOperator = shape.Operators == 1 && shape.FirstStart[shape.Firsts] == shape.Firsts;

    public override void Forward(TNumber* z, TNumber* y, TNumber* slopes, int width, int points, int stride)
    {
        if (shape.Operators == 0)
        {
            if (shape.Firsts == 0)
            {
                ActivationForward<TFunction, TLane, TNumber>.Value(z, y, slopes, width, points, stride);
            }
            else
            {
                ActivationForward<TFunction, TLane, TNumber>.Gradient(
                    shape.Firsts,
                    z,
                    y,
                    slopes,
                    width,
                    points,
                    stride
                );
            }
        }
        else if (oneOperator && shape.Firsts == 1)
        {
            ActivationForward<TFunction, TLane, TNumber>.OneOperator<OneFirst>(
                shape,
                z,
                y,
                slopes,
                width,
                points,
                stride
            );
        }
        else if (oneOperator && shape.Firsts == 2)
        {
            ActivationForward<TFunction, TLane, TNumber>.OneOperator<TwoFirsts>(
                shape,
                z,
                y,
                slopes,
                width,
                points,
                stride
            );
        }
        else
        {
            ActivationForward<TFunction, TLane, TNumber>.Operators(shape, z, y, slopes, width, points, stride);
        }
    }

    public override void Reverse(TNumber* z, TNumber* slopes, TNumber* adjoint, int width, int points, int stride)
    {
        if (shape.Operators == 0)
        {
            if (shape.Firsts == 0)
            {
                ActivationReverse<TLane, TNumber>.Value(slopes, adjoint, width, points, stride);
            }
            else
            {
                ActivationReverse<TLane, TNumber>.Gradient(shape.Firsts, z, slopes, adjoint, width, points, stride);
            }
        }
        else if (oneOperator && shape.Firsts == 1)
        {
            ActivationReverse<TLane, TNumber>.OneOperator<OneFirst>(shape, z, slopes, adjoint, width, points, stride);
        }
        else if (oneOperator && shape.Firsts == 2)
        {
            ActivationReverse<TLane, TNumber>.OneOperator<TwoFirsts>(shape, z, slopes, adjoint, width, points, stride);
        }
        else
        {
            ActivationReverse<TLane, TNumber>.Operators(shape, z, slopes, adjoint, width, points, stride);
        }
    }
}

internal sealed unsafe class SlopePass<TFunction, TLane, TNumber> : ActivationPass<TNumber>
    where TFunction : struct, IActivationFunction
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
    where TNumber : unmanaged
{
    public override void Forward(TNumber* z, TNumber* y, TNumber* slopes, int width, int points, int stride) =>
        ActivationForward<TFunction, TLane, TNumber>.Gradient(0, z, y, slopes, width, points, stride);

    public override void Reverse(TNumber* z, TNumber* slopes, TNumber* adjoint, int width, int points, int stride) =>
        ActivationReverse<TLane, TNumber>.Value(slopes, adjoint, width, points, stride);
}
