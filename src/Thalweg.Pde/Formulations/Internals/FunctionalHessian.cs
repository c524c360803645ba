using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Terms;

namespace Thalweg.Pde.Formulations;

/// <summary>The Hessian of a loss with weak forms or a quotient, or a part of it: JᵀG″J of the functionals, which is 2JᵀJ for squares, and the Hessian
/// of their sum with multipliers that stay what they are at θ.</summary>
internal sealed class FunctionalHessian(
    HessianOperator rest,
    (CurvatureEvaluator Evaluator, double[] Multipliers)[] held,
    (FunctionalRows Rows, Action<Span<double>>? Bend)[] outer,
    double[] parameters
) : ILinearOperator
{
    private double[] products = [];
    private double[] sums = [];

    public int Rows => parameters.Length;

    public int Columns => parameters.Length;

    public bool IsSymmetric => true;

    public void Apply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        var count = VectorBlock.Count(vectors.Length, Columns, nameof(vectors));
        VectorBlock.Require(products.Length, count, Rows, nameof(products));
        // Other operators of the same loss may have put theirs there.
        foreach (var (evaluator, multipliers) in held)
        {
            evaluator.Put(multipliers);
        }
        rest.Apply(vectors, products, team);
        for (var first = 0; first < count; first += HessianWork.BlockSize)
        {
            var block = Math.Min(HessianWork.BlockSize, count - first);
            foreach (var (rows, bend) in outer)
            {
                var along = Part(ref this.products, block * rows.RowCount);
                var back = Part(ref sums, block * Rows);
                rows.Multiply(parameters, vectors.Slice(first * Rows, block * Rows), along, team);
                for (var k = 0; bend is not null && k < block; k++)
                {
                    bend(along.Span.Slice(k * rows.RowCount, rows.RowCount));
                }
                rows.MultiplyTransposed(parameters, along, back, team);
                var own = products.Span.Slice(first * Rows, block * Rows);
                Vectors.Combine(own, bend is null ? 2.0 : 1.0, back.Span, own);
            }
        }
    }

    public void ApplyTransposed(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team) =>
        Apply(vectors, products, team);

    private static Memory<double> Part(ref double[] array, int length)
    {
        if (array.Length < length)
        {
            array = new double[length];
        }
        return array.AsMemory(0, length);
    }
}
