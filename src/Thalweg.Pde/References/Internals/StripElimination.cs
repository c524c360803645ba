using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Pde.References;

/// <summary>A symmetric positive definite system of unknowns in columns that are coupled within strips: strip after strip is added to what is left of
/// the one before, and all but its last column are eliminated [GolubVanLoan2013, §4.5].</summary>
internal sealed class StripElimination
{
    private readonly List<(CholeskyFactorization Factor, double[] Next, double[] Values, int Kept)> fronts = [];
    private double[] matrix = [];
    private double[] values = [];

    /// <summary>Adds a strip whose first unknowns are those that the strip before has kept.</summary>
    /// <param name="strip">Its matrix, [size, size]; taken over.</param>
    /// <param name="right">Its right-hand side, [size]; taken over.</param>
    /// <param name="kept">Its last unknowns, which the next strip has too; 0 for the last strip.</param>
    /// <returns>False where the matrix is not positive definite.</returns>
    public bool Add(double[] strip, double[] right, int kept)
    {
        var (size, shared) = (right.Length, values.Length);
        for (var i = 0; i < shared; i++)
        {
            right[i] += values[i];
            for (var j = 0; j < shared; j++)
            {
                strip[i * size + j] += matrix[i * shared + j];
            }
        }
        var inner = size - kept;
        var (own, next) = (new double[inner * inner], new double[inner * kept]);
        for (var i = 0; i < inner; i++)
        {
            strip.AsSpan(i * size, inner).CopyTo(own.AsSpan(i * inner));
            strip.AsSpan(i * size + inner, kept).CopyTo(next.AsSpan(i * kept));
        }
        var factor = CholeskyFactorization.InPlace(own, inner, WorkerTeam.Sequential);
        if (factor.Failure is not null)
        {
            return false;
        }
        var eliminated = right[..inner];
        factor.SolveLower(eliminated, 1, WorkerTeam.Sequential);
        if (kept > 0)
        {
            factor.SolveLower(next, kept, WorkerTeam.Sequential);
        }
        (matrix, values) = (new double[kept * kept], right[inner..]);
        for (var i = 0; i < kept; i++)
        {
            strip.AsSpan((inner + i) * size + inner, kept).CopyTo(matrix.AsSpan(i * kept));
        }
        for (var k = 0; k < inner; k++)
        {
            var row = next.AsSpan(k * kept, kept);
            Vectors.Combine(values, -eliminated[k], row, values);
            for (var i = 0; i < kept; i++)
            {
                var target = matrix.AsSpan(i * kept, kept);
                Vectors.Combine(target, -row[i], row, target);
            }
        }
        fronts.Add((factor, next, eliminated, kept));
        return true;
    }

    /// <summary>The unknowns, strip after strip, each without those that it has kept for the next.</summary>
    public IReadOnlyList<double[]> Solution()
    {
        var parts = new double[fronts.Count][];
        double[] behind = [];
        for (var f = fronts.Count - 1; f >= 0; f--)
        {
            var (factor, next, own, kept) = fronts[f];
            var part = own.ToArray();
            for (var k = 0; k < part.Length && kept > 0; k++)
            {
                part[k] -= Vectors.Dot(next.AsSpan(k * kept, kept), behind);
            }
            factor.SolveUpper(part, 1, WorkerTeam.Sequential);
            parts[f] = part;
            // The strip before has kept the first unknowns of this one.
            behind = f > 0 ? part[..fronts[f - 1].Kept] : [];
        }
        return parts;
    }
}
