using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;

namespace Thalweg.Landscapes.Curvature;

/// <summary>Which zero eigenvalues the parametrisation explains, apart from those that only this θ has.</summary>
/// <remarks>Those that stay where every parameter is moved a little at random count, such as those of dead units and of a linear input
/// layer. A symmetry whose zeros exist at stationary points alone does not.</remarks>
public static class StructuralZeros
{
    // Of the size of θ: far above rounding, and near enough for a dead unit to stay dead.
    private const double Shift = 0.01;

    // From θ = 0, where networks are nearly linear for a long way.
    private const double ShiftOfZero = 0.5;

    /// <summary>The number of them, at most the zeros of the spectrum. Cost: nothing where it has none, else the dense spectrum at the moved
    /// point.</summary>
    /// <param name="spectrum">At θ.</param>
    /// <param name="parameters">θ, [P].</param>
    /// <param name="at">The same operator at another θ.</param>
    /// <returns>Null where the spectrum at the moved point is not finite.</returns>
    public static int? Of(
        DenseSpectrum spectrum,
        ReadOnlySpan<double> parameters,
        Func<double[], ILinearOperator> at,
        WorkerTeam team,
        ulong seed = 1
    )
    {
        ArgumentNullException.ThrowIfNull(spectrum);
        ArgumentNullException.ThrowIfNull(at);
        ArgumentNullException.ThrowIfNull(team);
        if (spectrum.Summary.Zero == 0)
        {
            return 0;
        }
        var norm = Vectors.Norm(parameters);
        var size = norm > 0 ? Shift * norm / Math.Sqrt(parameters.Length) : ShiftOfZero;
        var moved = new double[parameters.Length];
        new RandomStream(seed, "structural zeros").FillGaussian(moved);
        Vectors.Combine(parameters, size, moved, moved);
        return DenseSpectrum.Of(at(moved), team) is { } there
            ? Math.Min(spectrum.Summary.Zero, there.Summary.Zero)
            : null;
    }
}
