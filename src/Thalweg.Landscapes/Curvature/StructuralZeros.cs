using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;

namespace Thalweg.Landscapes.Curvature;

/// <summary>Which zero eigenvalues the parametrisation explains, apart from those that only this θ has.</summary>
/// <remarks>Two kinds count: rows of the matrix that are 0, such as those of dead units, and zeros that stay where every parameter is moved
/// a little at random, such as those of a linear input layer. A symmetry whose zeros exist at stationary points alone does not.</remarks>
public static class StructuralZeros
{
    // Of the size of θ: far above rounding, and near enough for a dead unit to stay dead.
    private const double Shift = 0.01;

    /// <summary>The number of them, at most the zeros of the spectrum. Cost: nothing where these are known rows, else the dense spectrum at the
    /// moved point.</summary>
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
        if (spectrum.Summary.Zero <= spectrum.ZeroRows)
        {
            return spectrum.Summary.Zero;
        }
        var norm = Vectors.Norm(parameters);
        var size = norm > 0 ? Shift * norm / Math.Sqrt(parameters.Length) : Shift;
        var moved = new double[parameters.Length];
        new RandomStream(seed, "structural zeros").FillGaussian(moved);
        Vectors.Combine(parameters, size, moved, moved);
        return DenseSpectrum.Of(at(moved), team) is { } there
            ? Math.Min(spectrum.Summary.Zero, Math.Max(spectrum.ZeroRows, there.Summary.Zero))
            : null;
    }
}
