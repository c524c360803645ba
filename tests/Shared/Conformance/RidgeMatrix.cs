using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Tests.Shared.Conformance;

/// <summary>M(θ) with c I below it.</summary>
internal abstract class RidgeMatrix(IMatrixRows inner, double factor, int size) : IMatrixRows
{
    public int RowCount => inner.RowCount + size;

    public void Rows(ReadOnlyMemory<double> parameters, int first, int count, Memory<double> rows, WorkerTeam team)
    {
        var above = Math.Clamp(inner.RowCount - first, 0, count);
        if (above > 0)
        {
            inner.Rows(parameters, first, above, rows[..(above * size)], team);
        }
        rows.Span[(above * size)..].Clear();
        for (var n = above; n < count; n++)
        {
            rows.Span[(n * size) + first + n - inner.RowCount] = factor;
        }
    }
}

internal sealed class RidgeResiduals(IResiduals inner, double factor, int size)
    : RidgeMatrix(inner, factor, size),
        IResiduals
{
    private readonly IResiduals inner = inner;
    private readonly double factor = factor;

    public void Residuals(ReadOnlyMemory<double> parameters, Memory<double> residuals, WorkerTeam team)
    {
        inner.Residuals(parameters, residuals[..inner.RowCount], team);
        Vectors.Scale(factor, parameters.Span, residuals.Span[inner.RowCount..]);
    }
}

internal sealed class RidgeVariation(ISecondVariation inner, double factor, int size)
    : RidgeMatrix(inner, factor, size),
        ISecondVariation
{
    private readonly ISecondVariation inner = inner;
    private readonly double factor = factor;

    public void Chords(
        ReadOnlyMemory<double> parameters,
        ReadOnlyMemory<double> step,
        Memory<double> chords,
        WorkerTeam team
    )
    {
        inner.Chords(parameters, step, chords[..inner.RowCount], team);
        Vectors.Scale(factor, step.Span, chords.Span[inner.RowCount..]);
    }
}
