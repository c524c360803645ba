namespace Thalweg.Pde.Problems;

/// <summary>A coordinate along which the solution repeats itself, with all its derivatives.</summary>
/// <param name="Axis">Of the coordinates.</param>
/// <param name="Start">Where the domain begins.</param>
/// <param name="Length">How long it is: the period.</param>
public sealed record Period(int Axis, double Start, double Length);
