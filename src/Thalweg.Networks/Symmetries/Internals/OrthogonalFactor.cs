using Thalweg.Numerics.Linear;

namespace Thalweg.Networks.Symmetries;

/// <summary>The orthogonal matrix nearest to a square one.</summary>
internal static class OrthogonalFactor
{
    private const int MostSweeps = 60;

    /// <summary>Q that makes tr(Q K) greatest, so that ‖Q A − B‖ is least for K = A Bᵀ: V Uᵀ of K = U Σ Vᵀ by Jacobi's rotations from one side
    /// [GolubVanLoan2013, §6.4, §8.6].</summary>
    public static double[] Of(double[] matrix, int n)
    {
        // Rows of Kᵀ, rotated until they are orthogonal, are σ u; the rotations are rows of Vᵀ.
        var rows = Matrices.Transposed(matrix, n, n);
        var turns = LinearLayerMap.Identity(n).Matrix.ToArray();
        for (var sweep = 0; sweep < MostSweeps; sweep++)
        {
            var isDone = true;
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < i; j++)
                {
                    isDone &= !Rotate(rows, turns, n, i, j);
                }
            }
            if (isDone)
            {
                break;
            }
        }
        // Where σ = 0 any unit vector serves that is orthogonal to the others; those of larger σ come first.
        int[] order = [.. Enumerable.Range(0, n).OrderByDescending(i => Vectors.Norm(rows.AsSpan(i * n, n)))];
        double[] sorted = [.. order.SelectMany(i => rows[(i * n)..((i + 1) * n)])];
        Orthonormalize(sorted, n);
        double[] right = [.. order.SelectMany(i => turns[(i * n)..((i + 1) * n)])];
        return Matrices.Product(Matrices.Transposed(right, n, n), sorted, n, n, n);
    }

    /// <summary>Rows made orthonormal one after the other; a row that the earlier ones hold to rounding gives place to a unit vector that they do
    /// not.</summary>
    public static void Orthonormalize(double[] rows, int n)
    {
        var largest = Enumerable.Range(0, n).Max(i => Vectors.Norm(rows.AsSpan(i * n, n)));
        for (var i = 0; i < n; i++)
        {
            var row = rows.AsSpan(i * n, n);
            var isKept = Orthogonalize(rows, i, n) > 1e-13 * largest;
            // One of n unit vectors keeps 1/√n of its length beside fewer than n others.
            for (var axis = 0; axis < n && !isKept; axis++)
            {
                row.Clear();
                row[axis] = 1;
                isKept = Orthogonalize(rows, i, n) > 0.5 / Math.Sqrt(n);
            }
            Vectors.Scale(1 / Vectors.Norm(row), row, row);
        }
    }

    private static double Orthogonalize(double[] rows, int i, int n)
    {
        var row = rows.AsSpan(i * n, n);
        for (var pass = 0; pass < 2; pass++)
        {
            for (var k = 0; k < i; k++)
            {
                var other = rows.AsSpan(k * n, n);
                Vectors.Combine(row, -Vectors.Dot(row, other), other, row);
            }
        }
        return Vectors.Norm(row);
    }

    private static bool Rotate(double[] rows, double[] turns, int n, int i, int j)
    {
        var a = rows.AsSpan(i * n, n);
        var b = rows.AsSpan(j * n, n);
        var (p, q, r) = (Vectors.Dot(a, a), Vectors.Dot(b, b), Vectors.Dot(a, b));
        if (Math.Abs(r) <= 1e-15 * Math.Sqrt(p * q) || r == 0)
        {
            return false;
        }
        var zeta = (q - p) / (2 * r);
        var tangent = (zeta < 0 ? -1 : 1) / (Math.Abs(zeta) + Math.Sqrt(1 + (zeta * zeta)));
        var cosine = 1 / Math.Sqrt(1 + (tangent * tangent));
        var sine = cosine * tangent;
        Turn(a, b, cosine, sine);
        Turn(turns.AsSpan(i * n, n), turns.AsSpan(j * n, n), cosine, sine);
        return true;
    }

    private static void Turn(Span<double> a, Span<double> b, double cosine, double sine)
    {
        for (var k = 0; k < a.Length; k++)
        {
            (a[k], b[k]) = ((cosine * a[k]) - (sine * b[k]), (sine * a[k]) + (cosine * b[k]));
        }
    }
}
