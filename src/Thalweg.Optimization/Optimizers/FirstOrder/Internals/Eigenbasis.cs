using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Optimizers.FirstOrder;

/// <summary>An orthonormal basis U, one vector per row, kept near the eigenvectors of a symmetric matrix A that changes.</summary>
internal static class Eigenbasis
{
    /// <summary>U = the eigenvectors of A, those of the largest eigenvalues first; the identity where A is not finite.</summary>
    /// <param name="matrix">A, [n, n].</param>
    /// <param name="basis">U, [n, n].</param>
    public static void Begin(ReadOnlySpan<double> matrix, Span<double> basis, int n)
    {
        basis.Clear();
        // On one thread: sides are short, and their bits do not depend on it.
        var pairs = SymmetricEigenpairs.Of(matrix, n, WorkerTeam.Sequential);
        for (var i = 0; i < n; i++)
        {
            if (pairs is null)
            {
                basis[(i * n) + i] = 1;
            }
            else
            {
                pairs.Eigenvectors.Span.Slice((n - 1 - i) * n, n).CopyTo(basis[(i * n)..]);
            }
        }
    }

    /// <summary>One power iteration: with the rows of U in descending order of uᵀAu, the rows of UA are made orthonormal, each against those before.</summary>
    /// <param name="work">[n, n], overwritten.</param>
    /// <returns>[n], which row of the old basis stands where.</returns>
    public static int[] Refresh(ReadOnlySpan<double> matrix, Span<double> basis, Span<double> work, int n)
    {
        var order = new int[n];
        var estimates = new double[n];
        for (var i = 0; i < n; i++)
        {
            order[i] = i;
            var row = work.Slice(i * n, n);
            row.Clear();
            for (var k = 0; k < n; k++)
            {
                Vectors.Combine(row, basis[(i * n) + k], matrix.Slice(k * n, n), row);
            }
            estimates[i] = Vectors.Dot(row, basis.Slice(i * n, n));
        }
        if (!double.IsFinite(Vectors.MaximumNorm(work)))
        {
            return order;
        }
        // Equal estimates keep their order.
        Array.Sort(order, (a, b) => estimates[b].CompareTo(estimates[a]) is var by and not 0 ? by : a.CompareTo(b));
        for (var i = 0; i < n; i++)
        {
            work.Slice(order[i] * n, n).CopyTo(basis[(i * n)..]);
        }
        Orthonormalise(basis, work, n);
        return order;
    }

    /// <summary>The rows of A become the Q of A = LQ by Householder's reflections [GolubVanLoan2013, §5.2], which also complete rows that are
    /// dependent.</summary>
    /// <param name="matrix">A, [n, n], overwritten by Q.</param>
    /// <param name="work">[n, n], overwritten by the unit vectors of the reflections.</param>
    private static void Orthonormalise(Span<double> matrix, Span<double> work, int n)
    {
        work.Clear();
        for (var k = 0; k < n; k++)
        {
            var row = matrix.Slice((k * n) + k, n - k);
            var v = work.Slice((k * n) + k, n - k);
            row.CopyTo(v);
            var norm = Vectors.Norm(v);
            if (norm == 0)
            {
                continue;
            }
            Vectors.Scale(1 / norm, v, v);
            v[0] += v[0] < 0 ? -1 : 1;
            Vectors.Scale(1 / Vectors.Norm(v), v, v);
            for (var i = k; i < n; i++)
            {
                Reflect(v, matrix.Slice((i * n) + k, n - k));
            }
        }
        matrix.Clear();
        for (var i = 0; i < n; i++)
        {
            matrix[(i * n) + i] = 1;
        }
        for (var k = n - 1; k >= 0; k--)
        {
            var v = work.Slice((k * n) + k, n - k);
            for (var i = k; i < n; i++)
            {
                Reflect(v, matrix.Slice((i * n) + k, n - k));
            }
        }
    }

    /// <summary>x ← x − 2 v (v · x).</summary>
    private static void Reflect(ReadOnlySpan<double> v, Span<double> x) =>
        Vectors.Combine(x, -2 * Vectors.Dot(v, x), v, x);
}
