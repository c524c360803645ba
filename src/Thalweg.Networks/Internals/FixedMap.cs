namespace Thalweg.Networks;

/// <summary>x ↦ Ax + c with numbers that are not trained.</summary>
/// <param name="Matrix">[rows, inputs], row-major.</param>
/// <param name="Shift">[rows].</param>
internal sealed record FixedMap(double[] Matrix, double[] Shift);
