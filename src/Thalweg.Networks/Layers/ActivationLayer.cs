using System.Runtime.CompilerServices;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Layers;

/// <summary>y = σ(x), entry by entry.</summary>
public sealed class ActivationLayer : Layer
{
    public ActivationLayer(LayerShape shape, Activation activation)
        : base(shape, shape)
    {
        ArgumentNullException.ThrowIfNull(activation);
        Activation = activation.Composition is null
            ? activation
            : throw new ArgumentException(
                $"got {activation}, expected an activation of the list: formulas are for networks of problems",
                nameof(activation)
            );
    }

    public Activation Activation { get; }

    public override string Text => Activation.Name;

    internal override LayerPass Bind<TLane>() => Activation.Function.Use(new Binding<TLane>(Input.Count));

    private sealed class Binding<TLane>(int count) : IActivationUser<LayerPass>
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
    {
        public LayerPass Use<TFunction>()
            where TFunction : struct, IActivationFunction => new Pass<TLane, TFunction>(count * Tiles.Size);
    }

    /// <remarks>Kept are σ′(z) and, where tangents follow, σ″(z), which the reverse sweep multiplies by the adjoint; of a tangent that product
    /// with ż.</remarks>
    private sealed unsafe class Pass<TLane, TFunction>(int count) : LayerPass
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
        where TFunction : struct, IActivationFunction
    {
        public override bool IsInPlace => true;

        public override int Kept => 2 * count;

        public override int TangentKept => count;

        public override void Forward(in LayerFrame frame, bool keeps)
        {
            if (!keeps)
            {
                Value(frame.Input, count);
            }
            else if (frame.Bends)
            {
                Second(frame.Input, frame.Kept, frame.Kept + count, count);
            }
            else
            {
                First(frame.Input, frame.Kept, count);
            }
        }

        public override void Reverse(in LayerFrame frame)
        {
            if (frame.Bends)
            {
                Multiply(frame.OutputAdjoint, frame.Kept + count, frame.Kept + count, count);
            }
            Multiply(frame.Kept, frame.OutputAdjoint, frame.OutputAdjoint, count);
        }

        public override void Push(in LayerFrame frame, in TangentFrame tangent)
        {
            Multiply(frame.Kept + count, tangent.Output, tangent.Kept, count);
            Multiply(frame.Kept, tangent.Output, tangent.Output, count);
        }

        public override void Pull(in LayerFrame frame, in TangentFrame tangent) =>
            MultiplyAdd(frame.Kept, tangent.OutputAdjoint, tangent.Kept, tangent.OutputAdjoint, count);

        [MethodImpl(Compilation.Apart)]
        private static void Value(double* z, int count)
        {
            for (var n = 0; n < count; n += TLane.Count)
            {
                TFunction.Evaluate(TLane.Load(z + n), out var value, out _, out _, out _, out _, out _);
                value.Store(z + n);
            }
        }

        [MethodImpl(Compilation.Apart)]
        private static void First(double* z, double* slopes, int count)
        {
            for (var n = 0; n < count; n += TLane.Count)
            {
                TFunction.Evaluate(TLane.Load(z + n), out var value, out var first, out _, out _, out _, out _);
                value.Store(z + n);
                first.Store(slopes + n);
            }
        }

        [MethodImpl(Compilation.Apart)]
        private static void Second(double* z, double* slopes, double* bends, int count)
        {
            for (var n = 0; n < count; n += TLane.Count)
            {
                TFunction.Evaluate(
                    TLane.Load(z + n),
                    out var value,
                    out var first,
                    out var second,
                    out _,
                    out _,
                    out _
                );
                value.Store(z + n);
                first.Store(slopes + n);
                second.Store(bends + n);
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
        private static void MultiplyAdd(double* a, double* b, double* c, double* target, int count)
        {
            for (var n = 0; n < count; n += TLane.Count)
            {
                TLane.FusedMultiplyAdd(TLane.Load(a + n), TLane.Load(b + n), TLane.Load(c + n)).Store(target + n);
            }
        }
    }
}
