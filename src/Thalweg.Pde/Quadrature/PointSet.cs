namespace Thalweg.Pde.Quadrature;

/// <summary>Points and weights of a quadrature: ∫ F ≈ Σ_i w_i F(x_i).</summary>
/// <param name="Dimension">d.</param>
/// <param name="Coordinates">[d, n], one row per axis.</param>
/// <param name="Weights">[n].</param>
public sealed record PointSet(int Dimension, double[] Coordinates, double[] Weights)
{
    public int Count => Weights.Length;

    public ReadOnlySpan<double> Axis(int k) => Coordinates.AsSpan(k * Count, Count);
}
