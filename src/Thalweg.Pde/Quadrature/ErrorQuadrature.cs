using Thalweg.Pde.Geometry;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Quadrature;

/// <summary>Ever finer points for the error of a solution: a figure counts when the next refinement leaves it unchanged.</summary>
public static class ErrorQuadrature
{
    /// <summary>
    /// Lazily, coarse to fine: d = 1 Gauss–Legendre 64, 128, …, 1024 in panels of 64; d = 2 tensor 16, 32, 64, 128 per axis; d = 3
    /// tensor 8, 16, 32, 64; ball (16, 12, 24), (32, 24, 48), (64, 48, 96); d ≥ 4 Sobol 2¹², …, 2¹⁶, where nothing near 1e-12 is
    /// to be had. Towards steep layers of a solution: 4, 8, 16, 32 nodes per axis in panels
    /// that shrink.
    /// </summary>
    public static IEnumerable<PointSet> Refinements(Domain domain, IReadOnlyList<SteepLayer>? layers = null)
    {
        ArgumentNullException.ThrowIfNull(domain);
        IEnumerable<QuadratureRule> rules =
            domain.Radius is not null ? Levels(3).Select(f => new SphericalRule(16 * f, 12 * f, 24 * f))
            : domain.Cells(DomainPart.Interior).Count == 0 ? Scattered()
            : layers is { Count: > 0 } ? Levels(4).Select(f => new GradedGaussRule(4 * f, domain, layers))
            : domain.Dimension switch
            {
                1 => Levels(5).Select(f => new GaussRule(64, f)),
                2 => Levels(4).Select(f => new GaussRule(16 * f)),
                3 => Levels(4).Select(f => new GaussRule(8 * f)),
                _ => Scattered(),
            };
        return rules.Select(rule => rule.Interior(domain));

        static IEnumerable<QuadratureRule> Scattered() => Levels(5).Select(f => new SobolRule(4096 * f));
    }

    /// <summary>1, 2, 4, …</summary>
    private static IEnumerable<int> Levels(int count) => Enumerable.Range(0, count).Select(level => 1 << level);
}
