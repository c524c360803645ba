using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Data.Objectives;

public sealed unsafe partial class DataObjective
{
    /// <inheritdoc/>
    /// <remarks>H v forward over reverse [Pearlmutter1994]. Cost: a vector takes twice the operations of a gradient, beside one gradient that a
    /// block of up to eight shares.</remarks>
    public ILinearOperator LinearizeAt(ReadOnlyMemory<double> parameters, WorkerTeam team) =>
        At(parameters, false, team);

    /// <inheritdoc/>
    public ILinearOperator TermHessianAt(ReadOnlyMemory<double> parameters, int term, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        RequireTerm(term);
        return At(parameters, false, team);
    }

    /// <inheritdoc/>
    /// <remarks>JᵀF″J, F being the loss as a function of what the network gives out. Cost: a vector takes 4/3 of the operations of a gradient,
    /// beside 1/3 that a block shares.</remarks>
    public ILinearOperator GaussNewtonAt(ReadOnlyMemory<double> parameters, int? term, WorkerTeam team)
    {
        RequireTerm(term);
        return At(parameters, true, team);
    }

    /// <inheritdoc/>
    public ILinearOperator RemainderAt(ReadOnlyMemory<double> parameters, int? term, WorkerTeam team)
    {
        RequireTerm(term);
        return new SumOperator(At(parameters, false, team), new ScaledOperator(-1.0, At(parameters, true, team)));
    }

    private ProductOperator At(ReadOnlyMemory<double> parameters, bool isGaussNewton, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        Require(parameters.Length, ParameterCount, nameof(parameters));
        return new ProductOperator(this, parameters.ToArray(), isGaussNewton);
    }

    private static void RequireTerm(int? term)
    {
        if (term is not (null or 0))
        {
            throw new ArgumentOutOfRangeException(nameof(term), term, $"term is {term}, expected 0, '{Term}'");
        }
    }

    private sealed class ProductOperator(DataObjective objective, double[] point, bool isGaussNewton) : ILinearOperator
    {
        public int Rows => point.Length;

        public int Columns => point.Length;

        public bool IsSymmetric => true;

        public void Apply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
        {
            ArgumentNullException.ThrowIfNull(team);
            if (vectors.Length != products.Length || vectors.Length % point.Length != 0)
            {
                throw new ArgumentException(
                    $"vectors has {vectors.Length} numbers and products {products.Length}, expected as many, a multiple of {point.Length}",
                    nameof(vectors)
                );
            }
            var (work, size) = (objective.gradients, point.Length);
            using var pin = vectors.Pin();
            fixed (double* at = point)
            {
                for (var first = 0; first < vectors.Length; first += work.Block * size)
                {
                    var length = Math.Min(work.Block * size, vectors.Length - first);
                    work.Run(
                        at,
                        (double*)pin.Pointer + first,
                        length / size,
                        products.Span.Slice(first, length),
                        isGaussNewton,
                        team
                    );
                }
            }
        }

        public void ApplyTransposed(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team) =>
            Apply(vectors, products, team);
    }
}
