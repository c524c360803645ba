using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives.Analytic;

public abstract partial class AnalyticObjective
{
    /// <summary>A Hessian applied to one vector.</summary>
    private protected delegate void HessianProduct(ReadOnlySpan<double> vector, Span<double> product);

    public ILinearOperator LinearizeAt(ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        return OperatorAt(parameters, x => HessianAt(x, null));
    }

    public ILinearOperator TermHessianAt(ReadOnlyMemory<double> parameters, int term, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        CheckTerm(term);
        return OperatorAt(parameters, x => HessianAt(x, term));
    }

    /// <summary>The Hessian of one term at x, or of the loss where <paramref name="term"/> is null.</summary>
    private protected abstract HessianProduct HessianAt(double[] x, int? term);

    /// <summary>The residuals, from the first to before the last, whose squares a term sums; none where it is constant.</summary>
    private protected virtual (int First, int Last) ResidualsOf(int term) => (0, 0);

    /// <summary>2 Σ r ∂²r at x over the residuals of one term or of all, where residuals are not affine.</summary>
    private protected virtual HessianProduct RemainderAt(double[] x, int? term) => (_, product) => product.Clear();

    private Hessian OperatorAt(ReadOnlyMemory<double> parameters, Func<double[], HessianProduct> productAt)
    {
        Check(parameters.Length, ParameterCount, "P", nameof(parameters));
        return new Hessian(ParameterCount, productAt(parameters.ToArray()));
    }

    private void CheckTerm(int? term)
    {
        if (term is { } t && (t < 0 || t >= TermNames.Count))
        {
            throw new ArgumentOutOfRangeException(
                nameof(term),
                term,
                $"term is {term}, expected a place from 0 to {TermNames.Count - 1} among {string.Join(", ", TermNames)}"
            );
        }
    }

    /// <summary>2JᵀJ by its rows, and what its residuals bend.</summary>
    private sealed class Split(AnalyticObjective objective, IResiduals residuals) : IGaussNewton
    {
        public ILinearOperator GaussNewtonAt(ReadOnlyMemory<double> parameters, int? term, WorkerTeam team)
        {
            ArgumentNullException.ThrowIfNull(team);
            objective.CheckTerm(term);
            return objective.OperatorAt(parameters, x => ProductAt(x, term, team));
        }

        public ILinearOperator RemainderAt(ReadOnlyMemory<double> parameters, int? term, WorkerTeam team)
        {
            ArgumentNullException.ThrowIfNull(team);
            objective.CheckTerm(term);
            return objective.OperatorAt(parameters, x => objective.RemainderAt(x, term));
        }

        private HessianProduct ProductAt(double[] x, int? term, WorkerTeam team)
        {
            var (first, last) = term is { } t ? objective.ResidualsOf(t) : (0, residuals.RowCount);
            var rows = new double[(last - first) * x.Length];
            residuals.Rows(x, first, last - first, rows, team);
            return (vector, product) =>
            {
                product.Clear();
                for (var at = 0; at < rows.Length; at += vector.Length)
                {
                    var along = 0.0;
                    for (var i = 0; i < vector.Length; i++)
                    {
                        along += rows[at + i] * vector[i];
                    }
                    for (var i = 0; i < vector.Length; i++)
                    {
                        product[i] += 2 * along * rows[at + i];
                    }
                }
            };
        }
    }

    private sealed class Hessian(int dimension, HessianProduct product) : ILinearOperator
    {
        public int Rows => dimension;

        public int Columns => dimension;

        public bool IsSymmetric => true;

        public void Apply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
        {
            var count = OperatorShape.BlockOf(vectors.Length, dimension, products.Length, dimension);
            team.Run(count, new Products(dimension, product, vectors, products));
        }

        public void ApplyTransposed(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team) =>
            Apply(vectors, products, team);
    }

    private sealed class Products(
        int dimension,
        HessianProduct product,
        ReadOnlyMemory<double> vectors,
        Memory<double> products
    ) : IWork
    {
        public void Run(int item, int worker) =>
            product(vectors.Span.Slice(item * dimension, dimension), products.Span.Slice(item * dimension, dimension));
    }
}
