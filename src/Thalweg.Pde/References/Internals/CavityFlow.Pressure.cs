using Thalweg.Numerics.Linear;

namespace Thalweg.Pde.References;

// The pressure of the velocities.
internal sealed partial class CavityFlow
{
    /// <summary>∫∇p·∇q = ½∫f·∇q, f = νΔv − (v·∇)v, for all polynomials q; then p = 0 at (−1, −1).</summary>
    private double[] Pressure()
    {
        var count = nodes.Length;
        var (along, across) = (Force(isAlongXi: true), Force(isAlongXi: false));
        var (values, slopes) = (new double[count][], new double[count][]);
        for (var q = 0; q < count; q++)
        {
            (values[q], slopes[q]) = (new double[pressures], new double[pressures]);
            ClampedBasis.Legendre(nodes[q], values[q], slopes[q]);
        }
        var n = pressures * pressures;
        var (matrix, right) = (new double[n * n], new double[n]);
        for (var q = 0; q < count * count; q++)
        {
            var (a, b) = (q / count, q % count);
            var weight = 0.5 * weights[a] * weights[b];
            for (var i = 0; i < pressures; i++)
            {
                var row = right.AsSpan(i * pressures, pressures);
                Vectors.Combine(row, weight * along[q] * slopes[a][i], values[b], row);
                Vectors.Combine(row, weight * across[q] * values[a][i], slopes[b], row);
            }
        }
        for (var i = 0; i < n; i++)
        {
            for (var k = 0; k < n; k++)
            {
                var (a, b, c, d) = (i / pressures, i % pressures, k / pressures, k % pressures);
                matrix[i * n + k] =
                    (b == d ? Stiffness(a, c) * 2 / (2 * b + 1) : 0) + (a == c ? Stiffness(b, d) * 2 / (2 * a + 1) : 0);
            }
        }
        // The constant is free.
        (matrix[0], right[0]) = (1, 0);
        LinearSystem.Solve(matrix, right);
        for (var k = n - 1; k > 0; k--)
        {
            right[0] -= (k / pressures + k % pressures) % 2 == 0 ? right[k] : -right[k];
        }
        return right;

        // ∫L_a′L_c′ = m(m + 1), m the smaller, where a + c is even.
        static double Stiffness(int a, int c) => (a + c) % 2 == 0 ? Math.Min(a, c) * (Math.Min(a, c) + 1.0) : 0;
    }

    private double[] Force(bool isAlongXi)
    {
        var (alongXi, alongEta) = (Psi(1, 0), Psi(0, 1));
        var (first, second, third) = isAlongXi
            ? (Psi(1, 1), Psi(0, 2), Sum(Psi(2, 1), Psi(0, 3)))
            : (Psi(2, 0), Psi(1, 1), Sum(Psi(3, 0), Psi(1, 2)));
        var sign = isAlongXi ? 8 : -8;
        var force = new double[first.Length];
        for (var q = 0; q < force.Length; q++)
        {
            force[q] = sign * (viscosity * third[q] - (alongEta[q] * first[q] - alongXi[q] * second[q]));
        }
        return force;
    }
}
