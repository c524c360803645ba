using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Terms;

namespace Thalweg.Pde.Formulations;

/// <summary>The Hessian of a loss or a part of it at one θ, by exact products.</summary>
internal sealed unsafe class HessianOperator(HessianWork work, ScratchPool scratch, double[] parameters)
    : ILinearOperator
{
    public int Rows => parameters.Length;

    public int Columns => parameters.Length;

    public bool IsSymmetric => true;

    public void Apply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        var count = VectorBlock.Count(vectors.Length, Columns, nameof(vectors));
        VectorBlock.Require(products.Length, count, Rows, nameof(products));
        using var loan = scratch.Lend(team.Threads);
        using var pin = vectors.Pin();
        fixed (double* theta = parameters)
        {
            for (var first = 0; first < count; first += HessianWork.BlockSize)
            {
                var block = Math.Min(HessianWork.BlockSize, count - first);
                work.Run(
                    theta,
                    (double*)pin.Pointer + ((nint)first * Columns),
                    block,
                    products.Span.Slice(first * Rows, block * Rows),
                    scratch,
                    team
                );
            }
        }
    }

    public void ApplyTransposed(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team) =>
        Apply(vectors, products, team);
}
