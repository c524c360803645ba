using Thalweg.Numerics.Integration;
using Thalweg.Numerics.Linear;

namespace Thalweg.Pde.References;

/// <summary>
/// Stationary flow in the unit square under a lid that moves with (1 − ξᵖ)², ξ = 2x − 1: the stream function as a lift and products of clamped polynomials,
/// by Galerkin's method and Newton's; the pressure as the polynomial whose gradient is nearest to that of the equation.
/// </summary>
/// <remarks>In ξ, η ∈ (−1, 1) the equation ψ_η Δψ_ξ − ψ_ξ Δψ_η = ν Δ²ψ keeps its form. Weakly ν ∫ΔψΔφ + ∫Δψ(ψ_η φ_ξ − ψ_ξ φ_η) = 0 for all φ.</remarks>
internal sealed partial class CavityFlow
{
    private const int MostSteps = 25;

    private const double Rest = 1e-12;

    private readonly double viscosity;
    private readonly int power;
    private readonly int size;
    private readonly double[] coefficients;
    private readonly double[] pressure;
    private readonly int pressures;

    // The rule of an axis, the basis there [derivative][k][point], and the lift's functions of ξ and η [derivative][point].
    private readonly double[] nodes;
    private readonly double[] weights;
    private readonly double[][][] basis;

    /// <param name="viscosity">ν.</param>
    /// <param name="power">p, even.</param>
    /// <param name="size">Polynomials along an axis.</param>
    /// <param name="start">What Newton's method begins from; Stokes' flow if null.</param>
    public CavityFlow(double viscosity, int power, int size, CavityFlow? start = null)
    {
        (this.viscosity, this.power, this.size) = (viscosity, power, size);
        (nodes, weights) = GaussLegendre.OnSymmetricInterval(3 * Math.Max(size + 4, 2 * power + 1) / 2 + 2);
        basis = Basis();
        coefficients = new double[size * size];
        for (var k = 0; start is not null && k < Math.Min(size, start.size) * start.size; k++)
        {
            var (i, j) = (k / start.size, k % start.size);
            if (j < size)
            {
                coefficients[i * size + j] = start.coefficients[k];
            }
        }
        Solve();
        pressures = size + 2;
        pressure = Pressure();
    }

    /// <summary>u, u_x, u_y, v, v_x, v_y, p, p_x, p_y with p = 0 at (0, 0).</summary>
    /// <param name="values">[9], written.</param>
    public void At(double x, double y, Span<double> values)
    {
        var (xi, eta) = (2 * x - 1, 2 * y - 1);
        var (alongXi, alongEta) = (new double[4 * size], new double[4 * size]);
        ClampedBasis.At(xi, alongXi);
        ClampedBasis.At(eta, alongEta);
        Span<double> lid = stackalloc double[4];
        Span<double> depth = stackalloc double[4];
        Lid(xi, lid);
        Depth(eta, depth);
        double Psi(int a, int b, ReadOnlySpan<double> lid, ReadOnlySpan<double> depth)
        {
            var sum = lid[a] * depth[b];
            for (var i = 0; i < size; i++)
            {
                sum +=
                    alongXi[a * size + i]
                    * Vectors.Dot(coefficients.AsSpan(i * size, size), alongEta.AsSpan(b * size, size));
            }
            return sum;
        }
        values[0] = 2 * Psi(0, 1, lid, depth);
        values[1] = 4 * Psi(1, 1, lid, depth);
        values[2] = 4 * Psi(0, 2, lid, depth);
        values[3] = -2 * Psi(1, 0, lid, depth);
        values[4] = -4 * Psi(2, 0, lid, depth);
        values[5] = -values[1];
        values.Slice(6, 3).Clear();
        var (left, right) = (new double[2 * pressures], new double[2 * pressures]);
        ClampedBasis.Legendre(xi, left.AsSpan(0, pressures), left.AsSpan(pressures));
        ClampedBasis.Legendre(eta, right.AsSpan(0, pressures), right.AsSpan(pressures));
        for (var i = 0; i < pressures; i++)
        {
            var row = pressure.AsSpan(i * pressures, pressures);
            var (value, slope) = (
                Vectors.Dot(row, right.AsSpan(0, pressures)),
                Vectors.Dot(row, right.AsSpan(pressures))
            );
            values[6] += left[i] * value;
            values[7] += 2 * left[pressures + i] * value;
            values[8] += 2 * left[i] * slope;
        }
    }

    /// <summary>∫u, ∫v and ∫p.</summary>
    public double[] Integrals()
    {
        var sums = new double[3];
        Span<double> values = stackalloc double[9];
        for (var q = 0; q < nodes.Length * nodes.Length; q++)
        {
            var (a, b) = (q / nodes.Length, q % nodes.Length);
            At(0.5 * (1 + nodes[a]), 0.5 * (1 + nodes[b]), values);
            for (var c = 0; c < 3; c++)
            {
                sums[c] += 0.25 * weights[a] * weights[b] * values[3 * c];
            }
        }
        return sums;
    }

    private double[][][] Basis()
    {
        var table = Enumerable
            .Range(0, 4)
            .Select(_ => Enumerable.Range(0, size).Select(_ => new double[nodes.Length]).ToArray())
            .ToArray();
        var at = new double[4 * size];
        for (var q = 0; q < nodes.Length; q++)
        {
            ClampedBasis.At(nodes[q], at);
            for (var k = 0; k < 4 * size; k++)
            {
                table[k / size][k % size][q] = at[k];
            }
        }
        return table;
    }

    /// <summary>½(1 − ξᵖ)² and its derivatives.</summary>
    private void Lid(double xi, Span<double> target)
    {
        double Power(int n)
        {
            var value = 1.0;
            for (var k = 0; k < n; k++)
            {
                value *= xi;
            }
            return value;
        }
        // ½ − ξᵖ + ½ξ²ᵖ.
        var (one, two, p) = (1.0, 1.0, 2 * power);
        for (var order = 0; order < 4; order++)
        {
            var (first, second) = (
                power >= order ? one * Power(power - order) : 0,
                p >= order ? two * Power(p - order) : 0
            );
            target[order] = (order == 0 ? 0.5 : 0) - first + 0.5 * second;
            (one, two) = (one * (power - order), two * (p - order));
        }
    }

    /// <summary>(η + 1)²(η − 1)/4 and its derivatives: 0 at both ends with slopes 0 below and 1 above.</summary>
    private static void Depth(double eta, Span<double> target)
    {
        target[0] = 0.25 * (eta + 1) * (eta + 1) * (eta - 1);
        target[1] = 0.25 * (eta + 1) * (3 * eta - 1);
        target[2] = 0.5 * (3 * eta + 1);
        target[3] = 1.5;
    }

    /// <summary>A derivative of ψ at the points of the rule, [ξ, η].</summary>
    private double[] Psi(int a, int b)
    {
        var count = nodes.Length;
        var values = new double[count * count];
        Span<double> lid = stackalloc double[4];
        Span<double> depth = stackalloc double[4];
        var rows = new double[size][];
        for (var i = 0; i < size; i++)
        {
            rows[i] = new double[count];
            for (var j = 0; j < size; j++)
            {
                Vectors.Combine(rows[i], coefficients[i * size + j], basis[b][j], rows[i]);
            }
        }
        for (var q = 0; q < count; q++)
        {
            var row = values.AsSpan(q * count, count);
            for (var i = 0; i < size; i++)
            {
                Vectors.Combine(row, basis[a][i][q], rows[i], row);
            }
            Lid(nodes[q], lid);
            for (var r = 0; r < count; r++)
            {
                Depth(nodes[r], depth);
                row[r] += lid[a] * depth[b];
            }
        }
        return values;
    }

    private void Solve()
    {
        for (var step = 0; step < MostSteps; step++)
        {
            var (alongXi, alongEta) = (Psi(1, 0), Psi(0, 1));
            var laplacian = Sum(Psi(2, 0), Psi(0, 2));
            var residual = new double[coefficients.Length];
            Test(residual, Times(laplacian, viscosity), 2, 0);
            Test(residual, Times(laplacian, viscosity), 0, 2);
            Test(residual, Product(laplacian, alongEta), 1, 0);
            Test(residual, Times(Product(laplacian, alongXi), -1), 0, 1);
            var matrix = new double[residual.Length * residual.Length];
            double[] one = [.. laplacian.Select(_ => viscosity)];
            foreach (var (a, b) in new[] { (2, 0), (0, 2) })
            {
                Couple(matrix, one, (2, 0), (a, b));
                Couple(matrix, one, (0, 2), (a, b));
                Couple(matrix, alongEta, (1, 0), (a, b));
                Couple(matrix, Times(alongXi, -1), (0, 1), (a, b));
            }
            Couple(matrix, laplacian, (1, 0), (0, 1));
            Couple(matrix, Times(laplacian, -1), (0, 1), (1, 0));
            LinearSystem.Solve(matrix, residual);
            Vectors.Combine(coefficients, -1.0, residual, coefficients);
            if (residual.Max(Math.Abs) <= Rest * coefficients.Max(Math.Abs))
            {
                return;
            }
        }
        throw new InvalidOperationException($"Newton's method has not come to rest in {MostSteps} steps");
    }

    /// <summary>Adds ∫ f ∂φ for every φ.</summary>
    private void Test(double[] target, double[] f, int a, int b)
    {
        var count = nodes.Length;
        var line = new double[count];
        for (var i = 0; i < size; i++)
        {
            Array.Clear(line);
            for (var q = 0; q < count; q++)
            {
                Vectors.Combine(line, weights[q] * basis[a][i][q], f.AsSpan(q * count, count), line);
            }
            Weigh(line);
            for (var j = 0; j < size; j++)
            {
                target[i * size + j] += Vectors.Dot(line, basis[b][j]);
            }
        }
    }

    /// <summary>Adds ∫ f ∂φ ∂φ′ for every pair, axis after axis.</summary>
    private void Couple(double[] matrix, double[] f, (int A, int B) test, (int A, int B) trial)
    {
        var (count, n) = (nodes.Length, coefficients.Length);
        var (line, product) = (new double[count], new double[count]);
        for (var i = 0; i < size; i++)
        {
            for (var k = 0; k < size; k++)
            {
                Array.Clear(line);
                for (var q = 0; q < count; q++)
                {
                    var weight = weights[q] * basis[test.A][i][q] * basis[trial.A][k][q];
                    Vectors.Combine(line, weight, f.AsSpan(q * count, count), line);
                }
                Weigh(line);
                for (var j = 0; j < size; j++)
                {
                    for (var q = 0; q < count; q++)
                    {
                        product[q] = line[q] * basis[test.B][j][q];
                    }
                    var row = matrix.AsSpan((i * size + j) * n + k * size, size);
                    for (var l = 0; l < size; l++)
                    {
                        row[l] += Vectors.Dot(product, basis[trial.B][l]);
                    }
                }
            }
        }
    }

    private void Weigh(double[] line)
    {
        for (var q = 0; q < line.Length; q++)
        {
            line[q] *= weights[q];
        }
    }

    private static double[] Sum(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x + y)];

    private static double[] Product(double[] a, double[] b) => [.. a.Zip(b, (x, y) => x * y)];

    private static double[] Times(double[] a, double factor) => [.. a.Select(x => factor * x)];
}
