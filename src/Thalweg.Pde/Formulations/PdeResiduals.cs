using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Integration;

namespace Thalweg.Pde.Formulations;

/// <summary>The residuals whose squares a loss sums: r_n = √w_n R(x_n, jet of u(·; θ)), term after term, point after point.</summary>
/// <remarks>
/// <para>L = Σ r_n² up to rounding; energies have no such form. The Jacobian comes from one forward and one reverse sweep per
/// tile that stops before the sum over points.</para>
/// <para>Cost: residuals as a loss; all rows of the Jacobian as a loss with its gradient, and N·P numbers written. Always in double
/// precision.</para>
/// </remarks>
public sealed unsafe class PdeResiduals : IResiduals, IWork
{
    private readonly RowEvaluator[] terms;
    private readonly int[] firstPoint;
    private readonly (int Term, int Tile)[] tiles;
    private readonly int parameterCount;
    private readonly ScratchPool scratch = new();
    private double* parameters;
    private double* residuals;
    private double* rows;
    private int first;
    private int last;

    internal PdeResiduals(IReadOnlyList<RowEvaluator> terms, int parameterCount)
    {
        this.terms = [.. terms];
        this.parameterCount = parameterCount;
        firstPoint = new int[this.terms.Length + 1];
        for (var t = 0; t < this.terms.Length; t++)
        {
            firstPoint[t + 1] = firstPoint[t] + this.terms[t].PointCount;
        }
        tiles = [.. this.terms.SelectMany((term, t) => Enumerable.Range(0, term.Tiles).Select(tile => (t, tile)))];
    }

    public int ResidualCount => firstPoint[^1];

    public void Residuals(ReadOnlyMemory<double> parameters, Memory<double> residuals, WorkerTeam team)
    {
        Require(parameters.Length, parameterCount, nameof(parameters));
        Require(residuals.Length, ResidualCount, nameof(residuals));
        using var target = residuals.Pin();
        this.residuals = (double*)target.Pointer;
        rows = null;
        Run(parameters, 0, ResidualCount, team);
    }

    public void JacobianRows(
        ReadOnlyMemory<double> parameters,
        int first,
        int count,
        Memory<double> rows,
        WorkerTeam team
    )
    {
        ArgumentOutOfRangeException.ThrowIfNegative(first);
        ArgumentOutOfRangeException.ThrowIfNegative(count);
        if (count > ResidualCount - first)
        {
            throw new ArgumentException(
                $"got rows {first} to {first + count - 1}, expected at most row {ResidualCount - 1}",
                nameof(count)
            );
        }
        Require(parameters.Length, parameterCount, nameof(parameters));
        Require(rows.Length, count * parameterCount, nameof(rows));
        using var target = rows.Pin();
        residuals = null;
        this.rows = (double*)target.Pointer;
        Run(parameters, first, count, team);
    }

    void IWork.Run(int item, int worker)
    {
        var (term, tile) = tiles[item];
        var evaluator = terms[term];
        var start = firstPoint[term] + evaluator.First(tile);
        var count = evaluator.PointsIn(tile);
        var from = Math.Max(first, start);
        var to = Math.Min(last, start + count);
        if (from >= to)
        {
            return;
        }
        if (rows == null)
        {
            evaluator.Residuals(parameters, tile, scratch[worker], residuals + start);
        }
        else
        {
            evaluator.Rows(
                parameters,
                tile,
                scratch[worker],
                from - start,
                to - from,
                rows + (nint)(from - first) * parameterCount
            );
        }
    }

    private void Run(ReadOnlyMemory<double> vector, int start, int count, WorkerTeam team)
    {
        scratch.Provide(team.Threads);
        using var pin = vector.Pin();
        parameters = (double*)pin.Pointer;
        first = start;
        last = start + count;
        team.Run(tiles.Length, this);
    }

    private static void Require(int got, int expected, string argument)
    {
        if (got != expected)
        {
            throw new ArgumentException($"got {got} numbers, expected {expected}", argument);
        }
    }
}
