namespace Thalweg.Numerics.Linear;

/// <summary>The upper triangle −T of a product of reflections (1 − τ₀v₀v₀ᵀ)(1 − τ₁v₁v₁ᵀ)… = 1 − V T Vᵀ, column by column
/// [SchreiberVanLoan1989].</summary>
internal static unsafe class ReflectionTriangle
{
    /// <summary>Writes column j, −τ T Vᵀv above the diagonal and −τ on it; those before it are written.</summary>
    /// <param name="triangle">−T, rows <paramref name="row"/> apart.</param>
    /// <param name="along">v_k · v_j for k &lt; j, <paramref name="apart"/> numbers apart.</param>
    /// <param name="scale">τ_j.</param>
    public static void Extend(double* triangle, nint row, int j, double* along, nint apart, double scale)
    {
        for (var i = 0; i < j; i++)
        {
            var sum = 0.0;
            for (var k = i; k < j; k++)
            {
                sum = Math.FusedMultiplyAdd(triangle[(i * row) + k], along[k * apart], sum);
            }
            triangle[(i * row) + j] = -scale * sum;
        }
        triangle[(j * row) + j] = -scale;
    }
}
