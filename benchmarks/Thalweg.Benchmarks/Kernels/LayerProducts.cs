using System.Numerics;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Simd;

namespace Thalweg.Benchmarks.Kernels;

/// <summary>The names of the matrix products of a layer; weight gradients are formed in two ways.</summary>
internal static class LayerProducts
{
    public static IReadOnlyList<string> Names { get; } =
    ["forward", "transposed", "weight gradient", "weight gradient by points"];
}

/// <summary>The matrix products of a square layer over the streams of a tile, the operands in cache.</summary>
internal sealed unsafe class LayerProducts<TLane, TNumber>
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    // Three streams of 32 points: whole blocks of three vectors in either precision.
    private const int Columns = 96;

    private readonly int width;
    private readonly int stride;
    private readonly int padded;
    private readonly LaneBuffer<TNumber> weights;
    private readonly LaneBuffer<TNumber> input;
    private readonly LaneBuffer<TNumber> output;
    private readonly LaneBuffer<TNumber> adjoint;
    private readonly LaneBuffer<TNumber> transposed;
    private readonly LaneBuffer<TNumber> gradient;
    private readonly LaneBuffer<double> sums;

    public LayerProducts(int width)
    {
        this.width = width;
        padded = (width + TLane.Count - 1) / TLane.Count * TLane.Count;
        // One vector beyond the columns keeps the rows of wide layers out of each other's cache sets.
        stride = Columns + TLane.Count;
        weights = new LaneBuffer<TNumber>(width * width);
        input = new LaneBuffer<TNumber>(width * stride);
        output = new LaneBuffer<TNumber>(width * stride);
        adjoint = new LaneBuffer<TNumber>(width * stride);
        transposed = new LaneBuffer<TNumber>(Columns * padded);
        gradient = new LaneBuffer<TNumber>(width * padded);
        sums = new LaneBuffer<double>(width * width);
    }

    /// <summary>Y = W X; X̄ = Wᵀ Ȳ; W̄ = Ȳ Xᵀ with X already transposed, or with points in the lanes. Operations do not count padding.</summary>
    public IReadOnlyList<KernelWork> All()
    {
        var flops = 2.0 * width * width * Columns;
        return
        [
            new(LayerProducts.Names[0], flops, Forward),
            new(LayerProducts.Names[1], flops, Transpose),
            new(LayerProducts.Names[2], flops, WeightGradient),
            new(LayerProducts.Names[3], flops, WeightGradientByPoints),
        ];
    }

    private void Forward() => MatrixKernel<TLane, TNumber>.Multiply(Map(width, 1, input.Start, output.Start));

    private void Transpose() => MatrixKernel<TLane, TNumber>.Multiply(Map(1, width, output.Start, adjoint.Start));

    private void WeightGradient() =>
        MatrixKernel<TLane, TNumber>.Multiply(
            new MatrixProduct<TNumber>
            {
                A = output.Start,
                ARow = stride,
                AColumn = 1,
                B = transposed.Start,
                BRow = padded,
                C = gradient.Start,
                CRow = padded,
                Rows = width,
                Columns = padded,
                Depth = Columns,
            }
        );

    private void WeightGradientByPoints() =>
        InnerKernel<TLane, TNumber>.Add(
            new InnerProduct<TNumber>
            {
                A = output.Start,
                ARow = stride,
                B = input.Start,
                BRow = stride,
                Target = sums.Start,
                TargetRow = width,
                Rows = width,
                Columns = width,
                Depth = Columns,
            }
        );

    private MatrixProduct<TNumber> Map(nint row, nint column, TNumber* from, TNumber* to) =>
        new()
        {
            A = weights.Start,
            ARow = row,
            AColumn = column,
            B = from,
            BRow = stride,
            C = to,
            CRow = stride,
            Rows = width,
            Columns = Columns,
            Depth = width,
        };
}
