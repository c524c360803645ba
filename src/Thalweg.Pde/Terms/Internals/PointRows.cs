using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Engine;

namespace Thalweg.Pde.Terms;

/// <summary>Parameter gradients point by point, source after source, in any portions; their products with vectors are formed tile
/// by tile and no row is.</summary>
/// <remarks>Cost: Mv, K vectors: a gradient without its weight products, and K forward passes of the linear layers. Mᵀw, K vectors:
/// one forward sweep and K reverse sweeps. Rows: a gradient, and R·P numbers written.</remarks>
internal sealed unsafe class PointRows : ISecondVariation, IWork
{
    private readonly RowSource[] sources;
    private readonly int[] firstRow;
    private readonly (int Source, int Tile)[] tiles;
    private readonly int parameterCount;
    private readonly ScratchPool scratch;
    private readonly TransposedRows transposed;
    private readonly double[] moved;
    private Wanted wanted;
    private double* parameters;
    private double* vectors;
    private double* target;
    private int first;
    private int last;

    public PointRows(IReadOnlyList<RowSource> sources, int parameterCount, ScratchPool scratch)
    {
        this.sources = [.. sources];
        this.parameterCount = parameterCount;
        this.scratch = scratch;
        moved = new double[parameterCount];
        firstRow = new int[this.sources.Length + 1];
        for (var s = 0; s < this.sources.Length; s++)
        {
            firstRow[s + 1] = firstRow[s] + this.sources[s].PointCount;
        }
        tiles = [.. this.sources.SelectMany((source, s) => Enumerable.Range(0, source.Tiles).Select(t => (s, t)))];
        transposed = new TransposedRows(this.sources, firstRow, parameterCount, scratch);
    }

    private enum Wanted
    {
        Rows,
        Products,
        Chords,
    }

    public int RowCount => firstRow[^1];

    /// <summary>The tiles of all sources.</summary>
    public IReadOnlyList<(int Source, int Tile)> Tiles => tiles;

    public int FirstRow(int source) => firstRow[source];

    public void RequireParameters(int got) => Require(got, parameterCount, "parameters");

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
        Require(rows.Length, count * parameterCount, nameof(rows));
        using var loan = scratch.Lend(team.Threads);
        this.first = first;
        last = first + count;
        Run(Wanted.Rows, parameters, null, rows, team);
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
        using var loan = scratch.Lend(team.Threads);
        last = count;
        using var pin = vectors.Pin();
        Run(Wanted.Products, parameters, (double*)pin.Pointer, products, team);
    }

    public void MultiplyTransposed(
        ReadOnlyMemory<double> parameters,
        ReadOnlyMemory<double> vectors,
        Memory<double> products,
        WorkerTeam team
    )
    {
        RequireParameters(parameters.Length);
        var count = VectorBlock.Count(vectors.Length, RowCount, nameof(vectors));
        VectorBlock.Require(products.Length, count, parameterCount, nameof(products));
        using var pin = parameters.Pin();
        transposed.Multiply((double*)pin.Pointer, vectors, count, products.Span, team);
    }

    public void Chords(
        ReadOnlyMemory<double> parameters,
        ReadOnlyMemory<double> step,
        Memory<double> chords,
        WorkerTeam team
    )
    {
        RequireParameters(parameters.Length);
        Require(step.Length, parameterCount, nameof(step));
        Require(chords.Length, RowCount, nameof(chords));
        using var loan = scratch.Lend(team.Threads);
        for (var i = 0; i < moved.Length; i++)
        {
            moved[i] = parameters.Span[i] + step.Span[i];
        }
        fixed (double* end = moved)
        {
            Run(Wanted.Chords, parameters, end, chords, team);
        }
    }

    private void Run(
        Wanted wanted,
        ReadOnlyMemory<double> parameters,
        double* vectors,
        Memory<double> target,
        WorkerTeam team
    )
    {
        RequireParameters(parameters.Length);
        using var pin = parameters.Pin();
        using var results = target.Pin();
        this.wanted = wanted;
        this.parameters = (double*)pin.Pointer;
        this.vectors = vectors;
        this.target = (double*)results.Pointer;
        team.Run(tiles.Length, this);
    }

    void IWork.Run(int item, int worker)
    {
        var (index, tile) = tiles[item];
        var source = sources[index];
        var start = firstRow[index] + source.First(tile);
        switch (wanted)
        {
            case Wanted.Chords:
                source.Chords(parameters, vectors, tile, scratch[worker], target + start);
                break;
            case Wanted.Products:
                source.Products(parameters, tile, scratch[worker], vectors, last, target + start, RowCount);
                break;
            default:
                var from = Math.Max(first, start);
                var to = Math.Min(last, start + source.PointsIn(tile));
                if (from < to)
                {
                    source.Rows(
                        parameters,
                        tile,
                        scratch[worker],
                        from - start,
                        to - from,
                        target + (nint)(from - first) * parameterCount
                    );
                }
                break;
        }
    }

    public static void Require(int got, int expected, string argument)
    {
        if (got != expected)
        {
            throw new ArgumentException($"got {got} numbers, expected {expected}", argument);
        }
    }
}
