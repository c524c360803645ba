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

/// <summary>An objective that may be a sum of squares.</summary>
public interface ISumOfSquares
{
    /// <summary>The loss as Σ r_i² + const with its Jacobian, or null where it is no sum of squares, as for an energy.</summary>
    IResiduals? AsResiduals();
}

/// <summary>A positive semidefinite matrix that depends on θ, G = RᵀR, by the rows of R.</summary>
public interface IGramRows
{
    /// <summary>Rows of R.</summary>
    int RowCount { get; }

    /// <summary>Writes rows [first, first + count) of R(θ), [count, P], weights included.</summary>
    void GramRows(ReadOnlyMemory<double> parameters, int first, int count, Memory<double> rows, WorkerTeam team);

    /// <summary>Writes how much what the rows are derivatives of changes from θ to θ + s, the weights held as they are at θ:
    /// R(θ)s and what bends, [RowCount]. Cost: about two values.</summary>
    /// <param name="parameters">θ, [P].</param>
    /// <param name="step">s, [P].</param>
    void GramChords(
        ReadOnlyMemory<double> parameters,
        ReadOnlyMemory<double> step,
        Memory<double> chords,
        WorkerTeam team
    );
}

/// <summary>An objective L(θ) = E(u(·; θ)) that is a functional of a model.</summary>
public interface ISecondVariation
{
    /// <summary>The second variation of E in the directions of the parameter derivatives, G_ij = D²E(u)[∂u/∂θ_i, ∂u/∂θ_j]
    /// [Mueller2023]; for a sum of squares 2JᵀJ. Where θ enters u linearly it is the Hessian of L.</summary>
    /// <exception cref="InvalidOperationException">A weight of the functional is negative.</exception>
    IGramRows AsGramRows();
}

/// <summary>An objective whose sample points may follow θ.</summary>
/// <remarks>
/// <para>A cast finds the capability and <see cref="IsAdaptive"/> says whether it is in use:
/// <c>objective is IAdaptive { IsAdaptive: true } adaptive</c>. Where it is false the other members throw
/// <see cref="InvalidOperationException"/>.</para>
/// <para>Points belong to an instance and never change; a round gives another instance, which has every capability of the one
/// it came from. When rounds happen is for whoever trains to say.</para>
/// </remarks>
public interface IAdaptive
{
    /// <summary>True where <see cref="Adapt"/> chooses points.</summary>
    bool IsAdaptive { get; }

    /// <summary>The points of this objective with their weights and whatever else the next round needs, as numbers.</summary>
    double[] SavePoints();

    /// <summary>The objective on the points chosen at θ: a pure function of this objective's points, of θ and of the round, with
    /// the same bits for any number of threads. Cost: some values of the residual, no gradient.</summary>
    /// <param name="parameters">[P].</param>
    /// <param name="round">1, 2, …; another round draws other random numbers.</param>
    IObjective Adapt(ReadOnlyMemory<double> parameters, long round, WorkerTeam team);

    /// <summary>The objective on points that <see cref="SavePoints"/> gave, to the same bits.</summary>
    /// <exception cref="ArgumentException">The numbers are not the points of such an objective.</exception>
    IObjective Restore(ReadOnlySpan<double> points);
}
