using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Linear.Operators;

/// <summary>L⁻ᵀ of a Cholesky factorisation A = LLᵀ, so that L⁻ᵀL⁻¹ = A⁻¹.</summary>
/// <remarks>Cost: P² operations per vector.</remarks>
public sealed class InverseFactorOperator : ILinearOperator
{
    private readonly CholeskyFactorization factors;

    /// <exception cref="ArgumentException">The matrix was not positive definite.</exception>
    public InverseFactorOperator(CholeskyFactorization factors)
    {
        ArgumentNullException.ThrowIfNull(factors);
        if (factors.Failure is { } failure)
        {
            throw new ArgumentException(
                $"the matrix of factors is not positive definite ({failure}): look at Failure first",
                nameof(factors)
            );
        }
        this.factors = factors;
    }

    public int Rows => factors.Size;

    public int Columns => factors.Size;

    public bool IsSymmetric => false;

    public void Apply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        Solve(vectors, products, isUpper: true, team);
    }

    public void ApplyTransposed(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        Solve(vectors, products, isUpper: false, team);
    }

    private void Solve(ReadOnlyMemory<double> vectors, Memory<double> products, bool isUpper, WorkerTeam team)
    {
        OperatorShape.BlockOf(vectors.Length, Columns, products.Length, Rows);
        vectors.CopyTo(products);
        for (var at = 0; at < products.Length; at += Rows)
        {
            var one = products.Span.Slice(at, Rows);
            if (isUpper)
            {
                factors.SolveUpper(one, 1, team);
            }
            else
            {
                factors.SolveLower(one, 1, team);
            }
        }
    }
}
