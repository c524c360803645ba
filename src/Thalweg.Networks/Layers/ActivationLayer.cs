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
            where TFunction : struct, IActivationFunction =>
            typeof(TFunction) == typeof(SoftplusFunction)
                ? new SoftplusPass<TLane>(count * Tiles.Size)
                : new Pass<TLane, TFunction>(count * Tiles.Size);
    }

    private sealed unsafe class Pass<TLane, TFunction>(int count) : ActivationPass<TLane>(count)
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
        where TFunction : struct, IActivationFunction
    {
        // σ′ again from σ: cheaper than what it costs to keep it where layers are wide.
        public override bool ReadsOutput
        {
            [MethodImpl(MethodImplOptions.AggressiveInlining)]
            get => (TFunction.Reads & ~Recollection.Value) == 0;
        }

        public override void Forward(in LayerFrame frame, bool keeps)
        {
            if (!keeps || (ReadsOutput && !frame.Bends))
            {
                Value(frame.Input, frame.Output, Count);
            }
            else if (frame.Bends)
            {
                Second(frame.Input, frame.Output, frame.Kept, frame.Kept + Count, Count);
            }
            else
            {
                First(frame.Input, frame.Output, frame.Kept, Count);
            }
        }

        public override void Reverse(in LayerFrame frame)
        {
            if (ReadsOutput && !frame.Bends)
            {
                Recall(frame.Output, frame.OutputAdjoint, Count);
            }
            else
            {
                base.Reverse(frame);
            }
        }

        [MethodImpl(Compilation.Apart)]
        private static void Value(double* z, double* values, int count)
        {
            for (var n = 0; n < count; n += TLane.Count)
            {
                TFunction.Evaluate(TLane.Load(z + n), out var value, out _, out _, out _, out _, out _);
                value.Store(values + n);
            }
        }

        [MethodImpl(Compilation.Apart)]
        private static void First(double* z, double* values, double* slopes, int count)
        {
            for (var n = 0; n < count; n += TLane.Count)
            {
                TFunction.Evaluate(TLane.Load(z + n), out var value, out var first, out _, out _, out _, out _);
                value.Store(values + n);
                first.Store(slopes + n);
            }
        }

        [MethodImpl(Compilation.Apart)]
        private static void Second(double* z, double* values, double* slopes, double* bends, int count)
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
                value.Store(values + n);
                first.Store(slopes + n);
                second.Store(bends + n);
            }
        }

        [MethodImpl(Compilation.Apart)]
        private static void Recall(double* values, double* adjoints, int count)
        {
            for (var n = 0; n < count; n += TLane.Count)
            {
                TFunction.Recall(default, TLane.Load(values + n), default, default, out var first, out _, out _);
                (first * TLane.Load(adjoints + n)).Store(adjoints + n);
            }
        }
    }
}
