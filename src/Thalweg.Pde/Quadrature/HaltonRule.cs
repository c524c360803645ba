using Thalweg.Numerics.Random;
using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Quadrature;

/// <summary>
/// The Halton sequence [Halton1960]: axis k holds the radical inverses of 1, 2, …, n in the k-th prime, unscrambled (the
/// point 0, a corner, is left out). Above six dimensions the larger primes leave it little better than random points for
/// small n. <c>halton:n</c>.
/// </summary>
public sealed class HaltonRule(int points, int? boundary = null) : SampledRule("halton", points, boundary)
{
    private static readonly int[] Primes = [2, 3, 5, 7, 11, 13, 17, 19, 23, 29];

    public override string Name => RuleName.Of("halton", "points", Points, ("boundary", BoundaryOption));

    public override string? MisfitOn(Domain domain, DomainPart part)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return domain.Dimension <= Primes.Length
            ? null
            : Misfit(domain, $"{Primes.Length} dimensions at most", $"monte-carlo:{Points}");
    }

    internal override void Fill(Span<double> units, int dimension, DomainPart part, long draw, RandomStream random)
    {
        for (var i = 0; i < units.Length; i++)
        {
            units[i] = RadicalInverse(i / dimension + 1, Primes[i % dimension]);
        }
    }

    /// <summary>The digits of the number in the base, mirrored at the point; rounded once.</summary>
    private static double RadicalInverse(int number, int radix)
    {
        long mirrored = 0;
        long scale = 1;
        for (var rest = number; rest > 0; rest /= radix)
        {
            mirrored = mirrored * radix + rest % radix;
            scale *= radix;
        }
        return (double)mirrored / scale;
    }
}
