using Thalweg.Landscapes.Evaluation;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Slices;

/// <summary>What rounding can make of the losses along lines or on a plane.</summary>
/// <param name="centre">θ, [P].</param>
/// <param name="intervals">m, of the longer axis.</param>
internal sealed class SlicedRounding(ReadOnlyMemory<double> centre, int intervals, WorkerTeam team)
{
    /// <summary>Writes θ + what belongs to a point of the slice, and the direction to probe it along.</summary>
    /// <param name="index">Of the point among all.</param>
    public delegate void Point(int index, Span<double> point, Span<double> direction);

    /// <summary>One bound for each portion of the losses: a line, or the plane. Cost: 13 values of each.</summary>
    /// <param name="values">What was sampled.</param>
    /// <param name="size">Points of a portion.</param>
    public double?[] Bounds(IObjective objective, SlicedValues values, int size, Point point)
    {
        var bounds = new double?[values.Losses.Length / size];
        var probed = new List<(int Portion, int Lowest, int Highest)>();
        for (var k = 0; k < bounds.Length; k++)
        {
            if (Extremes(values.Losses.AsSpan(k * size, size)) is { } extremes)
            {
                probed.Add((k, (k * size) + extremes.Lowest, (k * size) + extremes.Highest));
            }
        }
        var rounding = new LossRounding(objective).Measure(
            [.. probed.Select(p => Magnitude(objective, values, p.Lowest, p.Highest, point))],
            (i, bottom, direction) => point(probed[i].Lowest, bottom, direction),
            new PointBlocks(centre.Length, 0, team, null)
        );
        for (var i = 0; i < probed.Count; i++)
        {
            var (portion, lowest, highest) = probed[i];
            bounds[portion] = 2 * intervals * rounding[i] / (values.Losses[highest] - values.Losses[lowest]);
        }
        return bounds;
    }

    /// <summary>Σ |summands| where the losses are lowest and highest, or as far as the terms show it; the larger one.</summary>
    private double Magnitude(IObjective objective, SlicedValues values, int lowest, int highest, Point point)
    {
        if (objective.As<ISummands>() is not { } summands)
        {
            return Math.Max(Known(lowest), Known(highest));
        }
        var (points, losses, magnitudes) = (new double[2 * centre.Length], new double[2], new double[2]);
        var direction = new double[centre.Length];
        point(lowest, points.AsSpan(0, centre.Length), direction);
        point(highest, points.AsSpan(centre.Length), direction);
        summands.ValuesAndMagnitudes(points, losses, magnitudes, team);
        return Vectors.MaximumNorm(magnitudes);

        double Known(int index) =>
            Math.Max(Math.Abs(values.Losses[index]), values.Terms.Sum(term => Math.Abs(term.Values[index])));
    }

    private static (int Lowest, int Highest)? Extremes(ReadOnlySpan<double> losses)
    {
        var (lowest, highest) = (0, 0);
        for (var i = 0; i < losses.Length; i++)
        {
            if (!double.IsFinite(losses[i]))
            {
                return null;
            }
            lowest = losses[i] < losses[lowest] ? i : lowest;
            highest = losses[i] > losses[highest] ? i : highest;
        }
        return losses[highest] > losses[lowest] ? (lowest, highest) : null;
    }
}
