using System.Numerics;
using Thalweg.Networks.Jets;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Engine;

/// <summary>A <see cref="JetProgram"/> bound to numbers and lanes; point sets are bound to it in turn.</summary>
internal abstract class TileEngine
{
    public static TileEngine For(JetProgram program, Arithmetic arithmetic) =>
        arithmetic.Precision == Precision.Single
            ? new TileEngine<float>(program, arithmetic.Width)
            : new TileEngine<double>(program, arithmetic.Width);

    public abstract JetProgram Program { get; }

    public abstract TileEvaluator At(PointSet points);
}

internal sealed class TileEngine<TNumber> : TileEngine
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    public TileEngine(JetProgram program, LaneWidth width)
    {
        Program = program;
        Propagation = JetPropagation<TNumber>.For(program.Network, program.Plan, width);
        Kernels = TileKernels<TNumber>.For(width);
        Shape = new StreamShape<TNumber>(program.Streams, TNumber.CreateTruncating);
    }

    public override JetProgram Program { get; }

    public JetPropagation<TNumber> Propagation { get; }

    public TileKernels<TNumber> Kernels { get; }

    public StreamShape<TNumber> Shape { get; }

    public override TileEvaluator At(PointSet points) => On(points);

    public TileEvaluator<TNumber> On(PointSet points) =>
        new(this, new PointData<TNumber>(Program, points, Propagation.TilePoints));
}
