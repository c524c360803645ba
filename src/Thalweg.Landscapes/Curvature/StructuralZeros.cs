using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;

namespace Thalweg.Landscapes.Curvature;

/// <summary>Which zero eigenvalues the parametrisation explains, apart from those that only this θ has and from small ones.</summary>
/// <remarks>Those count that stay where all parameters are moved at random, such as the zeros of a linear input layer, and rows of zeros that stay where they
/// are moved a little, such as those of dead units. A symmetry whose zeros exist at stationary points alone does not. Exact zeros come out as a few ε max|λ|,
/// well below the threshold; where eigenvalues lie at all magnitudes around that, nobody can tell.</remarks>
public static class StructuralZeros
{
    // Of the size of θ: far enough for zeros of one point to go.
    private const double Far = 0.5;

    // Near enough for a dead unit to stay dead.
    private const double Near = 0.01;

    private const int Draws = 2;

    // Exact zeros are this much below the threshold, and what is none is this much above them.
    private const double Below = 0.1;
    private const double Few = 8;
    private const double Gap = 20;

    /// <summary>The number of them, at most the zeros of the spectrum. Cost: nothing where it has none, else two dense spectra, and a third where
    /// it has rows of zeros.</summary>
    /// <param name="spectrum">At θ.</param>
    /// <param name="parameters">θ, [P].</param>
    /// <param name="at">The same operator at another θ.</param>
    /// <returns>Null where zeros are not told from small eigenvalues, or a spectrum is not finite.</returns>
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
        var stream = new RandomStream(seed, "structural zeros");
        var rows = 0;
        if (spectrum.ZeroRows > 0)
        {
            rows = DenseSpectrum.Of(at(Moved(parameters, Near, stream)), team)?.ZeroRows ?? 0;
        }
        int? least = null;
        for (var draw = 0; draw < Draws; draw++)
        {
            if (
                DenseSpectrum.Of(at(Moved(parameters, Far, stream)), team) is { } there
                && Distinct(there) is { } zeros
                && !(zeros >= least)
            )
            {
                least = zeros;
            }
        }
        return least is { } known ? Math.Min(spectrum.Summary.Zero, Math.Max(known, rows)) : null;
    }

    private static double[] Moved(ReadOnlySpan<double> parameters, double share, RandomStream stream)
    {
        var norm = Vectors.Norm(parameters);
        var moved = new double[parameters.Length];
        stream.FillGaussian(moved);
        // Weights of a network at its start are of the order 1.
        var size = share * (norm > 0 ? norm / Math.Sqrt(moved.Length) : 1);
        Vectors.Combine(parameters, size, moved, moved);
        return moved;
    }

    /// <summary>Zeros beyond which there is a gap; null where there is none.</summary>
    private static int? Distinct(DenseSpectrum spectrum)
    {
        double[] sizes = [.. spectrum.Eigenvalues.Select(Math.Abs).Order()];
        var (threshold, rounding) = (spectrum.Summary.Threshold, Few * RoundingProbe.DoubleEpsilon * sizes[^1]);
        var limit = Math.Min(threshold, Math.Max(Below * threshold, rounding));
        var zeros = sizes.Count(size => size <= limit);
        return zeros == 0 || zeros == sizes.Length || sizes[zeros] >= Gap * sizes[zeros - 1] ? zeros : null;
    }
}
