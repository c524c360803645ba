using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Similarity;

/// <summary>The principal angles between two subspaces [BjorckGolub1973]: 0 for each direction that both hold, π/2 for each that is
/// orthogonal to the other.</summary>
public static class PrincipalAngles
{
    /// <summary>The angles in radians, [k], ascending; those below 1e-8 are not told from 0. Cost: k² P.</summary>
    /// <param name="first">Orthonormal rows, [k, P].</param>
    /// <param name="second">Orthonormal rows, [k, P].</param>
    /// <param name="count">k.</param>
    /// <exception cref="ArgumentException">Lengths differ, or are no k rows.</exception>
    public static double[] Of(ReadOnlySpan<double> first, ReadOnlySpan<double> second, int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        if (first.Length != second.Length || first.Length == 0 || first.Length % count != 0)
        {
            throw new ArgumentException(
                $"first has {first.Length} entries and second {second.Length}; give {count} rows of P for both",
                nameof(second)
            );
        }
        var p = first.Length / count;
        var (cosines, rest) = (new double[count * count], second.ToArray());
        for (var i = 0; i < count; i++)
        {
            var row = rest.AsSpan(i * p, p);
            for (var j = 0; j < count; j++)
            {
                var basis = first.Slice(j * p, p);
                cosines[(i * count) + j] = Vectors.Dot(basis, second.Slice(i * p, p));
                Vectors.Combine(row, -Vectors.Dot(basis, row), basis, row);
            }
        }
        var squares = Eigenvalues(cosines, count, count);
        var sines = Eigenvalues(rest, count, p);
        var angles = new double[count];
        for (var k = 0; k < count; k++)
        {
            // The largest cosine belongs to the smallest sine. Each is exact where the other is not.
            var (cosine, sine) = (squares[count - 1 - k], sines[k]);
            angles[k] = Arc.Of(Root(sine), Root(cosine));
        }
        Array.Sort(angles);
        return angles;
    }

    /// <summary>Of M Mᵀ, ascending.</summary>
    private static IReadOnlyList<double> Eigenvalues(double[] rows, int count, int length)
    {
        var gram = new double[count * count];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j <= i; j++)
            {
                gram[(i * count) + j] = Vectors.Dot(rows.AsSpan(i * length, length), rows.AsSpan(j * length, length));
            }
        }
        return (
            SymmetricEigenpairs.Of(gram, count, WorkerTeam.Sequential)
            ?? throw new ArgumentException("a row is not finite; give orthonormal rows", nameof(rows))
        ).Eigenvalues;
    }

    private static double Root(double square) => Math.Sqrt(Math.Max(0, square));
}
