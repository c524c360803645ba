using Thalweg.Numerics.Objectives.Symmetries;

namespace Thalweg.Numerics.Objectives.Analytic;

/// <summary>coefficient · ∏ x_i^p_i with whole powers p ≥ 0, [P].</summary>
public sealed record Monomial(double Coefficient, params int[] Powers)
{
    public int[] Powers { get; init; } = Powers ?? throw new ArgumentNullException(nameof(Powers));
}

/// <summary>A polynomial: the sum of its monomials, each a term <c>m1</c>, <c>m2</c>, ….</summary>
/// <remarks>Cost of a value, gradient or Hessian product: P² multiplications per monomial at most.</remarks>
public sealed class Polynomial : AnalyticObjective, ISymmetric
{
    private readonly Monomial[] monomials;

    /// <param name="lowerBound">Of the whole, or null.</param>
    /// <param name="symmetry">The maps of x that leave the polynomial as it is; the identity alone where null.</param>
    public Polynomial(
        string name,
        int dimension,
        IReadOnlyList<Monomial> monomials,
        double? lowerBound = null,
        SymmetryGroup? symmetry = null
    )
        : base(name ?? throw new ArgumentNullException(nameof(name)), dimension, Terms(monomials), lowerBound)
    {
        foreach (var monomial in monomials)
        {
            Check(monomial.Powers.Length, dimension, "one power for each variable", nameof(monomials));
        }
        this.monomials = [.. monomials];
        Symmetry = symmetry ?? SymmetryGroup.Identity(dimension);
    }

    public SymmetryGroup Symmetry { get; }

    /// <summary>The six-hump camel (4 − 2.1x² + x⁴/3)x² + xy + (4y² − 4)y²: 6 minima, 7 saddles, 2 maxima [Dixon1978].</summary>
    public static Polynomial SixHumpCamel() =>
        new(
            "camel",
            2,
            [new(4, 2, 0), new(-2.1, 4, 0), new(1.0 / 3, 6, 0), new(1, 1, 1), new(-4, 0, 2), new(4, 0, 4)],
            -1.0316284534899,
            SymmetryGroup.PointReflection(2)
        );

    private protected override void EvaluateTerms(ReadOnlySpan<double> x, Span<double> terms)
    {
        for (var t = 0; t < monomials.Length; t++)
        {
            terms[t] = Derivative(monomials[t], x, -1, -1);
        }
    }

    private protected override void EvaluateTermGradients(ReadOnlySpan<double> x, Span<double> gradients)
    {
        for (var t = 0; t < monomials.Length; t++)
        {
            for (var i = 0; i < x.Length; i++)
            {
                gradients[(t * x.Length) + i] = Derivative(monomials[t], x, i, -1);
            }
        }
    }

    private protected override HessianProduct HessianAt(double[] x, int? term)
    {
        var size = x.Length;
        var matrix = new double[size * size];
        for (var t = 0; t < monomials.Length; t++)
        {
            for (var i = 0; i < matrix.Length && (term is null || term == t); i++)
            {
                matrix[i] += Derivative(monomials[t], x, i / size, i % size);
            }
        }
        return (vector, product) =>
        {
            for (var i = 0; i < size; i++)
            {
                product[i] = 0;
                for (var j = 0; j < size; j++)
                {
                    product[i] += matrix[(i * size) + j] * vector[j];
                }
            }
        };
    }

    // −1 stands for no derivative.
    private static double Derivative(Monomial monomial, ReadOnlySpan<double> x, int first, int second)
    {
        var value = monomial.Coefficient;
        for (var i = 0; i < x.Length; i++)
        {
            var power = monomial.Powers[i];
            for (var times = (i == first ? 1 : 0) + (i == second ? 1 : 0); times > 0; times--)
            {
                value *= power;
                power = Math.Max(0, power - 1);
            }
            for (; power > 0; power--)
            {
                value *= x[i];
            }
        }
        return value;
    }

    private static string[] Terms(IReadOnlyList<Monomial> monomials)
    {
        ArgumentNullException.ThrowIfNull(monomials);
        return [.. Enumerable.Range(1, monomials.Count).Select(i => $"m{i}")];
    }
}
