using System.Runtime.CompilerServices;
using Thalweg.Networks.Jets;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Layers;

/// <summary>Images are taken in tiles of so many, each in a lane.</summary>
internal static unsafe class Tiles
{
    /// <summary>Images of a tile: part of every result, never read from the machine.</summary>
    public const int Size = 32;

    private const int Lanes = 8;

    // Rows of a tile that stay in the first-level cache while the rows of a weight matrix pass.
    private const int DepthAtOnce = 56;

    /// <summary>Where each row of a tile begins, pinned: what products that gather their rows read.</summary>
    public static int[] Offsets(int count, int stride = Size)
    {
        var offsets = GC.AllocateArray<int>(count, pinned: true);
        for (var k = 0; k < offsets.Length; k++)
        {
            offsets[k] = k * stride;
        }
        return offsets;
    }

    /// <summary>Columns of a weight matrix in a gradient, whose rows begin at whole vectors.</summary>
    public static int Padded(int columns) => (columns + Lanes - 1) / Lanes * Lanes;

    /// <summary>Numbers of a tensor in a gradient: of weights row by row, of biases without gaps.</summary>
    public static int PaddedCount(LayerTensor tensor) =>
        tensor.Role == ParameterRole.Bias ? Padded(tensor.Rows) : checked(tensor.Rows * Padded(tensor.Columns));

    /// <summary>Numbers of all tensors of a layer in a gradient.</summary>
    public static int PaddedCount(Layer layer) => layer.Tensors.Sum(PaddedCount);

    /// <summary>Y = start + W X.</summary>
    /// <param name="offsets">Of the rows of X, pinned.</param>
    public static void Multiply<TLane>(
        double* weights,
        nint row,
        nint column,
        double* input,
        int[] offsets,
        int rows,
        int depth,
        double* bias,
        double* output,
        bool accumulate
    )
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
    {
        var places = (int*)Unsafe.AsPointer(ref offsets[0]);
        for (var first = 0; first < depth; first += DepthAtOnce)
        {
            GatherKernel<TLane, double>.Multiply(
                new GatheredProduct<double>
                {
                    A = weights + (first * column),
                    ARow = row,
                    AColumn = column,
                    B = input,
                    Offsets = places + first,
                    C = output,
                    CRow = Size,
                    Rows = rows,
                    Columns = Size,
                    Depth = Math.Min(DepthAtOnce, depth - first),
                    Positions = 1,
                    Bias = bias,
                    Accumulate = accumulate || first > 0,
                }
            );
        }
    }

    /// <summary>G += A Bᵀ over the images of a tile.</summary>
    /// <param name="rows">[Size][stride], an image in each row.</param>
    /// <param name="offsets">Of the rows, pinned.</param>
    public static void AddOuter<TLane>(
        double* adjoints,
        int count,
        double* rows,
        int[] offsets,
        int stride,
        double* gradient
    )
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double> =>
        GatherKernel<TLane, double>.Multiply(
            new GatheredProduct<double>
            {
                A = adjoints,
                ARow = Size,
                AColumn = 1,
                B = rows,
                Offsets = (int*)Unsafe.AsPointer(ref offsets[0]),
                C = gradient,
                CRow = stride,
                Rows = count,
                Columns = stride,
                Depth = Size,
                Positions = 1,
                Accumulate = true,
            }
        );

    /// <summary>target[m] += Σ of row m, eight lanes, halves first.</summary>
    /// <param name="width">A multiple of eight.</param>
    [MethodImpl(Compilation.Apart)]
    public static void AddRows<TLane>(double* source, int rows, int width, double* target)
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
    {
        var sums = stackalloc double[Lanes];
        for (var m = 0; m < rows; m++, source += width)
        {
            for (var lane = 0; lane < Lanes; lane += TLane.Count)
            {
                var sum = TLane.Load(source + lane);
                for (var k = lane + Lanes; k < width; k += Lanes)
                {
                    sum += TLane.Load(source + k);
                }
                sum.Store(sums + lane);
            }
            target[m] += Fold(sums);
        }
    }

    /// <summary>The sum of eight lanes: halves first.</summary>
    public static double Fold(double* lanes) =>
        (lanes[0] + lanes[4] + (lanes[2] + lanes[6])) + (lanes[1] + lanes[5] + (lanes[3] + lanes[7]));

    /// <summary>The images of a tile as rows.</summary>
    public static void Transpose(double* source, int rows, double* target) =>
        Transposition.Run(source, rows, Size, Size, target, Padded(rows));

    public static void Clear(double* target, int count) => new Span<double>(target, count).Clear();

    public static void Copy(double* source, double* target, int count) =>
        new ReadOnlySpan<double>(source, count).CopyTo(new Span<double>(target, count));

    /// <summary>target += source.</summary>
    [MethodImpl(Compilation.Apart)]
    public static void Add<TLane>(double* source, double* target, int count)
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
    {
        for (var n = 0; n < count; n += TLane.Count)
        {
            (TLane.Load(target + n) + TLane.Load(source + n)).Store(target + n);
        }
    }
}
