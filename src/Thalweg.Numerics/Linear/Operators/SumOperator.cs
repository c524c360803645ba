using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Linear.Operators;

/// <summary>A + B + …, summed in the order given.</summary>
/// <remarks>Cost: one product of each; [K, Rows] or [K, Columns] of memory, kept.</remarks>
public sealed class SumOperator : ILinearOperator
{
    private readonly ILinearOperator[] summands;
    private double[] one = [];

    /// <param name="summands">At least one; all of one shape.</param>
    /// <exception cref="ArgumentException">There is none, or shapes differ.</exception>
    public SumOperator(params ReadOnlySpan<ILinearOperator> summands)
    {
        if (summands.IsEmpty)
        {
            throw new ArgumentException("summands is empty, expected one operator or more", nameof(summands));
        }
        this.summands = summands.ToArray();
        foreach (var summand in summands)
        {
            OperatorShape.RequireEqual(summand.Rows, Rows, "rows", nameof(summands));
            OperatorShape.RequireEqual(summand.Columns, Columns, "columns", nameof(summands));
        }
    }

    public int Rows => summands[0].Rows;

    public int Columns => summands[0].Columns;

    public bool IsSymmetric => summands.All(summand => summand.IsSymmetric);

    public void Apply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        OperatorShape.BlockOf(vectors.Length, Columns, products.Length, Rows);
        summands[0].Apply(vectors, products, team);
        for (var i = 1; i < summands.Length; i++)
        {
            var next = Next(products.Length);
            summands[i].Apply(vectors, next, team);
            Vectors.Combine(products.Span, 1.0, next.Span, products.Span);
        }
    }

    public void ApplyTransposed(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        OperatorShape.BlockOf(vectors.Length, Rows, products.Length, Columns);
        summands[0].ApplyTransposed(vectors, products, team);
        for (var i = 1; i < summands.Length; i++)
        {
            var next = Next(products.Length);
            summands[i].ApplyTransposed(vectors, next, team);
            Vectors.Combine(products.Span, 1.0, next.Span, products.Span);
        }
    }

    private Memory<double> Next(int length)
    {
        if (one.Length < length)
        {
            one = new double[length];
        }
        return one.AsMemory(0, length);
    }
}
