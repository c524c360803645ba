using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Engine;

namespace Thalweg.Pde.Terms;

/// <summary>The residuals whose squares a loss sums: r_n = √w_n R(x_n, jet of u(·; θ)), term after term, point after point.</summary>
/// <remarks>
/// <para>L = Σ r_n² up to rounding; energies have no such form. The Jacobian comes from one forward and one reverse sweep per
/// tile that stops before the sum over points.</para>
/// <para>Cost: residuals as a loss; all rows of the Jacobian as a loss with its gradient, and N·P numbers written; products without
/// rows as <see cref="PointRows"/> says. Always in double precision.</para>
/// </remarks>
internal sealed unsafe class PdeResiduals : IResiduals, IWork
{
    private readonly RowEvaluator[] terms;
    private readonly PointRows jacobian;
    private readonly ScratchPool scratch = new();
    private double* parameters;
    private double* residuals;

    internal PdeResiduals(IReadOnlyList<RowEvaluator> terms, int parameterCount)
    {
        this.terms = [.. terms];
        jacobian = new PointRows(terms, parameterCount, scratch);
    }

    public int RowCount => jacobian.RowCount;

    public void Residuals(ReadOnlyMemory<double> parameters, Memory<double> residuals, WorkerTeam team)
    {
        jacobian.RequireParameters(parameters.Length);
        PointRows.Require(residuals.Length, RowCount, nameof(residuals));
        using var loan = scratch.Lend(team.Threads);
        using var pin = parameters.Pin();
        using var target = residuals.Pin();
        this.parameters = (double*)pin.Pointer;
        this.residuals = (double*)target.Pointer;
        team.Run(jacobian.Tiles.Count, this);
    }

    public void Rows(ReadOnlyMemory<double> parameters, int first, int count, Memory<double> rows, WorkerTeam team) =>
        jacobian.Rows(parameters, first, count, rows, team);

    public void Multiply(
        ReadOnlyMemory<double> parameters,
        ReadOnlyMemory<double> vectors,
        Memory<double> products,
        WorkerTeam team
    ) => jacobian.Multiply(parameters, vectors, products, team);

    public void MultiplyTransposed(
        ReadOnlyMemory<double> parameters,
        ReadOnlyMemory<double> vectors,
        Memory<double> products,
        WorkerTeam team
    ) => jacobian.MultiplyTransposed(parameters, vectors, products, team);

    void IWork.Run(int item, int worker)
    {
        var (term, tile) = jacobian.Tiles[item];
        var evaluator = terms[term];
        evaluator.Residuals(
            parameters,
            tile,
            scratch[worker],
            residuals + jacobian.FirstRow(term) + evaluator.First(tile)
        );
    }
}
