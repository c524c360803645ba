using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Quadrature;

/// <summary>How integrals over a domain, over its boundary and over its initial surface are approximated by points and
/// weights.</summary>
/// <remarks>A rule is immutable and may be shared: the points depend on the domain and on the draw alone.</remarks>
public abstract class QuadratureRule
{
    /// <summary>The rule as it is written in study files, for example <c>simpson:200</c>; what has its default is left out.</summary>
    public abstract string Name { get; }

    /// <summary>True where the points depend on the draw, so that each step of a training sees others, as many in every draw.</summary>
    public virtual bool Redrawn => false;

    /// <summary>True where the weights of a part sum to its measure, as those of a quadrature do: the infimum of an exact energy says
    /// nothing of a sum with others. A loss refuses a rule that says so and does otherwise.</summary>
    public virtual bool IntegratesOne => true;

    /// <summary>Why the rule has no points on a part of a domain that has this part, with what to use instead; null where it has.</summary>
    public virtual string? MisfitOn(Domain domain, DomainPart part)
    {
        ArgumentNullException.ThrowIfNull(domain);
        return null;
    }

    /// <summary>Points of <see cref="Interior"/>.</summary>
    public virtual int CountOn(Domain domain) => Interior(domain).Count;

    /// <summary>Points and weights for ∫ over Ω; the weights of a rule sum to |Ω|.</summary>
    /// <param name="draw">Number of the draw, 0 or more; rules that are not <see cref="Redrawn"/> do not look at it.</param>
    /// <exception cref="PartsRefusedException">The rule does not fit the domain.</exception>
    public abstract PointSet Interior(Domain domain, long draw = 0);

    /// <summary>Points and weights for ∫ over ∂Ω, of the same kind as <see cref="Interior"/>; in one dimension always the
    /// end points with weight 1.</summary>
    /// <inheritdoc cref="Interior"/>
    public abstract PointSet Boundary(Domain domain, long draw = 0);

    /// <summary>Points and weights for ∫ over the initial surface, of the same kind as <see cref="Interior"/>.</summary>
    /// <inheritdoc cref="Interior"/>
    /// <exception cref="ArgumentException">The domain has no time.</exception>
    public virtual PointSet Initial(Domain domain, long draw = 0)
    {
        ArgumentNullException.ThrowIfNull(domain);
        Require(domain, DomainPart.Initial);
        throw Refused(Misfit(domain, "domains without a time", "gauss:16 or sobol:4096"));
    }

    public override string ToString() => Name;

    internal PointSet PointsOn(Domain domain, DomainPart part, long draw) =>
        part switch
        {
            DomainPart.Interior => Interior(domain, draw),
            DomainPart.Boundary => Boundary(domain, draw),
            _ => Initial(domain, draw),
        };

    /// <summary>Points of a part that can be drawn again in place.</summary>
    internal virtual Drawing DrawingOn(Domain domain, DomainPart part) => new CopiedDrawing(this, domain, part);

    /// <summary>∂Ω of a domain of one dimension: its ends, each with weight 1.</summary>
    private protected static PointSet EndPoints(Domain domain)
    {
        double[] ends = [.. domain.Cells(DomainPart.Boundary).Select(end => end.Axes[0].Lower)];
        return ends.Length > 0 ? new PointSet(1, ends, [.. ends.Select(_ => 1.0)]) : throw domain.NoBoundary();
    }

    private protected void Require(Domain domain, DomainPart part)
    {
        if (part == DomainPart.Boundary && domain.BoundaryMeasure == 0)
        {
            throw domain.NoBoundary();
        }
        if (part == DomainPart.Initial && domain.TimeAxis is null)
        {
            throw domain.NoInitialSurface();
        }
        if (MisfitOn(domain, part) is { } misfit)
        {
            throw Refused(misfit);
        }
    }

    private protected string Misfit(Domain domain, string expected, string instead) =>
        $"quadrature '{Name}' is for {expected}, received the {domain.Name}: use {instead}";

    /// <summary>Whether weights sum to the measure of their part, as far as single precision can tell.</summary>
    internal static bool IsMeasure(double sum, double measure) => Math.Abs(sum - measure) <= 1e-6 * measure;

    private protected static PartsRefusedException Refused(string message) =>
        new(new Refusal(PdePart.Quadrature, message));
}
