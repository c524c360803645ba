using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Linear.Operators;

/// <summary>Σ_k λ_k v_k v_kᵀ of some eigenpairs, such as a low-rank approximation of a Hessian.</summary>
/// <remarks>Cost: 4kP operations per vector.</remarks>
public sealed class SpectralOperator : ILinearOperator
{
    private readonly double[] eigenvalues;
    private readonly double[] eigenvectors;

    /// <param name="eigenvalues">λ, [k]; copied.</param>
    /// <param name="eigenvectors">[k, P], one per row; copied.</param>
    /// <exception cref="ArgumentException">There is no pair, or the vectors are no whole rows.</exception>
    public SpectralOperator(ReadOnlySpan<double> eigenvalues, ReadOnlySpan<double> eigenvectors)
    {
        var count = eigenvalues.Length;
        if (count == 0 || eigenvectors.Length == 0 || eigenvectors.Length % count != 0)
        {
            throw new ArgumentException(
                $"eigenvectors holds {eigenvectors.Length} numbers, expected whole vectors for {count} eigenvalues: give a block [{count}, P]",
                nameof(eigenvectors)
            );
        }
        this.eigenvalues = eigenvalues.ToArray();
        this.eigenvectors = eigenvectors.ToArray();
        Rows = eigenvectors.Length / count;
    }

    public int Rows { get; }

    public int Columns => Rows;

    public bool IsSymmetric => true;

    public void Apply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        team.Run(OperatorShape.BlockOf(vectors.Length, Rows, products.Length, Rows), new Work(this, vectors, products));
    }

    public void ApplyTransposed(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team) =>
        Apply(vectors, products, team);

    private sealed class Work(SpectralOperator owner, ReadOnlyMemory<double> vectors, Memory<double> products) : IWork
    {
        public void Run(int item, int worker)
        {
            var n = owner.Rows;
            var product = products.Span.Slice(item * n, n);
            product.Clear();
            for (var k = 0; k < owner.eigenvalues.Length; k++)
            {
                var direction = owner.eigenvectors.AsSpan(k * n, n);
                var along = owner.eigenvalues[k] * Vectors.Dot(direction, vectors.Span.Slice(item * n, n));
                Vectors.Combine(product, along, direction, product);
            }
        }
    }
}
