using Thalweg.Benchmarks.Cases;
using Thalweg.Benchmarks.Measuring;
using Thalweg.Benchmarks.Peers;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Benchmarks.Sections;

/// <summary>A product with the Hessian against automatic differentiation's: a backward pass through a backward pass.</summary>
internal sealed class DoubleBackwardSection : ISection
{
    private const string Kept = ", graph kept";
    private const double Goal = 8.0;

    public string Name => "double-backward";

    public string Title => "Products with the Hessian against double backward passes of PyTorch";

    public IEnumerable<string> Measure(Session session)
    {
        if (session.Peers.Count == 0)
        {
            session.Add(Target.NotMeasured("Hv over double backward", "≥ 8×", session.PeerFault ?? "no peers"));
            yield break;
        }
        yield return "One vector. *Graph kept*: the graph of the gradient is made once and stays in memory, so that only the second pass is timed; everything else "
            + "begins with the parameters, as ours does. *Streams* are our own collapsed derivatives, written by hand in tensor operations.";
        foreach (var workload in (Workload[])[Workloads.Burgers(), Workloads.PoissonSquare()])
        {
            yield return Compare(session, workload);
        }
    }

    private static string Compare(Session session, Workload workload)
    {
        using var two = new WorkerTeam(2);
        var vector = Enumerable.Range(0, workload.Objective.ParameterCount).Select(i => Math.Cos(0.7 * i)).ToArray();
        var hessian = workload.Objective.LinearizeAt(workload.Parameters, two);
        var product = new double[vector.Length];
        var alone = Ours("Thalweg, 1 thread", WorkerTeam.Sequential);
        var both = Ours("Thalweg, 2 threads", two);
        hessian.Apply(vector, product, two);
        var peers = new List<(string Variant, Contestant Contestant)>();
        foreach (var peer in session.Peers)
        {
            peer.Load(workload, single: false, gradient: true, vector: vector);
            foreach (var name in EvaluationRace.Autograd.Concat(EvaluationRace.Streams))
            {
                foreach (var variant in (string[])[name, name + Kept])
                {
                    Agreement.RequireProduct(workload, peer, variant, product, single: false);
                    peers.Add((variant, peer.Contestant(variant)));
                }
            }
        }
        var race = Race.Run(session.Rounds, [alone, both, .. peers.Select(p => p.Contestant)]);
        AddTarget(kept: false);
        AddTarget(kept: true);
        var table = new Table("one product", "time", "Thalweg on 2 threads is faster by");
        foreach (var contestant in race.Contestants)
        {
            table.Add(
                contestant.Name,
                Quantity.Seconds(race[contestant]),
                contestant == both ? "" : Quantity.Times(race[contestant].Over(race[both]))
            );
        }
        return $"## {workload.Name}, f64\n\n{table}";

        Contestant Ours(string name, WorkerTeam team) =>
            Contestant.Of(name, () => hessian.Apply(vector, product, team));

        void AddTarget(bool kept)
        {
            var rivals = peers.Where(p =>
                EvaluationRace.Autograd.Contains(
                    kept ? p.Variant.Replace(Kept, "", StringComparison.Ordinal) : p.Variant
                )
                && p.Variant.EndsWith(Kept, StringComparison.Ordinal) == kept
            );
            var rival = race.Fastest(rivals.Select(p => p.Contestant));
            var ratio = race[rival].Over(race[both]);
            session.Add(
                new Target(
                    $"Hv over double backward{(kept ? ", its graph kept" : "")}: {workload.Name}, f64",
                    "≥ 8×",
                    $"{Quantity.Times(ratio)}, over {rival.Name}",
                    ratio.Median >= Goal
                )
            );
        }
    }
}
