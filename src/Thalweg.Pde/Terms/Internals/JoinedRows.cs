using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Pde.Terms;

/// <summary>Blocks of rows below each other.</summary>
internal abstract class JoinedRows : IMatrixRows
{
    private readonly IMatrixRows[] blocks;
    private readonly int parameterCount;
    private double[] part = [];
    private double[] sum = [];

    protected JoinedRows(IReadOnlyList<IMatrixRows> blocks, int parameterCount)
    {
        this.blocks = [.. blocks];
        this.parameterCount = parameterCount;
        RowCount = blocks.Sum(b => b.RowCount);
    }

    public int RowCount { get; }

    public void Rows(ReadOnlyMemory<double> parameters, int first, int count, Memory<double> rows, WorkerTeam team)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count > RowCount - first)
        {
            throw new ArgumentException(
                $"got rows {first} to {first + count - 1}, expected at most row {RowCount - 1}",
                nameof(count)
            );
        }
        var start = 0;
        foreach (var block in blocks)
        {
            var from = Math.Max(first, start);
            var to = Math.Min(first + count, start + block.RowCount);
            if (from < to)
            {
                var target = rows.Slice((from - first) * parameterCount, (to - from) * parameterCount);
                block.Rows(parameters, from - start, to - from, target, team);
            }
            start += block.RowCount;
        }
    }

    public void Multiply(
        ReadOnlyMemory<double> parameters,
        ReadOnlyMemory<double> vectors,
        Memory<double> products,
        WorkerTeam team
    )
    {
        var count = VectorBlock.Count(vectors.Length, parameterCount, nameof(vectors));
        VectorBlock.Require(products.Length, count, RowCount, nameof(products));
        var start = 0;
        foreach (var block in blocks)
        {
            var own = Part(count * block.RowCount);
            block.Multiply(parameters, vectors, own, team);
            for (var k = 0; k < count; k++)
            {
                own.Span.Slice(k * block.RowCount, block.RowCount)
                    .CopyTo(products.Span.Slice(k * RowCount + start, block.RowCount));
            }
            start += block.RowCount;
        }
    }

    public void MultiplyTransposed(
        ReadOnlyMemory<double> parameters,
        ReadOnlyMemory<double> vectors,
        Memory<double> products,
        WorkerTeam team
    )
    {
        var count = VectorBlock.Count(vectors.Length, RowCount, nameof(vectors));
        VectorBlock.Require(products.Length, count, parameterCount, nameof(products));
        products.Span.Clear();
        var start = 0;
        if (sum.Length < count * parameterCount)
        {
            sum = new double[count * parameterCount];
        }
        foreach (var block in blocks)
        {
            var own = Part(count * block.RowCount);
            for (var k = 0; k < count; k++)
            {
                vectors
                    .Span.Slice(k * RowCount + start, block.RowCount)
                    .CopyTo(own.Span.Slice(k * block.RowCount, block.RowCount));
            }
            var pulled = sum.AsMemory(0, count * parameterCount);
            block.MultiplyTransposed(parameters, own, pulled, team);
            Vectors.Combine(products.Span, 1.0, pulled.Span, products.Span);
            start += block.RowCount;
        }
    }

    private Memory<double> Part(int length)
    {
        if (part.Length < length)
        {
            part = new double[length];
        }
        return part.AsMemory(0, length);
    }
}

/// <summary>Residuals of several terms.</summary>
internal sealed class JoinedResiduals(IReadOnlyList<IResiduals> blocks, int parameterCount)
    : JoinedRows(blocks, parameterCount),
        IResiduals
{
    public void Residuals(ReadOnlyMemory<double> parameters, Memory<double> residuals, WorkerTeam team)
    {
        var start = 0;
        PointRows.Require(residuals.Length, RowCount, nameof(residuals));
        foreach (var block in blocks)
        {
            block.Residuals(parameters, residuals.Slice(start, block.RowCount), team);
            start += block.RowCount;
        }
    }
}

/// <summary>Second variations of several terms.</summary>
internal sealed class JoinedVariation(IReadOnlyList<ISecondVariation> blocks, int parameterCount)
    : JoinedRows(blocks, parameterCount),
        ISecondVariation
{
    public void Chords(
        ReadOnlyMemory<double> parameters,
        ReadOnlyMemory<double> step,
        Memory<double> chords,
        WorkerTeam team
    )
    {
        var start = 0;
        PointRows.Require(chords.Length, RowCount, nameof(chords));
        foreach (var block in blocks)
        {
            block.Chords(parameters, step, chords.Slice(start, block.RowCount), team);
            start += block.RowCount;
        }
    }
}
