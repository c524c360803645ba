using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Engine;

namespace Thalweg.Pde.Terms;

/// <summary>Parameter gradients point by point, source after source, in any portions.</summary>
internal sealed unsafe class PointRows : ISecondVariation, IWork
{
    private readonly RowSource[] sources;
    private readonly int[] firstRow;
    private readonly (int Source, int Tile)[] tiles;
    private readonly int parameterCount;
    private readonly ScratchPool scratch;
    private readonly double[] moved;
    private double* parameters;
    private double* ahead;
    private double* rows;
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
        RequireParameters(parameters.Length);
        Require(rows.Length, count * parameterCount, nameof(rows));
        scratch.Provide(team.Threads);
        using var pin = parameters.Pin();
        using var target = rows.Pin();
        this.parameters = (double*)pin.Pointer;
        this.rows = (double*)target.Pointer;
        ahead = null;
        this.first = first;
        last = first + count;
        team.Run(tiles.Length, this);
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
        for (var i = 0; i < moved.Length; i++)
        {
            moved[i] = parameters.Span[i] + step.Span[i];
        }
        scratch.Provide(team.Threads);
        using var pin = parameters.Pin();
        using var target = chords.Pin();
        fixed (double* end = moved)
        {
            this.parameters = (double*)pin.Pointer;
            ahead = end;
            rows = (double*)target.Pointer;
            team.Run(tiles.Length, this);
        }
    }

    void IWork.Run(int item, int worker)
    {
        var (index, tile) = tiles[item];
        var source = sources[index];
        var start = firstRow[index] + source.First(tile);
        if (ahead != null)
        {
            source.Chords(parameters, ahead, tile, scratch[worker], rows + start);
            return;
        }
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
                rows + (nint)(from - first) * parameterCount
            );
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
