using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Training;

/// <summary>Whether a loss is the one that was computed before at the same parameters.</summary>
/// <remarks>Its bits are the same, unless another program computes it or on another machine: then it differs by rounding, which is small
/// beside what the loss sums and not beside the loss, which may be a difference near zero. Cost: one value with its terms where the bits
/// are others, and 11 or 22 where it does not tell what it sums.</remarks>
internal static class SameLoss
{
    // Sums in another order differ by a few roundings, of which one probe of eleven points shows some.
    private const double Many = 64;

    public static bool Holds(
        IObjective objective,
        ReadOnlyMemory<double> parameters,
        double expected,
        double loss,
        WorkerTeam team
    ) => loss == expected || Math.Abs(loss - expected) <= Many * Rounding(objective, parameters, expected, team);

    private static double Rounding(
        IObjective objective,
        ReadOnlyMemory<double> parameters,
        double expected,
        WorkerTeam team
    )
    {
        var loss = new double[1];
        if (objective.As<ISummands>() is { } summands)
        {
            var magnitude = new double[1];
            summands.ValuesAndMagnitudes(parameters, loss, magnitude, team);
            return summands.Epsilon * magnitude[0];
        }
        var terms = new double[objective.TermNames.Count];
        objective.Values(parameters, loss, terms, default, team);
        var size = Math.Max(Math.Abs(expected), terms.Sum(Math.Abs));
        var probe = new RoundingProbe(objective);
        double[] direction = [.. Enumerable.Repeat(1.0, parameters.Length)];
        var fine = probe.MeasureScatter(parameters.Span, direction, team, RoundingProbe.DoubleEpsilon);
        var known = Math.Max(fine, RoundingProbe.DoubleEpsilon * size);
        return probe.IsCoarse
            ? Math.Max(
                known,
                probe.MeasureSingle(parameters.Span, direction, team, RoundingProbe.SingleEpsilon * size, known)
            )
            : known;
    }
}
