namespace Thalweg.Networks.Jets;

/// <summary>Mixed derivatives as sums of powers of directions with whole entries, by polarisation.</summary>
/// <remarks>
/// <para>Second order: 2 ij = (i+j)² − i² − j², or 4 ij = (i+j)² − (i−j)². Third: 6 i²j = (i+j)³ − (i−j)³ − 2j³;
/// 24 ijk = Σ_s s_j s_k (i + s_j j + s_k k)³. Fourth: 12 i²j² = (i+j)⁴ + (i−j)⁴ − 2i⁴ − 2j⁴; 48 i³j = f(2) − 2f(1) with f(t) = (ti+j)⁴ − (ti−j)⁴;
/// 48 i²jk = Σ_s s_j s_k (i + s_j j + s_k k)⁴ − 2((j+k)⁴ − (j−k)⁴); 192 ijkl = Σ_s s_j s_k s_l (i + s_j j + s_k k + s_l l)⁴.</para>
/// <para>Numerators are over <see cref="DirectionSum.Denominator"/>.</para>
/// </remarks>
internal static class Polarisation
{
    /// <summary>The parts of second and higher order of an operator.</summary>
    /// <param name="keepsAxes">Mixed second derivatives by one direction beside two axes, not by two directions.</param>
    public static DirectionSum Of(StreamOperator op, Func<int, int, bool> keepsAxes)
    {
        var sum = new DirectionSum();
        var d = op.Dimension;
        foreach (var term in op.Terms.Where(t => t.Order > 1))
        {
            var groups = term
                .Axes.ToArray()
                .GroupBy(a => a)
                .OrderByDescending(g => g.Count())
                .ThenBy(g => g.Key)
                .ToList();
            int[] axes = [.. groups.Select(g => g.Key)];
            if (axes.Length == 1)
            {
                sum.Add(Vector(d, (axes[0], 1)), term.Order, term.Coefficient);
                continue;
            }
            foreach (var (vector, numerator) in Powers(d, axes, groups[0].Count(), term.Order, keepsAxes))
            {
                sum.Add(vector, term.Order, 0.0, numerator * term.Coefficient);
            }
        }
        return sum;
    }

    private static IEnumerable<(double[] Vector, int Numerator)> Powers(
        int d,
        int[] axes,
        int most,
        int order,
        Func<int, int, bool> keepsAxes
    )
    {
        var (i, j) = (axes[0], axes[1]);
        switch (order, axes.Length)
        {
            case (2, _) when keepsAxes(i, j):
                return [(Pair(i, 1, j, 1), 96), (Pair(i, 1, j, 0), -96), (Pair(i, 0, j, 1), -96)];
            case (2, _):
                return [(Pair(i, 1, j, 1), 48), (Pair(i, 1, j, -1), -48)];
            case (3, 2):
                return [(Pair(i, 1, j, 1), 32), (Pair(i, 1, j, -1), -32), (Pair(i, 0, j, 1), -64)];
            case (4, 2) when most == 2:
                return
                [
                    (Pair(i, 1, j, 1), 16),
                    (Pair(i, 1, j, -1), 16),
                    (Pair(i, 1, j, 0), -32),
                    (Pair(i, 0, j, 1), -32),
                ];
            case (4, 2):
                return [(Pair(i, 2, j, 1), 4), (Pair(i, 2, j, -1), -4), (Pair(i, 1, j, 1), -8), (Pair(i, 1, j, -1), 8)];
            case (4, 3):
                return [.. Signed(d, axes, 4), (Pair(j, 1, axes[2], 1), -8), (Pair(j, 1, axes[2], -1), 8)];
            default:
                return Signed(d, axes, order == 3 ? 8 : 1);
        }

        double[] Pair(int i, int a, int j, int b) => Vector(d, (i, a), (j, b));
    }

    // Σ_s ∏ s (x_0 + s_1 x_1 + …)ᵏ
    private static IEnumerable<(double[] Vector, int Numerator)> Signed(int d, int[] axes, int numerator)
    {
        for (var signs = 0; signs < 1 << (axes.Length - 1); signs++)
        {
            var vector = Vector(d, (axes[0], 1));
            var product = numerator;
            for (var k = 1; k < axes.Length; k++)
            {
                var sign = (signs >> (k - 1) & 1) == 0 ? 1 : -1;
                vector[axes[k]] = sign;
                product *= sign;
            }
            yield return (vector, product);
        }
    }

    private static double[] Vector(int d, params ReadOnlySpan<(int Axis, int Entry)> entries)
    {
        var vector = new double[d];
        foreach (var (axis, entry) in entries)
        {
            vector[axis] = entry;
        }
        return vector;
    }
}
