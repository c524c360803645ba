using System.Numerics;

namespace Thalweg.Pde.References;

/// <summary>
/// u = p + Σ_j c_j Im Φ_j(z) with a particular solution p of −Δu = 1 and functions Φ_j that are analytic inside the domain: the
/// equation holds exactly whatever the coefficients are.
/// </summary>
internal abstract class HarmonicSeries
{
    /// <summary>Number of the functions Φ_j.</summary>
    public abstract int Count { get; }

    /// <summary>The part of the boundary on which functions of the symmetry of u are not zero by themselves, piece by piece: from one point to
    /// another.</summary>
    public abstract IReadOnlyList<(Complex From, Complex To)> Sides { get; }

    /// <summary>Φ_j(z) and Φ_j′(z).</summary>
    /// <param name="z">A point of the closed domain.</param>
    /// <param name="values">[Count], written.</param>
    /// <param name="slopes">[Count], written; infinite at the corner that turns inwards.</param>
    public abstract void Functions(Complex z, Span<Complex> values, Span<Complex> slopes);

    /// <summary>p and its gradient.</summary>
    public abstract (double Value, double AlongX, double AlongY) Particular(Complex z);
}
