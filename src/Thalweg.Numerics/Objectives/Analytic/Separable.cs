using Thalweg.Numerics.Objectives.Symmetries;

namespace Thalweg.Numerics.Objectives.Analytic;

/// <summary>Value and first two derivatives of a function of one variable.</summary>
/// <param name="index">The coordinate, counted from 0.</param>
/// <param name="x">Where.</param>
public delegate (double Value, double First, double Second) OneVariable(int index, double x);

/// <summary>L(x) = Σ_t Σ_i f_t(i, x_i): a sum of functions of one coordinate each, whose stationary points are all combinations of those
/// of its coordinates.</summary>
/// <remarks>Cost of a value, gradient or Hessian product: P evaluations of each part.</remarks>
public sealed partial class Separable : AnalyticObjective, ISymmetric
{
    private readonly OneVariable[] parts;

    /// <param name="parts">The terms with their names.</param>
    /// <param name="lowerBound">Of the whole, or null.</param>
    /// <param name="symmetry">The maps of x that leave the sum as it is; the identity alone where null.</param>
    public Separable(
        string name,
        int dimension,
        IReadOnlyList<(string Name, OneVariable Function)> parts,
        double? lowerBound = null,
        SymmetryGroup? symmetry = null
    )
        : base(
            name ?? throw new ArgumentNullException(nameof(name)),
            dimension,
            [.. (parts ?? throw new ArgumentNullException(nameof(parts))).Select(p => p.Name)],
            lowerBound
        )
    {
        this.parts = [.. parts.Select(p => p.Function)];
        Symmetry = symmetry ?? SymmetryGroup.Identity(dimension);
    }

    public SymmetryGroup Symmetry { get; }

    private protected override void EvaluateTerms(ReadOnlySpan<double> x, Span<double> terms)
    {
        terms.Clear();
        for (var t = 0; t < parts.Length; t++)
        {
            for (var i = 0; i < x.Length; i++)
            {
                terms[t] += parts[t](i, x[i]).Value;
            }
        }
    }

    private protected override void EvaluateTermGradients(ReadOnlySpan<double> x, Span<double> gradients)
    {
        for (var t = 0; t < parts.Length; t++)
        {
            for (var i = 0; i < x.Length; i++)
            {
                gradients[(t * x.Length) + i] = parts[t](i, x[i]).First;
            }
        }
    }

    private protected override HessianProduct HessianAt(double[] x, int? term)
    {
        var diagonal = new double[x.Length];
        for (var t = 0; t < parts.Length; t++)
        {
            for (var i = 0; i < x.Length && (term is null || term == t); i++)
            {
                diagonal[i] += parts[t](i, x[i]).Second;
            }
        }
        return (vector, product) =>
        {
            for (var i = 0; i < product.Length; i++)
            {
                product[i] = diagonal[i] * vector[i];
            }
        };
    }
}
