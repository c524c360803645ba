using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Random;

namespace Thalweg.Numerics.Objectives.Analytic;

/// <summary>Random orthonormal bases, uniform over all of them.</summary>
internal static class OrthonormalBasis
{
    /// <summary>Rows of an orthonormal basis of R^n, [n, n]: Gaussian vectors made orthogonal one after the other. Cost: 2n³.</summary>
    public static double[] Draw(int size, ulong seed)
    {
        var basis = new double[size * size];
        new RandomStream(seed, "orthonormal basis").FillGaussian(basis);
        for (var i = 0; i < size; i++)
        {
            var row = basis.AsSpan(i * size, size);
            // Twice: the first pass loses orthogonality to cancellation, the second restores it.
            for (var pass = 0; pass < 2; pass++)
            {
                for (var j = 0; j < i; j++)
                {
                    var other = basis.AsSpan(j * size, size);
                    var overlap = OrderedSums.Dot(row, other);
                    for (var k = 0; k < size; k++)
                    {
                        row[k] -= overlap * other[k];
                    }
                }
            }
            var norm = OrderedSums.Norm(row);
            for (var k = 0; k < size; k++)
            {
                row[k] /= norm;
            }
        }
        return basis;
    }
}
