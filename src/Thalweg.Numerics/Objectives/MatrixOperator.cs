using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives;

/// <summary>M(θ) at one θ, such as the Jacobian of residuals: <c>new GramOperator(new MatrixOperator(residuals, θ))</c> is
/// JᵀJ.</summary>
/// <remarks>Cost: the products of <see cref="IMatrixRows"/>; nothing is kept between calls.</remarks>
public sealed class MatrixOperator : ILinearOperator
{
    private readonly IMatrixRows matrix;
    private readonly double[] parameters;

    /// <param name="parameters">θ, [P]; copied.</param>
    public MatrixOperator(IMatrixRows matrix, ReadOnlySpan<double> parameters)
    {
        ArgumentNullException.ThrowIfNull(matrix);
        this.matrix = matrix;
        this.parameters = parameters.ToArray();
    }

    public int Rows => matrix.RowCount;

    public int Columns => parameters.Length;

    public bool IsSymmetric => false;

    public void Apply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        matrix.Multiply(parameters, vectors, products, team);
    }

    public void ApplyTransposed(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        matrix.MultiplyTransposed(parameters, vectors, products, team);
    }
}
