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
    private readonly bool tellsSummands;

    // Of the numbers that the losses are computed with, as far as that is known or has been found out.
    private double? computedWith;

    public LossRounding(IObjective objective)
    {
        this.objective = objective;
        bottom = new double[objective.ParameterCount];
        direction = new double[objective.ParameterCount];
        probe = new double[RoundingProbe.Points * objective.ParameterCount];
        computedWith = objective.As<ISummands>()?.Epsilon;
        tellsSummands = TellsSummands(objective);
        FirstEvaluations = computedWith is null ? 2 * RoundingProbe.Points : 0;
    }

    /// <summary>Writes the point of a probe, θ and d.</summary>
    public delegate void Place(int index, Span<double> bottom, Span<double> direction);

    /// <summary>Values that the first call may take beside the 11 of each probe.</summary>
    public int FirstEvaluations { get; }

    /// <summary>Values taken.</summary>
    public long Evaluations { get; private set; }

    /// <summary>Values that the probes of as many slices through one θ take. A loss that does not tell what it sums may scatter
    /// differently from slice to slice, and each is measured.</summary>
    public static long Cost(IObjective objective, long slices) =>
        RoundingProbe.Points * (TellsSummands(objective) ? Math.Min(slices, ScatterPool.Slices) : slices);

    private static bool TellsSummands(IObjective objective) => objective.As<ISummands>() is not null;

    /// <summary>The rounding of losses near some points. Cost: 11 values of each that is measured.</summary>
    /// <param name="magnitudes">The largest Σ |summands| that belongs to each point.</param>
    /// <param name="pool">Of slices through one θ, of which not all need be measured; null measures all.</param>
    public double[] Measure(IReadOnlyList<double> magnitudes, Place place, PointBlocks blocks, ScatterPool? pool = null)
    {
        if (magnitudes.Count == 0)
        {
            return [];
        }
        computedWith ??= FindOut(magnitudes[0], place, blocks);
        double[] rounding = [.. magnitudes.Select(magnitude => 4 * computedWith.Value * magnitude)];
        var shared = tellsSummands ? pool : null;
        var measured = Math.Min(shared?.Left ?? rounding.Length, rounding.Length);
        var losses = Probe(measured, place, blocks, computedWith.Value);
        for (var i = 0; i < rounding.Length; i++)
        {
            var scatter = i < measured ? RoundingProbe.Scatter(Part(losses, i)) : shared!.At(magnitudes[i]);
            rounding[i] = Math.Max(rounding[i], scatter);
            if (i < measured)
            {
                shared?.Add(scatter, magnitudes[i]);
            }
        }
        return rounding;
    }

    /// <summary>What an objective that does not tell computes with.</summary>
    private double FindOut(double magnitude, Place place, PointBlocks blocks)
    {
        var fine = Part(Probe(1, place, blocks, RoundingProbe.DoubleEpsilon), 0);
        if (!RoundingProbe.AreCoarse(fine))
        {
            return RoundingProbe.DoubleEpsilon;
        }
        var coarse = Part(Probe(1, place, blocks, RoundingProbe.SingleEpsilon), 0);
        var known = Math.Max(RoundingProbe.Scatter(fine), 4 * RoundingProbe.DoubleEpsilon * magnitude);
        // Numbers of single precision decide by themselves: a slice has losses of many sizes.
        return RoundingProbe.SingleRounding(coarse, grain: double.PositiveInfinity, known) > 0
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
