using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;

namespace Thalweg.Pde.Terms;

/// <summary>The weak form of one equation on a box: r(v) = ∫ Σ_i p_i ∂_i v + s v − Σ ∫_faces g v.</summary>
/// <param name="Parts">What stands before v (axis −1) or its derivative along an axis.</param>
/// <param name="Zeros">Ends of each axis at which the test functions vanish.</param>
/// <param name="Flows">Axes along which something flows.</param>
/// <param name="Faces">Faces where the flux n·p = g is given, which the test functions see.</param>
internal sealed record WeakForm(
    IReadOnlyList<(Expression Integrand, int Axis)> Parts,
    IReadOnlyList<(bool Below, bool Above)> Zeros,
    bool[] Flows,
    IReadOnlyList<(Region Face, Expression Given)> Faces
)
{
    /// <summary>Σ_c q_c E_c with multipliers q over the parts E_c.</summary>
    public Expression Frozen => Calculus.SumOver(Parts.Count, c => new Multiplier(c) * Parts[c].Integrand);
}
