using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Linear.Operators;

/// <summary>CᵀAC, such as a Hessian in coordinates that an optimizer has scaled: with CCᵀ = B⁻¹ it has the eigenvalues of B⁻¹A.</summary>
/// <remarks>Cost: a product of A, of C and of Cᵀ; two blocks [K, rows of A] of memory, kept.</remarks>
public sealed class CongruentOperator : ILinearOperator
{
    private readonly ILinearOperator inner;
    private readonly ILinearOperator root;
    private double[] turned = [];
    private double[] image = [];

    /// <param name="inner">A, square.</param>
    /// <param name="root">C, with as many rows as A.</param>
    /// <exception cref="ArgumentException">A is not square, or the operators do not fit.</exception>
    public CongruentOperator(ILinearOperator inner, ILinearOperator root)
    {
        ArgumentNullException.ThrowIfNull(inner);
        ArgumentNullException.ThrowIfNull(root);
        OperatorShape.RequireSquare(inner, nameof(inner));
        OperatorShape.RequireEqual(root.Rows, inner.Columns, "rows", nameof(root));
        (this.inner, this.root) = (inner, root);
    }

    public int Rows => root.Columns;

    public int Columns => root.Columns;

    public bool IsSymmetric => inner.IsSymmetric;

    public void Apply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        var (from, to) = Blocks(OperatorShape.BlockOf(vectors.Length, Columns, products.Length, Rows));
        root.Apply(vectors, from, team);
        inner.Apply(from, to, team);
        root.ApplyTransposed(to, products, team);
    }

    public void ApplyTransposed(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        var (from, to) = Blocks(OperatorShape.BlockOf(vectors.Length, Rows, products.Length, Columns));
        root.Apply(vectors, from, team);
        inner.ApplyTransposed(from, to, team);
        root.ApplyTransposed(to, products, team);
    }

    private (Memory<double> From, Memory<double> To) Blocks(int count)
    {
        var length = count * inner.Rows;
        if (turned.Length < length)
        {
            (turned, image) = (new double[length], new double[length]);
        }
        return (turned.AsMemory(0, length), image.AsMemory(0, length));
    }
}
