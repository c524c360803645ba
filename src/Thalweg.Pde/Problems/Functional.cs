namespace Thalweg.Pde.Problems;

/// <summary>An integral of a reference.</summary>
/// <param name="Value">The integral.</param>
/// <param name="Error">How far it may be from that of the solution: what the last doublings of the quadrature changed, and the certified error
/// times the measure of the domain.</param>
public readonly record struct Functional(double Value, double Error);
