using System.Numerics;
using Thalweg.Networks.Jets;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Engine;

/// <summary>A <see cref="CurvatureProgram"/> bound to numbers and lanes; point sets are bound to it in turn.</summary>
internal abstract class CurvatureEngine
{
    public static CurvatureEngine For(CurvatureProgram program, Arithmetic arithmetic) =>
        arithmetic.Precision == Precision.Single
            ? new CurvatureEngine<float>(program, arithmetic.Width)
            : new CurvatureEngine<double>(program, arithmetic.Width);

    public abstract CurvatureEvaluator At(PointSet points);
}

internal sealed class CurvatureEngine<TNumber>(CurvatureProgram curvature, LaneWidth width) : CurvatureEngine
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    public CurvatureProgram Curvature => curvature;

    public CurvaturePropagation<TNumber> Propagation { get; } =
        new(curvature.Program.Network, curvature.Program.Streams, width, bends: curvature.Bends);

    public TileKernels<TNumber> Kernels { get; } = TileKernels<TNumber>.For(width);

    public StreamShape<TNumber> Shape { get; } = new(curvature.Program.Streams, TNumber.CreateTruncating);

    public override CurvatureEvaluator At(PointSet points) => new CurvatureEvaluator<TNumber>(this, points);
}
