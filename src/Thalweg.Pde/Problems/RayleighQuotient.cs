using Thalweg.Pde.Equations;

namespace Thalweg.Pde.Problems;

/// <summary>R(u) = ∫ n / ∫ d with densities that are quadratic in u: eigenfunctions make it stationary, and its value there is the
/// eigenvalue [Courant1953, Ch. VI].</summary>
/// <param name="Numerator">n, such as |∇u|² + Vu².</param>
/// <param name="Denominator">d, such as u².</param>
public sealed record RayleighQuotient(Expression Numerator, Expression Denominator)
{
    public Expression Numerator { get; init; } = Numerator ?? throw new ArgumentNullException(nameof(Numerator));

    public Expression Denominator { get; init; } = Denominator ?? throw new ArgumentNullException(nameof(Denominator));

    /// <summary>Eigenfunctions v that u is kept away from, each with the components of u; the lowest state where there are none.</summary>
    public IReadOnlyList<IReadOnlyList<Expression>> Lower { get; init; } = [];

    /// <summary>By how much the eigenvalue of the solution lies above the lowest one of <see cref="Lower"/>: what a deflation has to lift them by at
    /// least. Null where it is not known; 0 where there is none below.</summary>
    public double? Gap { get; init; }

    /// <summary>The bilinear form of the denominator, ½ Σ_a ∂d/∂(∂_a u) ∂_a v: ∫ of it is 0 for different eigenvalues.</summary>
    /// <param name="dimension">Coordinates.</param>
    internal Expression Product(IReadOnlyList<Expression> state, int dimension)
    {
        var written = Raising.Written(Denominator, dimension);
        Expression sum = 0.0;
        foreach (var entry in Differentiation.Entries(written))
        {
            var slope = entry
                .Axes.ToArray()
                .Aggregate(state[entry.Output], (e, axis) => Differentiation.AlongAxis(e, axis));
            sum += 0.5 * Differentiation.ByEntry(written, entry) * slope;
        }
        return sum;
    }
}
