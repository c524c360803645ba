namespace Thalweg.Numerics.Linear;

/// <summary>The permutation π that makes Σ_i C[i, π(i)] least, by shortest augmenting paths [Jonker1987].</summary>
public static class LinearAssignment
{
    /// <summary>π of a square matrix of costs. Cost: n³ operations at most, and n numbers five times over.</summary>
    /// <param name="costs">C, [n, n], row-major; finite, of any sign.</param>
    /// <param name="size">n.</param>
    /// <returns>π(i) for each row i; of permutations with equal sums always the same one.</returns>
    /// <exception cref="ArgumentException">The length is not n², or a cost is not finite.</exception>
    public static int[] Of(ReadOnlySpan<double> costs, int size)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(size);
        if (costs.Length != (long)size * size)
        {
            throw new ArgumentException(
                $"costs has {costs.Length} entries, expected {(long)size * size} = size²: give a square matrix",
                nameof(costs)
            );
        }
        foreach (var cost in costs)
        {
            if (!double.IsFinite(cost))
            {
                throw new ArgumentException($"a cost is {cost}, expected finite numbers", nameof(costs));
            }
        }
        // Column `size` is where the path of each new row begins.
        var (rows, columns) = (new double[size], new double[size + 1]);
        var (owner, previous) = (new int[size + 1], new int[size]);
        var (shortest, isDone) = (new double[size], new bool[size + 1]);
        Array.Fill(owner, -1);
        for (var row = 0; row < size; row++)
        {
            owner[size] = row;
            Array.Fill(shortest, double.PositiveInfinity);
            Array.Clear(isDone);
            var column = size;
            do
            {
                isDone[column] = true;
                var at = owner[column];
                var (next, delta) = (-1, double.PositiveInfinity);
                for (var j = 0; j < size; j++)
                {
                    if (isDone[j])
                    {
                        continue;
                    }
                    var reduced = costs[(at * size) + j] - rows[at] - columns[j];
                    if (reduced < shortest[j])
                    {
                        (shortest[j], previous[j]) = (reduced, column);
                    }
                    if (shortest[j] < delta)
                    {
                        (delta, next) = (shortest[j], j);
                    }
                }
                for (var j = 0; j <= size; j++)
                {
                    if (isDone[j])
                    {
                        rows[owner[j]] += delta;
                        columns[j] -= delta;
                    }
                    else
                    {
                        shortest[j] -= delta;
                    }
                }
                column = next;
            } while (owner[column] >= 0);
            while (column != size)
            {
                owner[column] = owner[previous[column]];
                column = previous[column];
            }
        }
        var assignment = new int[size];
        for (var j = 0; j < size; j++)
        {
            assignment[owner[j]] = j;
        }
        return assignment;
    }
}
