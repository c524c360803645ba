using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Engine;

namespace Thalweg.Pde.Terms;

/// <summary>The functionals r_j as residuals: J = T M with M the gradients of the values point by point.</summary>
/// <remarks>Cost: Jv, K vectors: for every E_c a gradient without its weight products, and K forward passes of the linear layers; Jᵀw: a forward
/// sweep and K reverse sweeps for every E_c; beside that 2 C N operations for every functional and vector. Always in double precision.</remarks>
internal sealed unsafe class FunctionalRows : IResiduals, IWork
{
    private readonly Functional functional;
    private readonly int parameterCount;
    private readonly ScratchPool scratch = new();
    private readonly PointRows gradients;

    // The parts that hold an unknown, in their order.
    private readonly int[] parts;
    private readonly int points;
    private readonly double[] fields;
    private readonly double[] still;
    private readonly TileEvaluator<double>[] evaluators;
    private double[] pulled = [];
    private double* parameters;

    /// <param name="engines">One for each E_c, null where it holds no unknown.</param>
    /// <param name="still">Values of those, [C N].</param>
    public FunctionalRows(
        Functional functional,
        IReadOnlyList<TileEngine<double>?> engines,
        double[] still,
        int parameterCount
    )
    {
        this.still = still;
        this.functional = functional;
        this.parameterCount = parameterCount;
        parts = [.. Enumerable.Range(0, engines.Count).Where(c => engines[c] is not null)];
        points = functional.Points.Count;
        evaluators = [.. parts.Select(c => engines[c]!.On(functional.Points))];
        gradients = new PointRows([.. evaluators.Select(e => new RowEvaluator(e))], parameterCount, scratch);
        fields = new double[functional.Width];
    }

    public int RowCount => functional.Tests;

    public void Residuals(ReadOnlyMemory<double> parameters, Memory<double> residuals, WorkerTeam team)
    {
        gradients.RequireParameters(parameters.Length);
        PointRows.Require(residuals.Length, RowCount, nameof(residuals));
        using var loan = scratch.Lend(team.Threads);
        still.CopyTo(fields, 0);
        using var pin = parameters.Pin();
        this.parameters = (double*)pin.Pointer;
        team.Run(gradients.Tiles.Count, this);
        functional.Mask(fields);
        for (var j = 0; j < RowCount; j++)
        {
            residuals.Span[j] = functional.Residual(j, fields);
        }
    }

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
        PointRows.Require(rows.Length, count * parameterCount, nameof(rows));
        var width = gradients.RowCount;
        Grow(count * width);
        for (var j = 0; j < count; j++)
        {
            Active(functional.RowOf(first + j), pulled.AsSpan(j * width, width));
        }
        gradients.MultiplyTransposed(parameters, pulled.AsMemory(0, count * width), rows, team);
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
        var width = gradients.RowCount;
        Grow((count + 1) * width);
        gradients.Multiply(parameters, vectors, pulled.AsMemory(0, count * width), team);
        var row = pulled.AsSpan(count * width, width);
        for (var j = 0; j < RowCount; j++)
        {
            Active(functional.RowOf(j), row);
            for (var k = 0; k < count; k++)
            {
                products.Span[k * RowCount + j] = Vectors.Dot(row, pulled.AsSpan(k * width, width));
            }
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
        var width = gradients.RowCount;
        Grow(count * width);
        for (var k = 0; k < count; k++)
        {
            functional.Combine(vectors.Span.Slice(k * RowCount, RowCount), 0, fields);
            Active(fields, pulled.AsSpan(k * width, width));
        }
        gradients.MultiplyTransposed(parameters, pulled.AsMemory(0, count * width), products, team);
    }

    void IWork.Run(int item, int worker)
    {
        var (source, tile) = gradients.Tiles[item];
        var values = evaluators[source].At(parameters, scratch[worker]).Forward(tile);
        values.Read(0, fields.AsSpan(parts[source] * points, points));
    }

    /// <summary>What multiplies the parts that hold an unknown.</summary>
    private void Active(ReadOnlySpan<double> row, Span<double> target)
    {
        for (var s = 0; s < parts.Length; s++)
        {
            row.Slice(parts[s] * points, points).CopyTo(target[(s * points)..]);
        }
    }

    private void Grow(int length)
    {
        if (pulled.Length < length)
        {
            pulled = new double[length];
        }
    }
}
