using Thalweg.Numerics.Random;
using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Quadrature;

/// <summary>
/// The first n points of the Sobol sequence, each in the middle of its cell of width 2⁻³², optionally with a digital shift
/// that is drawn from a seed. Best where n is a power of two. <c>sobol:n</c> or <c>sobol(points=n, shift=seed)</c>.
/// </summary>
/// <param name="points">n.</param>
/// <param name="boundary">n on the boundary; as in the interior if null.</param>
/// <param name="shift">Seed of the digital shift, or null for none. Shifted by different seeds, the rule is an unbiased estimate with a
/// spread that measures its error.</param>
public sealed class SobolRule(int points, int? boundary = null, ulong? shift = null)
    : SampledRule("sobol", points, boundary)
{
    public ulong? Shift { get; } = shift;

    public override string Name =>
        RuleName.Of("sobol", "points", Points, ("boundary", BoundaryOption), ("shift", Shift));

    public override string? MisfitOn(Domain domain, DomainPart part)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return domain.Dimension <= SobolSequence.MaximumDimension
            ? null
            : Misfit(domain, $"{SobolSequence.MaximumDimension} dimensions at most", $"monte-carlo:{Points}");
    }

    internal override void Fill(Span<double> units, int dimension, DomainPart part, long draw, RandomStream random)
    {
        var digits = new uint[dimension];
        if (Shift is { } seed)
        {
            random.Restart(seed, $"quadrature/sobol/{StreamName.Of(part)}");
            for (var k = 0; k < dimension; k++)
            {
                digits[k] = random.NextUInt32();
            }
        }
        SobolSequence.Fill(units, digits);
    }
}
