using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives;

/// <summary>Gradients of each term apart (term weighting, conflicts between terms).</summary>
public interface ITermGradients
{
    /// <param name="parameters">[P].</param>
    /// <param name="gradients">[T, P], written; the rows sum to the gradient.</param>
    /// <param name="terms">[T], written.</param>
    void TermGradients(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradients,
        Memory<double> terms,
        WorkerTeam team
    );
}

/// <summary>An objective L = Σ r_i² + const over weighted residuals (Gauss–Newton and its kin).</summary>
public interface IResiduals
{
    /// <summary>R, the length of the residual vector.</summary>
    int ResidualCount { get; }

    /// <summary>Writes r(θ), [R], weights included (each r_i carries √w_i).</summary>
    void Residuals(ReadOnlyMemory<double> parameters, Memory<double> residuals, WorkerTeam team);

    /// <summary>Writes rows [first, first + count) of J = ∂r/∂θ, [count, P].</summary>
    void JacobianRows(ReadOnlyMemory<double> parameters, int first, int count, Memory<double> rows, WorkerTeam team);
}

/// <summary>A symmetric linear operator on R^P, applied to blocks of vectors.</summary>
public interface ILinearOperator
{
    int Dimension { get; }

    /// <param name="vectors">[K, P].</param>
    /// <param name="products">[K, P], written.</param>
    void Apply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team);
}

/// <summary>An objective with exact second derivatives.</summary>
public interface ILinearizable
{
    /// <summary>The Hessian at θ with the primal computation cached.</summary>
    ILinearOperator LinearizeAt(ReadOnlyMemory<double> parameters);
}

/// <summary>An objective over random sample points; each draw is a deterministic objective.</summary>
public interface IDrawable
{
    /// <summary>The objective on the points of draw number <paramref name="draw"/>; the same number gives the same points.</summary>
    IObjective At(long draw);
}
