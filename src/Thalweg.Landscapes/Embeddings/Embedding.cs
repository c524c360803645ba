using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Embeddings;

/// <summary>Parameter vectors as points of a few dimensions: kernel principal components [Schoelkopf1998], principal components, classical
/// scaling [Torgerson1952].</summary>
/// <remarks>
/// <para>K is centred, C = (I − 1/n) K (I − 1/n), and C v_k = λ_k v_k. Vector i has the coordinates √λ_k v_k[i]; the entry of v_k of largest
/// magnitude is positive. Principal components are those of K = X Xᵀ: the variance along one is λ_k / (n − 1). Classical scaling has
/// K = −½ D² of the distances.</para>
/// <para>A share that is explained is λ_k over the sum of the positive ones; kernels and distances that are no inner products have negative
/// ones too, and the coordinates say nothing of those. Cost: n² P and 9 n³ operations, no losses.</para>
/// </remarks>
public sealed class Embedding
{
    // Rounding of the eigenvalues of a centred matrix: below it there is no direction.
    private const double Rounding = 1e-12;

    private readonly ParameterSet? vectors;
    private readonly Kernel? kernel;
    private readonly double[] rowMeans;
    private readonly double mean;
    private readonly double[] eigenvectors;

    private Embedding(
        double[] matrix,
        int count,
        int dimensions,
        WorkerTeam team,
        ParameterSet? vectors = null,
        Kernel? kernel = null
    )
    {
        this.vectors = vectors;
        this.kernel = kernel;
        rowMeans = [.. Enumerable.Range(0, count).Select(i => PairwiseSum.Of(matrix.AsSpan(i * count, count)) / count)];
        mean = PairwiseSum.Of(rowMeans) / count;
        var centred = new double[matrix.Length];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                centred[(i * count) + j] = matrix[(i * count) + j] - rowMeans[i] - rowMeans[j] + mean;
            }
        }
        var pairs =
            SymmetricEigenpairs.Of(centred, count, team)
            ?? throw new ArgumentException("an entry of the kernel is not finite; scale the vectors", nameof(vectors));
        Eigenvalues = [.. pairs.Eigenvalues.Reverse()];
        var positive = Eigenvalues.Where(x => x > 0).Sum();
        Explained = [.. Eigenvalues.Select(x => positive > 0 && x > 0 ? x / positive : 0)];
        var largest = Math.Max(Math.Abs(Eigenvalues[0]), Math.Abs(Eigenvalues[^1]));
        Dimensions = Math.Min(dimensions, Eigenvalues.Count(x => x > Rounding * count * largest));
        Count = count;
        eigenvectors = new double[count * Dimensions];
        Coordinates = new double[count * Dimensions];
        for (var k = 0; k < Dimensions; k++)
        {
            var vector = pairs.Eigenvectors.Span.Slice((count - 1 - k) * count, count);
            for (var i = 0; i < count; i++)
            {
                eigenvectors[(i * Dimensions) + k] = vector[i];
                Coordinates[(i * Dimensions) + k] = Math.Sqrt(Eigenvalues[k]) * vector[i];
            }
        }
    }

    /// <summary>n.</summary>
    public int Count { get; }

    /// <summary>Coordinates of each vector: what was asked for, or as many as there are positive eigenvalues.</summary>
    public int Dimensions { get; }

    /// <summary>λ, [n], largest first.</summary>
    public IReadOnlyList<double> Eigenvalues { get; }

    /// <summary>λ over the sum of the positive ones, 0 for those that are not, [n].</summary>
    public IReadOnlyList<double> Explained { get; }

    /// <summary>[n, dimensions], row-major.</summary>
    public double[] Coordinates { get; }

    /// <summary>Principal components.</summary>
    /// <param name="dimensions">Coordinates at most, 1 or more.</param>
    public static Embedding PrincipalComponents(ParameterSet vectors, int dimensions, WorkerTeam team) =>
        KernelComponents(vectors, new LinearKernel(), dimensions, team);

    /// <summary>Kernel principal components.</summary>
    /// <param name="dimensions">Coordinates at most, 1 or more.</param>
    public static Embedding KernelComponents(ParameterSet vectors, Kernel kernel, int dimensions, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(vectors);
        ArgumentNullException.ThrowIfNull(kernel);
        ArgumentNullException.ThrowIfNull(team);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        // Products of vectors far from 0 would drown what they differ by.
        var used = kernel is LinearKernel ? Centred(vectors) : vectors;
        var matrix = new double[vectors.Count * vectors.Count];
        for (var i = 0; i < vectors.Count; i++)
        {
            team.Cancellation.ThrowIfCancellationRequested();
            for (var j = 0; j <= i; j++)
            {
                var value = kernel.Of(used[i], used[j]);
                (matrix[(i * vectors.Count) + j], matrix[(j * vectors.Count) + i]) = (value, value);
            }
        }
        return new Embedding(matrix, vectors.Count, dimensions, team, vectors, kernel);
    }

    /// <summary>Classical scaling of distances.</summary>
    /// <param name="distances">[n, n], symmetric, 0 on the diagonal.</param>
    /// <param name="dimensions">Coordinates at most, 1 or more.</param>
    /// <exception cref="ArgumentException">No square of two rows or more.</exception>
    public static Embedding ClassicalScaling(ReadOnlySpan<double> distances, int dimensions, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        ArgumentOutOfRangeException.ThrowIfLessThan(dimensions, 1);
        var count = (int)Math.Round(Math.Sqrt(distances.Length));
        if (count < 2 || count * count != distances.Length)
        {
            throw new ArgumentException(
                $"distances has {distances.Length} entries; give n² of them, n ≥ 2",
                nameof(distances)
            );
        }
        var matrix = new double[distances.Length];
        for (var i = 0; i < matrix.Length; i++)
        {
            matrix[i] = -0.5 * distances[i] * distances[i];
        }
        return new Embedding(matrix, count, dimensions, team);
    }

    /// <summary>The coordinates of a vector that was not among those of the components: Σ_i v_k[i] c(x, θ_i) / √λ_k with the kernel centred as
    /// they were.</summary>
    /// <param name="vector">[P].</param>
    /// <returns>[dimensions].</returns>
    /// <exception cref="InvalidOperationException">Classical scaling knows distances alone.</exception>
    public double[] Project(ReadOnlySpan<double> vector)
    {
        if (vectors is null || kernel is null)
        {
            throw new InvalidOperationException(
                "classical scaling knows distances alone and places no further vector; take principal components"
            );
        }
        if (vector.Length != vectors.ParameterCount)
        {
            throw new ArgumentException(
                $"vector has {vector.Length} entries; give {vectors.ParameterCount}, as many as the others",
                nameof(vector)
            );
        }
        var place = new double[vector.Length];
        var centre = kernel is LinearKernel ? Mean(vectors) : new double[vector.Length];
        Vectors.Difference(vector, centre, place);
        var values = new double[Count];
        var own = new double[vector.Length];
        for (var i = 0; i < Count; i++)
        {
            Vectors.Difference(vectors[i], centre, own);
            values[i] = kernel.Of(place, own);
        }
        var average = PairwiseSum.Of(values) / Count;
        var coordinates = new double[Dimensions];
        for (var k = 0; k < Dimensions; k++)
        {
            var parts = new double[Count];
            for (var i = 0; i < Count; i++)
            {
                parts[i] = eigenvectors[(i * Dimensions) + k] * (values[i] - average - rowMeans[i] + mean);
            }
            coordinates[k] = PairwiseSum.Of(parts) / Math.Sqrt(Eigenvalues[k]);
        }
        return coordinates;
    }

    private static ParameterSet Centred(ParameterSet vectors)
    {
        var centre = Mean(vectors);
        var rows = new double[vectors.Count * vectors.ParameterCount];
        for (var i = 0; i < vectors.Count; i++)
        {
            Vectors.Difference(vectors[i], centre, rows.AsSpan(i * vectors.ParameterCount, vectors.ParameterCount));
        }
        return new ParameterSet(rows, vectors.ParameterCount);
    }

    private static double[] Mean(ParameterSet vectors)
    {
        var centre = new double[vectors.ParameterCount];
        for (var i = 0; i < vectors.Count; i++)
        {
            Vectors.Combine(centre, 1, vectors[i], centre);
        }
        Vectors.Scale(1.0 / vectors.Count, centre, centre);
        return centre;
    }
}
