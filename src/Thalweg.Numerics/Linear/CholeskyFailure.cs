using System.Globalization;

namespace Thalweg.Numerics.Linear;

/// <summary>Why a matrix has no Cholesky factor.</summary>
/// <param name="Pivot">The first index j, from 0, whose pivot is not positive and finite: the leading j × j block is positive definite.</param>
/// <param name="Value">The pivot A[j, j] − Σ_k&lt;j L[j, k]²: at most 0, infinite, or NaN. Within rounding, −Value is the least that
/// must be added to A[j, j].</param>
public readonly record struct CholeskyFailure(int Pivot, double Value)
{
    /// <inheritdoc/>
    public override string ToString() =>
        string.Create(CultureInfo.InvariantCulture, $"pivot {Pivot} is {Value:R}, not positive and finite");
}
