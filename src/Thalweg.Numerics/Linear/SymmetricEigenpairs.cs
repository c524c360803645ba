using System.Runtime.Intrinsics;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

namespace Thalweg.Numerics.Linear;

/// <summary>All eigenvalues and eigenvectors of a symmetric matrix, with what they leave of Av = λv.</summary>
/// <remarks>
/// <para>Blocked Householder reflections to a tridiagonal matrix, then implicit QL steps [GolubVanLoan2013, §8.3]; errors of eigenvalues
/// are of the order n ε max|λ|. The bits depend neither on threads nor on the machine.</para>
/// <para>Cost: about 9n³ multiply-adds, most of them in products of matrices; four matrices of memory.</para>
/// </remarks>
public sealed class SymmetricEigenpairs
{
    // Entries that symmetry makes alike differ by rounding.
    private const double Equal = 1 - 1e-8;

    private SymmetricEigenpairs(double[] eigenvalues, double[] eigenvectors, double[] residuals)
    {
        Eigenvalues = eigenvalues;
        Eigenvectors = eigenvectors;
        Residuals = residuals;
    }

    /// <summary>λ, [n], ascending.</summary>
    public IReadOnlyList<double> Eigenvalues { get; }

    /// <summary>Unit eigenvectors, [n, n], one per row in the order of the eigenvalues; the entry of largest magnitude, the first of those that are
    /// equal to 1e-8, is positive.</summary>
    public ReadOnlyMemory<double> Eigenvectors { get; }

    /// <summary>‖Av − λv‖₂, [n]: some eigenvalue of A lies that near to λ, up to the rounding of the product.</summary>
    public IReadOnlyList<double> Residuals { get; }

    /// <param name="matrix">A, [n, n], row-major; the lower triangle is read.</param>
    /// <param name="size">n.</param>
    /// <param name="progress">Told shares of the work, 0 to 1.</param>
    /// <returns>Null where an entry is not finite.</returns>
    /// <exception cref="ArgumentException">The length is not n².</exception>
    public static SymmetricEigenpairs? Of(
        ReadOnlySpan<double> matrix,
        int size,
        WorkerTeam team,
        IProgress<double>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        ArgumentOutOfRangeException.ThrowIfLessThan(size, 1);
        MatrixShape.Require(matrix.Length, size, size, nameof(matrix));
        return Vector512.IsHardwareAccelerated
            ? Of<LaneF64>(matrix, size, team, progress)
            : Of<LaneF64x4>(matrix, size, team, progress);
    }

    internal static unsafe SymmetricEigenpairs? Of<TLane>(
        ReadOnlySpan<double> matrix,
        int n,
        WorkerTeam team,
        IProgress<double>? progress
    )
        where TLane : struct, ILane<TLane>, ILaneMemory<TLane, double>
    {
        var largest = 0.0;
        for (var i = 0; i < n; i++)
        {
            largest = Math.Max(largest, Vectors.MaximumNorm(matrix.Slice(i * n, i + 1)));
        }
        if (!double.IsFinite(largest))
        {
            return null;
        }
        // A power of two changes no digit, and keeps squares in range.
        var exponent = largest > 0 ? -Math.ILogB(largest) : 0;
        var stride = (n + 7) / 8 * 8;
        var a = new double[checked(n * stride)];
        Spread(matrix, n, stride, exponent, a);
        var (u, q) = (new double[a.Length], new double[a.Length]);
        Tridiagonal tridiagonal;
        fixed (
            double* entries = a,
                reflections = u,
                vectors = q
        )
        {
            tridiagonal = TridiagonalReduction<TLane>.Reduce(entries, u, n, stride, team, At(0, 0.4));
            ReflectionProduct<TLane>.Form(reflections, vectors, n, stride, team, At(0.4, 0.2));
            Transpose(vectors, n, stride);
            var rows = new RotatedRows(vectors, n, stride, team, At(0.6, 0.3));
            tridiagonal.Diagonalise(rows);
            rows.Flush();
        }
        Spread(matrix, n, stride, exponent, a);
        var order = Enumerable.Range(0, n).OrderBy(i => tridiagonal.Diagonal[i]).ToArray();
        var values = Array.ConvertAll(order, i => tridiagonal.Diagonal[i]);
        var eigenvectors = new double[n * n];
        for (var k = 0; k < n; k++)
        {
            Signed(q.AsSpan(order[k] * stride, n), eigenvectors.AsSpan(k * n, n));
        }
        var residuals = ResidualNorms<TLane>.Of(a, stride, values, eigenvectors, team);
        OrderedSums.ScaleByPowerOfTwo(values, -exponent);
        OrderedSums.ScaleByPowerOfTwo(residuals, -exponent);
        progress?.Report(1);
        return new SymmetricEigenpairs(values, eigenvectors, residuals);

        Action<double> At(double start, double share) => fraction => progress?.Report(start + (share * fraction));
    }

    /// <summary>Both triangles from the lower one.</summary>
    private static void Spread(ReadOnlySpan<double> matrix, int n, int stride, int exponent, double[] target)
    {
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                var entry = Math.ScaleB(matrix[(i * n) + j], exponent);
                (target[(i * stride) + j], target[(j * stride) + i]) = (entry, entry);
            }
        }
    }

    private static unsafe void Transpose(double* matrix, int n, int stride)
    {
        for (var i = 0; i < n; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var low = matrix + ((nint)i * stride) + j;
                var high = matrix + ((nint)j * stride) + i;
                (*low, *high) = (*high, *low);
            }
        }
    }

    private static void Signed(ReadOnlySpan<double> vector, Span<double> target)
    {
        var (at, least) = (0, Equal * Vectors.MaximumNorm(vector));
        while (Math.Abs(vector[at]) < least)
        {
            at++;
        }
        Vectors.Scale(vector[at] < 0 ? -1 : 1, vector, target);
    }
}
