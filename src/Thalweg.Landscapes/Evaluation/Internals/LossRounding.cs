using Thalweg.Numerics.Objectives;

namespace Thalweg.Landscapes.Evaluation;

/// <summary>How far rounding can move a loss: 4 ε Σ |summands|, or the scatter that <see cref="RoundingProbe"/> measures, whichever is
/// larger.</summary>
internal sealed class LossRounding
{
    private readonly IObjective objective;
    private readonly double[] bottom;
    private readonly double[] direction;
    private readonly double[] probe;

    // Of the numbers that the losses are computed with, as far as that is known or has been found out.
    private double? computedWith;

    public LossRounding(IObjective objective)
    {
        this.objective = objective;
        bottom = new double[objective.ParameterCount];
        direction = new double[objective.ParameterCount];
        probe = new double[RoundingProbe.Points * objective.ParameterCount];
        computedWith = objective.As<ISummands>()?.Epsilon;
        Epsilon = computedWith ?? RoundingProbe.DoubleEpsilon;
        FirstEvaluations = computedWith is null ? 2 * RoundingProbe.Points : 0;
    }

    /// <summary>Writes the point of a probe, θ and d.</summary>
    public delegate void Place(int index, Span<double> bottom, Span<double> direction);

    /// <summary>What the objective says that it computes with, else 2⁻⁵²: of another program that is a guess, and the scatter corrects it.</summary>
    public double Epsilon { get; }

    /// <summary>Values that the first call may take beside the 11 of each probe.</summary>
    public int FirstEvaluations { get; }

    /// <summary>Values taken.</summary>
    public long Evaluations { get; private set; }

    /// <summary>The rounding of losses near some points. Cost: 11 values of each.</summary>
    /// <param name="magnitudes">The largest Σ |summands| that belongs to each point.</param>
    public double[] Measure(IReadOnlyList<double> magnitudes, Place place, PointBlocks blocks)
    {
        double[] rounding = [.. magnitudes.Select(magnitude => 4 * Epsilon * magnitude)];
        if (rounding.Length == 0)
        {
            return rounding;
        }
        computedWith ??= FindOut(rounding[0], place, blocks);
        var losses = Probe(rounding.Length, place, blocks, computedWith.Value);
        for (var i = 0; i < rounding.Length; i++)
        {
            rounding[i] = Math.Max(rounding[i], RoundingProbe.Scatter(Part(losses, i)));
        }
        return rounding;
    }

    /// <summary>What an objective that does not tell computes with: numbers of single precision hardly change between points that are
    /// neighbours in double, and scatter between neighbours of their own.</summary>
    private double FindOut(double expected, Place place, PointBlocks blocks)
    {
        var fine = Part(Probe(1, place, blocks, RoundingProbe.DoubleEpsilon), 0);
        var equal = 0;
        for (var i = 1; i < fine.Length; i++)
        {
            equal += fine[i] == fine[i - 1] ? 1 : 0;
        }
        if (2 * equal < fine.Length)
        {
            return RoundingProbe.DoubleEpsilon;
        }
        var coarse = RoundingProbe.Scatter(Part(Probe(1, place, blocks, RoundingProbe.SingleEpsilon), 0));
        return coarse > 64 * Math.Max(RoundingProbe.Scatter(fine), expected)
            ? RoundingProbe.SingleEpsilon
            : RoundingProbe.DoubleEpsilon;
    }

    private static ReadOnlySpan<double> Part(double[] losses, int probe) =>
        losses.AsSpan(probe * RoundingProbe.Points, RoundingProbe.Points);

    private double[] Probe(int count, Place place, PointBlocks blocks, double spacing)
    {
        var points = checked(count * RoundingProbe.Points);
        var columns = new Columns(objective, points, blocks.Rows, terms: false, metrics: false);
        blocks.Begin(columns);
        for (var k = 0; k < count; k++)
        {
            place(k, bottom, direction);
            RoundingProbe.Place(bottom, direction, spacing, probe);
            for (var i = 0; i < RoundingProbe.Points; i++)
            {
                probe.AsSpan(i * bottom.Length, bottom.Length).CopyTo(blocks.Next());
            }
        }
        blocks.Flush();
        Evaluations += points;
        return columns.Losses;
    }
}
