namespace Thalweg.Pde.Formulations;

/// <summary>Errors with the number of quadrature nodes they were resolved on.</summary>
/// <param name="Values">In the order of <see cref="ErrorMetrics.Names"/>.</param>
/// <param name="LastChange">Largest change of an integral figure at the last doubling.</param>
/// <param name="Resolved">True when the change is within <see cref="ErrorMetrics.Resolution"/>.</param>
public sealed record ErrorEstimate(IReadOnlyList<double> Values, int Nodes, double LastChange, bool Resolved);
