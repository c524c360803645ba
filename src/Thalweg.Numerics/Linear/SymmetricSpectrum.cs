namespace Thalweg.Numerics.Linear;

/// <summary>All eigenvalues of a symmetric matrix, and how much of one vector lies along each eigenvector, without the eigenvectors.</summary>
/// <remarks>Householder reflections to a tridiagonal matrix, then implicit QL steps [GolubVanLoan2013, §8.3], with the vector carried along; errors are of the
/// order n ε max|λ|. Cost: 4/3 n³ multiply-adds, a tenth of a second for n = 500. The bits do not depend on the machine.</remarks>
public sealed class SymmetricSpectrum
{
    private SymmetricSpectrum(double[] eigenvalues, double[] components)
    {
        Eigenvalues = eigenvalues;
        Components = components;
    }

    /// <summary>λ, [n], ascending.</summary>
    public IReadOnlyList<double> Eigenvalues { get; }

    /// <summary>g · v, [n], in the same order; the sign of each is that of an eigenvector whose sign is arbitrary. Of a multiple eigenvalue only
    /// the sum of the squares means something.</summary>
    public IReadOnlyList<double> Components { get; }

    /// <param name="matrix">[n, n], row-major; the lower triangle is read.</param>
    /// <param name="vector">g, [n].</param>
    /// <returns>Null where an entry is not finite.</returns>
    public static SymmetricSpectrum? Of(ReadOnlySpan<double> matrix, ReadOnlySpan<double> vector)
    {
        var n = vector.Length;
        if (matrix.Length != checked(n * n))
        {
            throw new ArgumentException(
                $"matrix has {matrix.Length} entries, expected {n} × {n} for a vector of {n}: give both of one size",
                nameof(matrix)
            );
        }
        foreach (var entry in matrix)
        {
            if (!double.IsFinite(entry))
            {
                return null;
            }
        }
        var components = vector.ToArray();
        var tridiagonal = Tridiagonal.Reduce(matrix, components);
        tridiagonal.Diagonalise(new RotatedVector(components));
        Array.Sort(tridiagonal.Diagonal, components);
        return new SymmetricSpectrum(tridiagonal.Diagonal, components);
    }
}
