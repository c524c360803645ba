using System.Globalization;
using Thalweg.Networks.Jets;
using Thalweg.Pde.Terms;

namespace Thalweg.Cli;

/// <summary>The plan of a term as it is printed: what travels through the network, what it costs, and what else was weighed.</summary>
internal static class PlanText
{
    /// <summary>One line for readers.</summary>
    public static string Line(TermPlan plan)
    {
        var chosen =
            $"{Count(plan.Plan.Streams)} ({plan.Plan.Streams}), {Order(plan)}, "
            + $"{Millions(plan.GradientFlops * plan.Points)} Mflop per loss and gradient";
        var others = plan
            .Alternatives.Where(w => w.GradientFlops > plan.GradientFlops)
            .Select(w => $"{w.Name}: {Count(w.Streams)}, {Millions(w.GradientFlops * plan.Points)} Mflop");
        return string.Join("; ", others.Prepend(chosen));
    }

    /// <summary>The same in full, for programs.</summary>
    public static Outcome Of(TermPlan plan)
    {
        var alternatives = new Outcome();
        foreach (var way in plan.Alternatives)
        {
            alternatives.Add(
                way.Name,
                new Outcome { { "streams", way.Streams.ToString() }, { "flopsPerPoint", way.GradientFlops } }
            );
        }
        return new Outcome
        {
            { "points", plan.Points },
            { "streams", plan.Plan.Streams.Count },
            { "derivatives", plan.Plan.Streams.ToString() },
            { "order", Order(plan) },
            { "passes", plan.Plan.GradientPasses },
            { "flopsOfLoss", plan.LossFlops * plan.Points },
            { "flopsOfLossAndGradient", plan.GradientFlops * plan.Points },
            { "compared", alternatives },
        };
    }

    private static string Order(TermPlan plan) => plan.Plan.Sweep == JetSweep.Forward ? "forward" : "reverse over x";

    private static string Count(StreamSet streams) => streams.Count == 1 ? "1 stream" : $"{streams.Count} streams";

    private static string Millions(double flops) => (flops / 1e6).ToString("G3", CultureInfo.InvariantCulture);
}
