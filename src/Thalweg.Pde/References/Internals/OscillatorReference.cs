using System.Globalization;
using Thalweg.Numerics.Linear;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.References;

/// <summary>Eigenfunctions of the oscillator on (−L, L)^d as products of those of the interval.</summary>
internal sealed class OscillatorReference
{
    // Some ten times what the expansion in polynomials differs by.
    private const double OfOneAxis = 5e-14;

    private const int Degree = 96;

    private const int Iterations = 12;

    private const int CheckPoints = 997;

    private readonly int dimension;
    private readonly double half;
    private readonly OscillatorState[] states;

    /// <param name="dimension">d.</param>
    /// <param name="half">L.</param>
    /// <param name="most">The largest quantum number.</param>
    public OscillatorReference(int dimension, double half, int most)
    {
        (this.dimension, this.half) = (dimension, half);
        states = [.. Enumerable.Range(0, most + 1).Select(k => new OscillatorState(k, half))];
    }

    public double Eigenvalue(int[] state) => state.Sum(k => states[k].Eigenvalue);

    /// <summary>u and its derivatives along the axes.</summary>
    public IReadOnlyList<Expression> Functions(string name, int[] state) =>
        CoordinateFunction.Together(
            (point, values) =>
            {
                Span<double> factors = stackalloc double[2 * dimension];
                for (var k = 0; k < dimension; k++)
                {
                    (factors[2 * k], factors[2 * k + 1]) = states[state[k]].At(point[k]);
                }
                for (var along = -1; along < dimension; along++)
                {
                    var product = 1.0;
                    for (var k = 0; k < dimension; k++)
                    {
                        product *= factors[2 * k + (k == along ? 1 : 0)];
                    }
                    values[along + 1] = product;
                }
            },
            [
                name,
                .. Enumerable
                    .Range(1, dimension)
                    .Select(k => string.Create(CultureInfo.InvariantCulture, $"{name}_x{k}")),
            ]
        );

    public Certificate Certify(int[] state)
    {
        // Functions of the interval are at most 0.76 in size.
        var error = dimension * OfOneAxis;
        return new Certificate(
            error,
            "Kummer's function with the eigenvalue at which it is 0 at the ends; an expansion in polynomials agrees"
        )
        {
            Measure = () => dimension * state.Distinct().Max(Difference),
        };
    }

    /// <summary>The largest difference of a function of the interval from its expansion in polynomials, by the method of Ritz and inverse
    /// iteration.</summary>
    /// <remarks>φ_k = (L_{k+1} − L_{k−1})/√(2(2k + 1)), whose derivatives are orthonormal on (−1, 1).</remarks>
    public double Difference(int number)
    {
        var (energy, mass) = (new double[Degree * Degree], new double[Degree * Degree]);
        var points = new GaussRule(Degree + 8).Interior(new Geometry.Box([new(-1, 1)]));
        var basis = new double[Degree];
        for (var i = 0; i < points.Count; i++)
        {
            var z = points.Axis(0)[i];
            At(z, basis);
            for (var n = 0; n < Degree * Degree; n++)
            {
                var product = points.Weights[i] * half * basis[n / Degree] * basis[n % Degree];
                mass[n] += product;
                energy[n] += half * half * z * z * product;
            }
        }
        for (var n = 0; n < Degree; n++)
        {
            energy[n * Degree + n] += 1 / half;
        }
        // Nearer to the eigenvalue than to any other, and not so near that the system is singular.
        var shift = states[number].Eigenvalue - 0.05;
        var coefficients = new double[Degree];
        Array.Fill(coefficients, 1.0);
        for (var step = 0; step < Iterations; step++)
        {
            var image = Times(mass, coefficients);
            var scale = 1 / Math.Sqrt(Vectors.Dot(image, coefficients));
            coefficients = [.. image.Select(c => scale * c)];
            LinearSystem.Solve([.. energy.Zip(mass, (a, m) => a - shift * m)], coefficients);
        }
        var length = Math.Sqrt(Vectors.Dot(Times(mass, coefficients), coefficients));
        var (largest, cross) = (0.0, 0.0);
        var (known, found) = (new double[CheckPoints], new double[CheckPoints]);
        for (var i = 0; i < CheckPoints; i++)
        {
            var z = 2.0 * i / (CheckPoints - 1) - 1;
            At(z, basis);
            (known[i], found[i]) = (states[number].At(half * z).Value, Vectors.Dot(basis, coefficients) / length);
            cross += known[i] * found[i];
        }
        for (var i = 0; i < CheckPoints; i++)
        {
            largest = Math.Max(largest, Math.Abs(known[i] - Math.Sign(cross) * found[i]));
        }
        return largest;
    }

    private static double[] Times(double[] matrix, double[] vector) =>
        [
            .. Enumerable
                .Range(0, vector.Length)
                .Select(n => Vectors.Dot(matrix.AsSpan(n * vector.Length, vector.Length), vector)),
        ];

    private static void At(double z, double[] basis)
    {
        var (below, at) = (1.0, z);
        for (var k = 1; k <= basis.Length; k++)
        {
            var above = ((2 * k + 1) * z * at - k * below) / (k + 1);
            basis[k - 1] = (above - below) / Math.Sqrt(2 * (2 * k + 1));
            (below, at) = (at, above);
        }
    }
}
