using System.Globalization;
using Thalweg.Landscapes.Directions;
using Thalweg.Numerics.Objectives;

namespace Thalweg.Studies.Analyses;

/// <summary>Sentences on directions that lead nowhere.</summary>
internal static class Vanishing
{
    /// <summary>What a rule leaves without a direction at θ.</summary>
    public static IEnumerable<string> Rows(DirectionRule rule, string word, IObjective objective, double[] centre)
    {
        var rows = rule.Vanishing(DirectionRule.LayoutOf(objective), centre);
        if (rows.Count > 0)
        {
            var where = rows.Select(r =>
                string.Create(CultureInfo.InvariantCulture, $"{r.Tensor} ({r.Rows} of {r.Of} rows)")
            );
            yield return $"Directions vanish where the parameters are zero, because 'normalize: {word}' scales them to these: {string.Join(", ", where)}. Take unit-filter, unit-layer or none to look there.";
        }
    }

    /// <summary>Which of the directions are zero.</summary>
    /// <param name="directions">[D, P], scaled.</param>
    public static IEnumerable<string> Whole(double[] directions, int parameters)
    {
        for (var k = 0; k < directions.Length / parameters; k++)
        {
            if (IsZero(directions, parameters, k))
            {
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"Direction {k + 1} vanishes: it leads nowhere, and every loss along it is that of the centre."
                );
            }
        }
    }

    private static bool IsZero(double[] directions, int parameters, int k) =>
        !directions.AsSpan(k * parameters, parameters).ContainsAnyExcept(0.0);
}
