namespace Thalweg.Results.Records;

/// <summary>Whether slices are centred at a minimum, as far as they are wide.</summary>
/// <param name="Verdict">One phrase: <c>at a minimum to within 0.02 l</c>.</param>
/// <param name="IsMinimum">Whether it says so.</param>
/// <param name="MedianOffset">Median of |−g·d/(l dᵀHd)| over the directions of positive curvature; NaN without any.</param>
/// <param name="MonotoneShare">Share of the slices that only fall or only rise.</param>
/// <param name="CurvedDownShare">Share of the directions whose curvature at the centre is negative beyond its error.</param>
/// <param name="GradientNorm">‖∇L(θ)‖₂; null, with what follows, where no gradient is known, or on the way of a training.</param>
/// <param name="Decrement">½ Σ (g · v)²/|λ| over the eigenpairs of the Hessian that are not zero; null also beyond 500 parameters.</param>
/// <param name="NegativeEigenvalues">Of the Hessian, beyond rounding, and beyond the error of differences where it is made of them.</param>
/// <param name="ZeroEigenvalues">Eigenvalues that are not told from 0.</param>
public sealed record MinimiserRecord(
    string Verdict,
    bool IsMinimum,
    double MedianOffset,
    double MonotoneShare,
    double CurvedDownShare,
    double? GradientNorm,
    double? Decrement,
    int? NegativeEigenvalues,
    int? ZeroEigenvalues
);
