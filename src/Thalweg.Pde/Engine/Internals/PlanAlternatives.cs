using Thalweg.Networks;
using Thalweg.Networks.Jets;

namespace Thalweg.Pde.Engine;

/// <summary>The ways that were compared for the derivatives of a term.</summary>
internal static class PlanAlternatives
{
    /// <summary>The distinct ways, dearest first.</summary>
    public static IReadOnlyList<PlanAlternative> Of(Network network, JetPlan asWritten, JetPlan folded)
    {
        var ways = new List<PlanAlternative>();
        if (asWritten.Streams.Operators.Length > 0)
        {
            Add(
                asWritten.Streams.Order > 2 ? "derivatives one by one" : "second derivatives",
                new JetPlan(JetSweep.Forward, Separate(asWritten.Streams))
            );
        }
        Add("as written", asWritten with { Sweep = JetSweep.Forward });
        foreach (var plan in new[] { asWritten, folded })
        {
            Add(plan.Sweep == JetSweep.Forward ? "folded" : "reverse over x", plan);
        }
        return [.. ways.OrderByDescending(w => w.GradientFlops)];

        void Add(string name, JetPlan plan)
        {
            var way = new PlanAlternative(
                name,
                plan.Streams,
                plan.Flops(network, withGradient: false),
                plan.Flops(network, withGradient: true)
            );
            if (!ways.Exists(w => w.Streams.Equals(way.Streams) && w.GradientFlops == way.GradientFlops))
            {
                ways.Add(way);
            }
        }
    }

    // What a code without operators would carry: every derivative that appears, by itself.
    private static StreamSet Separate(StreamSet streams)
    {
        var d = streams.Dimension;
        var terms = streams.Operators.ToArray().SelectMany(o => o.Terms).ToList();
        return new StreamSet(
            d,
            streams.Firsts.ToArray().Concat(terms.Where(t => t.Order == 1).Select(t => t.Axes[0])),
            terms
                .Where(t => t.Order > 1)
                .Select(t => StreamOperator.Derivative(t.Axes, d))
                .Distinct()
                .OrderBy(o => o.Order)
                .ThenBy(o => o.Second.IndexOf(1.0))
        );
    }
}
