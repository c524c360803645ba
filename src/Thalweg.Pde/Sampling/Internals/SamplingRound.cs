using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Sampling;

/// <summary>What a sampler chooses points by.</summary>
/// <param name="Number">1, 2, …</param>
/// <param name="Points">The present ones.</param>
/// <param name="Initial">How many the quadrature gave.</param>
internal sealed record SamplingRound(long Number, Domain Domain, PointSet Points, int Initial, ResidualField Field);
