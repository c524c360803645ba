using System.Numerics;
using System.Runtime.CompilerServices;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Simd;

namespace Thalweg.Networks.Jets;

/// <summary>The three matrix products of a linear layer over a tile: forward map, transposed map, weight gradient.</summary>
/// <remarks>Operands are [rows][columns] with rows a stride apart; the points of all streams lie side by side in the columns.</remarks>
internal sealed unsafe class LinearPass<TNumber>
    where TNumber : unmanaged, IBinaryFloatingPointIeee754<TNumber>
{
    private readonly JetKernels<TNumber> kernels;
    private readonly JetScratch ones = new();

    public LinearPass(JetKernels<TNumber> kernels)
    {
        this.kernels = kernels;
        new Span<TNumber>(ones.Memory<TNumber>(Tile.Largest), Tile.Largest).Fill(TNumber.One);
    }

    /// <summary>Numbers of scratch that <see cref="WeightGradient"/> and <see cref="WeightRows"/> need.</summary>
    public int ScratchFor(int outputs, int inputs, int columns)
    {
        var wide = Padded(Math.Max(outputs, inputs));
        return Math.Max(wide * (columns + Math.Min(outputs, inputs)), Padded(inputs) * (columns + outputs));
    }

    /// <summary>Y[o][n] = Σ_i W[o][i] X[i][n] + (n &lt; points ? b[o] : 0); without b added to what Y holds if
    /// <paramref name="accumulate"/>.</summary>
    /// <param name="bias">[outputs] or null.</param>
    /// <param name="inputStride">Distance between the rows of X.</param>
    [MethodImpl(Compilation.Apart)]
    public void Forward(
        TNumber* weight,
        TNumber* bias,
        TNumber* input,
        nint inputStride,
        TNumber* output,
        int outputs,
        int inputs,
        int points,
        int columns,
        int stride,
        bool accumulate = false
    ) =>
        kernels.Multiply(
            new MatrixProduct<TNumber>
            {
                A = weight,
                ARow = inputs,
                AColumn = 1,
                B = input,
                BRow = inputStride,
                C = output,
                CRow = stride,
                Rows = outputs,
                Columns = columns,
                Depth = inputs,
                Bias = bias,
                BiasColumns = points,
                Accumulate = accumulate,
            }
        );

    /// <summary>X̄[i][n] = Σ_o W[o][i] Ȳ[o][n], added to what X̄ holds if <paramref name="accumulate"/>.</summary>
    [MethodImpl(Compilation.Apart)]
    public void Transpose(
        TNumber* weight,
        TNumber* outputAdjoint,
        TNumber* inputAdjoint,
        int outputs,
        int inputs,
        int columns,
        int stride,
        bool accumulate
    ) =>
        kernels.Multiply(
            new MatrixProduct<TNumber>
            {
                A = weight,
                ARow = 1,
                AColumn = inputs,
                B = outputAdjoint,
                BRow = stride,
                C = inputAdjoint,
                CRow = stride,
                Rows = inputs,
                Columns = columns,
                Depth = outputs,
                Accumulate = accumulate,
            }
        );

    /// <summary>W̄[o][i] += Σ_n Ȳ[o][n] X[i][n] and b̄[o] += Σ_{n &lt; points} Ȳ[o][n].</summary>
    /// <remarks>Points lie in the lanes, or the wider operand is transposed, so that its rows fill the lanes and every entry is one chain
    /// over n: by <see cref="WeightLanes"/>. The sum of the tile is then added in double.</remarks>
    /// <param name="biasGradient">[outputs] or null.</param>
    [MethodImpl(Compilation.Apart)]
    public void WeightGradient(
        TNumber* outputAdjoint,
        TNumber* input,
        double* weightGradient,
        double* biasGradient,
        int outputs,
        int inputs,
        int points,
        int columns,
        int stride,
        TNumber* scratch
    )
    {
        if (WeightLanes.HoldPoints(outputs, inputs))
        {
            kernels.AddInner(
                new InnerProduct<TNumber>
                {
                    A = outputAdjoint,
                    ARow = stride,
                    B = input,
                    BRow = stride,
                    Target = weightGradient,
                    TargetRow = inputs,
                    Rows = outputs,
                    Columns = inputs,
                    Depth = columns,
                }
            );
        }
        else
        {
            AddTransposed(outputAdjoint, input, weightGradient, outputs, inputs, columns, stride, scratch);
        }
        if (biasGradient != null)
        {
            BiasGradient(outputAdjoint, biasGradient, outputs, points, stride);
        }
    }

    /// <summary>b̄[o] += Σ_{n &lt; points} Ȳ[o][n].</summary>
    public void BiasGradient(TNumber* outputAdjoint, double* biasGradient, int outputs, int points, int stride) =>
        kernels.AddInner(
            new InnerProduct<TNumber>
            {
                A = ones.Memory<TNumber>(Tile.Largest),
                B = outputAdjoint,
                BRow = stride,
                Target = biasGradient,
                Rows = 1,
                Columns = outputs,
                Depth = points,
            }
        );

    [MethodImpl(Compilation.Apart)]
    private void AddTransposed(
        TNumber* outputAdjoint,
        TNumber* input,
        double* weightGradient,
        int outputs,
        int inputs,
        int columns,
        int stride,
        TNumber* scratch
    )
    {
        var inputsWide = inputs >= outputs;
        var wide = inputsWide ? inputs : outputs;
        var narrow = inputsWide ? outputs : inputs;
        var padded = Padded(wide);
        var product = scratch + (nint)padded * columns;
        Transposition.Run(inputsWide ? input : outputAdjoint, wide, columns, stride, scratch, padded);
        kernels.Multiply(
            new MatrixProduct<TNumber>
            {
                A = inputsWide ? outputAdjoint : input,
                ARow = stride,
                AColumn = 1,
                B = scratch,
                BRow = padded,
                C = product,
                CRow = padded,
                Rows = narrow,
                Columns = padded,
                Depth = columns,
            }
        );
        if (inputsWide)
        {
            AddRows(product, padded, weightGradient, narrow, wide);
        }
        else
        {
            AddColumns(product, padded, weightGradient, narrow, wide);
        }
    }

    /// <summary>W̄_n[o][i] = Σ_s Ȳ[o][s][n] X[i][s][n] and b̄_n[o] = Ȳ[o][0][n] for single points n, each in a row of its own.</summary>
    /// <param name="weightRows">First row, at the weights of the layer; rows are <paramref name="rowStride"/> apart.</param>
    /// <param name="biasRows">The same at the biases, or null.</param>
    /// <param name="accumulate">Whether they are added to what is there.</param>
    public void WeightRows(
        TNumber* outputAdjoint,
        TNumber* input,
        double* weightRows,
        double* biasRows,
        int rowStride,
        int outputs,
        int inputs,
        int from,
        int count,
        int points,
        int streams,
        int stride,
        TNumber* scratch,
        bool accumulate
    )
    {
        var padded = Padded(inputs);
        var product = scratch + (nint)padded * streams * points;
        Transposition.Run(input, inputs, streams * points, stride, scratch, padded);
        for (var n = from; n < from + count; n++, weightRows += rowStride)
        {
            kernels.Multiply(
                new MatrixProduct<TNumber>
                {
                    A = outputAdjoint + n,
                    ARow = stride,
                    AColumn = points,
                    B = scratch + (nint)n * padded,
                    BRow = (nint)points * padded,
                    C = product,
                    CRow = padded,
                    Rows = outputs,
                    Columns = padded,
                    Depth = streams,
                }
            );
            if (!accumulate)
            {
                new Span<double>(weightRows, outputs * inputs).Clear();
            }
            AddRows(product, padded, weightRows, outputs, inputs);
            if (biasRows == null)
            {
                continue;
            }
            for (var o = 0; o < outputs; o++)
            {
                var own = double.CreateTruncating(outputAdjoint[(nint)o * stride + n]);
                biasRows[o] = accumulate ? biasRows[o] + own : own;
            }
            biasRows += rowStride;
        }
    }

    private int Padded(int wide) => (wide + kernels.Lanes - 1) / kernels.Lanes * kernels.Lanes;

    [MethodImpl(Compilation.Apart)]
    private static void AddRows(TNumber* product, int padded, double* gradient, int rows, int columns)
    {
        for (var r = 0; r < rows; r++, product += padded, gradient += columns)
        {
            if (typeof(TNumber) == typeof(double))
            {
                RowSum.Add((double*)product, gradient, columns);
            }
            else
            {
                RowSum.Add((float*)product, gradient, columns);
            }
        }
    }

    [MethodImpl(Compilation.Apart)]
    private static void AddColumns(TNumber* product, int padded, double* gradient, int inputs, int outputs)
    {
        for (var o = 0; o < outputs; o++)
        {
            for (var i = 0; i < inputs; i++)
            {
                *gradient++ += double.CreateTruncating(product[i * padded + o]);
            }
        }
    }
}
