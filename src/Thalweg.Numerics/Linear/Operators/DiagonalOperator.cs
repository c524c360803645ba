using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Linear.Operators;

/// <summary>diag(d).</summary>
/// <remarks>Cost: one operation per entry.</remarks>
public sealed class DiagonalOperator : ILinearOperator
{
    private readonly double[] diagonal;

    /// <param name="diagonal">d, [P]; copied.</param>
    /// <exception cref="ArgumentException">It is empty.</exception>
    public DiagonalOperator(ReadOnlySpan<double> diagonal)
    {
        if (diagonal.IsEmpty)
        {
            throw new ArgumentException("diagonal is empty, expected one entry or more", nameof(diagonal));
        }
        this.diagonal = diagonal.ToArray();
    }

    public int Rows => diagonal.Length;

    public int Columns => diagonal.Length;

    public bool IsSymmetric => true;

    public void Apply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        OperatorShape.BlockOf(vectors.Length, Columns, products.Length, Rows);
        var from = vectors.Span;
        var to = products.Span;
        for (var at = 0; at < from.Length; at += diagonal.Length)
        {
            for (var i = 0; i < diagonal.Length; i++)
            {
                to[at + i] = diagonal[i] * from[at + i];
            }
        }
    }

    public void ApplyTransposed(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        Apply(vectors, products, team);
    }
}
