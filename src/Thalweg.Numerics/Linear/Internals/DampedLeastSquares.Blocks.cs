using System.Runtime.CompilerServices;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>The factorisation in blocks of columns, each [rows][Edge] of its own.</summary>
internal sealed unsafe partial class DampedLeastSquares<TLane> : DampedLeastSquares
    where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
{
    private const int Square = HouseholderBlock<TLane>.Square;

    // Rows of A per item of work while they are taken in.
    private const int Portion = 256;

    private readonly int blocks;
    private readonly int height;
    private readonly List<double[]> store = [];
    private readonly HouseholderBlock<TLane>[] tall;
    private readonly HouseholderBlock<TLane>[] damped;

    // R of the damped matrix: [(k + 1) Edge][Edge] for block k.
    private readonly double*[] upper;
    private readonly double* side;
    private readonly double* lower;

    // √μ.
    private double root;

    public DampedLeastSquares(int rows, int columns)
        : base(rows, columns)
    {
        blocks = (columns + Edge - 1) / Edge;
        // Rows of zeros, where A has few; reflections leave them so.
        height = Math.Max(rows, blocks * Edge);
        tall = new HouseholderBlock<TLane>[blocks];
        damped = new HouseholderBlock<TLane>[blocks];
        upper = new double*[blocks];
        for (var k = 0; k < blocks; k++)
        {
            tall[k] = Block(Allocate((long)height * Edge) + (nint)k * Square, height - (k * Edge));
            // The block of R that pivots, then the rows of √μ I that have filled in by then.
            damped[k] = Block(Allocate((k + 2) * Square), (k + 2) * Edge);
            upper[k] = Allocate((k + 1) * Square);
        }
        side = Allocate(height);
        lower = Allocate((blocks + 1L) * Edge);
    }

    public override double LargestColumn
    {
        get
        {
            var largest = 0.0;
            for (var j = 0; j < Columns; j++)
            {
                var sum = 0.0;
                for (var i = 0; i <= j; i++)
                {
                    var entry = Start(j / Edge)[(nint)i * Edge + (j % Edge)];
                    sum = Math.FusedMultiplyAdd(entry, entry, sum);
                }
                // NaN stays.
                largest = largest >= sum ? largest : sum;
            }
            return largest;
        }
    }

    public override void Load(ReadOnlySpan<double> matrix, int first, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        var count = matrix.Length / Columns;
        MatrixShape.Require(matrix.Length, count, Columns, nameof(matrix));
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(first, Rows - count);
        fixed (double* source = matrix)
        {
            team.Run((count + Portion - 1) / Portion, new Intake(this, source, first, count));
        }
    }

    public override void Factorize(WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        using var scratch = new Scratch((long)team.Threads * HouseholderBlock<TLane>.Scratch);
        tall[0].Factorize(scratch.Start);
        var sweep = new TallSweep(this, scratch.Start);
        for (sweep.Step = 0; sweep.Step + 1 < blocks; sweep.Step++)
        {
            team.Run(blocks - 1 - sweep.Step, sweep);
        }
    }

    public override bool Damp(double damping, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        ArgumentOutOfRangeException.ThrowIfNegative(damping);
        using var scratch = new Scratch((long)team.Threads * HouseholderBlock<TLane>.Scratch);
        root = Math.Sqrt(damping);
        for (var k = 0; k < blocks; k++)
        {
            var diagonal = damped[k].Block + (nint)Square;
            new Span<double>(diagonal, (k + 1) * Square).Clear();
            diagonal += (nint)k * Square;
            for (var j = 0; j < Edge && (k * Edge) + j < Columns; j++)
            {
                diagonal[j * (Edge + 1)] = root;
            }
        }
        Pivot(0, scratch.Start);
        var sweep = new DampedSweep(this, scratch.Start);
        for (sweep.Step = 0; sweep.Step + 1 < blocks; sweep.Step++)
        {
            team.Run(blocks - 1 - sweep.Step, sweep);
        }
        for (var j = 0; j < Columns; j++)
        {
            var pivot = upper[j / Edge][(nint)j * Edge + (j % Edge)];
            if (pivot == 0.0 || !double.IsFinite(pivot))
            {
                return false;
            }
        }
        return true;
    }

    private double* Start(int block) => tall[block].Block - (nint)block * Square;

    private HouseholderBlock<TLane> Block(double* start, int rows) =>
        new()
        {
            Block = start,
            Height = rows,
            Top = Allocate(Square),
            Triangle = Allocate(Square),
        };

    private double* Allocate(long count)
    {
        var array = GC.AllocateArray<double>(checked((int)(count + 8)), pinned: true);
        store.Add(array);
        return (double*)(((nuint)Unsafe.AsPointer(ref array[0]) + 63) & ~(nuint)63);
    }

    // R of the block above √μ I, and its own triangle.
    private void Pivot(int k, double* scratch)
    {
        var block = damped[k];
        for (var r = 0; r < Edge; r++)
        {
            new Span<double>(block.Block + r * Edge, r).Clear();
            new ReadOnlySpan<double>(tall[k].Block + r * (Edge + 1), Edge - r).CopyTo(
                new Span<double>(block.Block + r * (Edge + 1), Edge - r)
            );
        }
        block.Factorize(scratch);
        new ReadOnlySpan<double>(block.Block, Square).CopyTo(new Span<double>(upper[k] + (nint)k * Square, Square));
    }

    private sealed class Intake(DampedLeastSquares<TLane> owner, double* source, int first, int count) : IWork
    {
        public void Run(int item, int worker)
        {
            var from = item * Portion;
            var rows = Math.Min(Portion, count - from);
            for (var k = 0; k < owner.blocks; k++)
            {
                BlockCopy.Straight(
                    source + (nint)from * owner.Columns + (k * Edge),
                    owner.Columns,
                    owner.Start(k) + (nint)(first + from) * Edge,
                    Edge,
                    rows,
                    Math.Min(Edge, owner.Columns - (k * Edge)),
                    Edge,
                    1
                );
            }
        }
    }

    // An item is a block of columns. The next one to pivot comes first, and is factorised while the others still follow.
    private sealed class TallSweep(DampedLeastSquares<TLane> owner, double* scratch) : IWork
    {
        public int Step { get; set; }

        public void Run(int item, int worker)
        {
            var own = scratch + (nint)worker * HouseholderBlock<TLane>.Scratch;
            var k = Step + 1 + item;
            owner.tall[Step].ApplyToBlock(owner.Start(k) + (nint)Step * Square, own);
            if (item == 0)
            {
                owner.tall[k].Factorize(own);
            }
        }
    }

    private sealed class DampedSweep(DampedLeastSquares<TLane> owner, double* scratch) : IWork
    {
        public int Step { get; set; }

        public void Run(int item, int worker)
        {
            var own = scratch + (nint)worker * HouseholderBlock<TLane>.Scratch;
            var k = Step + 1 + item;
            var rows = new Span<double>(owner.damped[k].Block, Square);
            new ReadOnlySpan<double>(owner.Start(k) + (nint)Step * Square, Square).CopyTo(rows);
            owner.damped[Step].ApplyToBlock(owner.damped[k].Block, own);
            rows.CopyTo(new Span<double>(owner.upper[k] + (nint)Step * Square, Square));
            if (item == 0)
            {
                owner.Pivot(k, own);
            }
        }
    }
}
