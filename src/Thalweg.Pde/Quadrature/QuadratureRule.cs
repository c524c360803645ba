using Thalweg.Pde.Domains;

namespace Thalweg.Pde.Quadrature;

/// <summary>How integrals over a domain, over its boundary and over its initial surface are approximated by points and
/// weights.</summary>
/// <remarks>A rule is immutable and may be shared: the points depend on the domain and on the draw alone.</remarks>
public abstract class QuadratureRule
{
    /// <summary>The rule as it is written in study files, for example <c>simpson:200</c>; what has its default is left out.</summary>
    public abstract string Name { get; }

    /// <summary>True where the points depend on the draw, so that each step of a training sees others.</summary>
    public virtual bool Redrawn => false;

    /// <summary>Points and weights for ∫ over Ω; the weights of a rule sum to |Ω|.</summary>
    /// <param name="draw">Number of the draw, 0 or more; rules that are not <see cref="Redrawn"/> do not look at it.</param>
    /// <exception cref="ArgumentException">The rule does not fit the domain.</exception>
    public abstract PointSet Interior(Domain domain, long draw = 0);

    /// <summary>Points and weights for ∫ over ∂Ω, of the same kind as <see cref="Interior"/>; in one dimension always the two
    /// end points with weight 1.</summary>
    /// <inheritdoc cref="Interior"/>
    public abstract PointSet Boundary(Domain domain, long draw = 0);

    /// <summary>Points and weights for ∫ over the initial surface, of the same kind as <see cref="Interior"/>.</summary>
    /// <inheritdoc cref="Interior"/>
    /// <exception cref="ArgumentException">The domain has no time, or the rule does not fit it.</exception>
    public virtual PointSet Initial(Domain domain, long draw = 0) =>
        domain.TimeAxis is null
            ? throw domain.NoInitialSurface()
            : throw Misfit(domain, "domains without a time", "gauss:16 or sobol:4096");

    public override string ToString() => Name;

    private protected static PointSet EndPoints() => new(1, [0, 1], [1, 1]);

    private protected ArgumentException Misfit(Domain domain, string expected, string instead) =>
        new($"quadrature '{Name}' is for {expected}, received the {domain.Name}: use {instead}", nameof(domain));
}
