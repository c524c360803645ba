namespace Thalweg.Pde.Problems;

/// <summary>Where a solution is steep: quadratures of its error shrink their panels towards it.</summary>
/// <param name="Axis">Number of the coordinate.</param>
/// <param name="Position">Value of the coordinate.</param>
/// <param name="Width">Size of the smallest panels; each further one is twice as large.</param>
public sealed record SteepLayer(int Axis, double Position, double Width);
