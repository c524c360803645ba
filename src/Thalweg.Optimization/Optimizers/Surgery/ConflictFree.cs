using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Optimizers.Surgery;

/// <summary>ConFIG [LiuQ2025]: the direction d with equal cosines to all gradients, d ∝ U⁺1 with the unit gradients as rows of U, and of the
/// length Σ_i g_i · d.</summary>
/// <remarks>The cosines are positive wherever the gradients are linearly independent. A gradient that is zero is left out; where no direction
/// descends on all terms, it is zero.</remarks>
public sealed class ConflictFree : IGradientSurgery
{
    // Below this share of the largest eigenvalue a direction of the unit gradients is rounding.
    private const double Negligible = 1e-13;

    public string Description => "config";

    public void Combine(ReadOnlySpan<double> gradients, long step, Span<double> direction)
    {
        var p = GradientRows.Length(gradients, direction);
        direction.Clear();
        var units = Units(gradients, p, out var count);
        var gram = new double[count * count];
        for (var i = 0; i < count; i++)
        {
            for (var j = 0; j < count; j++)
            {
                gram[(i * count) + j] = Vectors.Dot(units.AsSpan(i * p, p), units.AsSpan(j * p, p));
            }
        }
        if (count == 0 || SymmetricEigenpairs.Of(gram, count, WorkerTeam.Sequential) is not { } pairs)
        {
            return;
        }
        var shares = Solve(pairs, count);
        for (var i = 0; i < count; i++)
        {
            Vectors.Combine(direction, shares[i], units.AsSpan(i * p, p), direction);
        }
        var norm = Vectors.Norm(direction);
        var length = 0.0;
        for (var first = 0; first < gradients.Length; first += p)
        {
            length += norm > 0 ? Vectors.Dot(gradients.Slice(first, p), direction) / norm : 0;
        }
        Vectors.Scale(norm > 0 ? length / norm : 0, direction, direction);
    }

    /// <summary>(U Uᵀ)⁺ 1.</summary>
    private static double[] Solve(SymmetricEigenpairs pairs, int count)
    {
        var shares = new double[count];
        for (var k = 0; k < count; k++)
        {
            var value = pairs.Eigenvalues[k];
            var vector = pairs.Eigenvectors.Span.Slice(k * count, count);
            if (value <= Negligible * pairs.Eigenvalues[^1])
            {
                continue;
            }
            var sum = 0.0;
            foreach (var entry in vector)
            {
                sum += entry;
            }
            Vectors.Combine(shares, sum / value, vector, shares);
        }
        return shares;
    }

    private static double[] Units(ReadOnlySpan<double> gradients, int p, out int count)
    {
        var units = new double[gradients.Length];
        count = 0;
        for (var first = 0; first < gradients.Length; first += p)
        {
            var gradient = gradients.Slice(first, p);
            if (Vectors.Norm(gradient) is > 0 and var norm)
            {
                Vectors.Scale(1 / norm, gradient, units.AsSpan(count++ * p, p));
            }
        }
        return units;
    }
}
