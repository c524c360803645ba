using Thalweg.Benchmarks.Cases;
using Thalweg.Benchmarks.Measuring;
using Thalweg.Benchmarks.Peers;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Benchmarks.Sections;

/// <summary>Losses of the smallest network: one alone, a batch of 10 000, and the published way of computing.</summary>
internal sealed class LossSection : ISection
{
    private const int BatchSize = 10_000;

    // The peers take their batches from the first vectors of ours: what they need per vector does not depend on the number.
    private const int PeerBatchSize = 1024;

    private const string PointLoop = "loop over points";

    private static readonly string[] Vectorised =
    [
        "autograd, eager",
        "autograd, TorchScript",
        "streams, eager",
        "streams, TorchScript",
    ];
    private static readonly string[] Batched = ["batch of 1", "batch of 32", "batch of 256", "batch of 1024"];

    public string Name => "losses";

    public string Title => "Whole evaluations: losses of the network of 53 parameters";

    public IEnumerable<string> Measure(Session session)
    {
        var alone = Workloads.ResidualLine(1);
        var batch = Workloads.ResidualLine(BatchSize);
        using var two = new WorkerTeam(2);
        var peak = Contestant.Peak();
        Contestant[] single =
        [
            alone.Losses("Thalweg, one loss, 1 thread", WorkerTeam.Sequential),
            alone.Losses("Thalweg, one loss, 2 threads", two),
        ];
        Contestant[] many =
        [
            PerVector(batch.Losses("Thalweg, batch of 10 000, 1 thread", WorkerTeam.Sequential), BatchSize),
            PerVector(batch.Losses("Thalweg, batch of 10 000, 2 threads", two), BatchSize),
        ];

        var vectorised = Load(session, alone, vectors: 0, [.. Vectorised, PointLoop]);
        var first = Race.Run(session.Rounds, [peak, .. single, .. many, .. vectorised]);
        yield return Page("f64, losses one after the other", first, peak, batch, [.. single, .. many, .. vectorised]);

        if (session.Peers.FirstOrDefault(p => p.Threads == 1) is { } peer)
        {
            yield return InProcessorTime(session, peer, alone, batch);
        }

        // A peer holds one case at a time, so the batched variants race apart.
        var batched = Load(session, batch, PeerBatchSize, Batched).Select(c => PerVector(c, PeerBatchSize)).ToArray();
        var second = Race.Run(session.Rounds, [peak, .. many, .. batched]);
        yield return Page("f64, losses in batches", second, peak, batch, [.. many, .. batched]);

        AddTargets(session, first, single, many, vectorised);
        if (batched.Length > 0)
        {
            var rival = second.Fastest(batched);
            session.Add(
                new Target(
                    $"{batch.Name}: a loss in a batch of {BatchSize:N0}, over PyTorch batched over parameter vectors too",
                    "for information",
                    $"{Quantity.Times(second[rival].Over(second[many[1]]))}, over {rival.Name}",
                    null
                )
            );
        }
    }

    // One thread against one thread: what other processes do to the wall times above hardly touches these.
    private static string InProcessorTime(Session session, TorchPeer peer, Workload alone, Workload batch)
    {
        Contestant[] contestants =
        [
            Contestant.OnThread("Thalweg, one loss", () => alone.Evaluate(WorkerTeam.Sequential)),
            PerVector(
                Contestant.OnThread("Thalweg, batch of 10 000", () => batch.Evaluate(WorkerTeam.Sequential)),
                BatchSize
            ),
            .. Vectorised.Append(PointLoop).Select(peer.InProcessorTime),
        ];
        var race = Race.Run(session.Rounds, contestants);
        var table = new Table("processor time, 1 thread", "time per loss", "over Thalweg, batch of 10 000");
        foreach (var contestant in contestants)
        {
            table.Add(
                contestant.Name,
                Quantity.Seconds(race[contestant]),
                Quantity.Times(race[contestant].Over(race[contestants[1]]))
            );
        }
        return $"{table}";
    }

    private static void AddTargets(
        Session session,
        Race race,
        Contestant[] single,
        Contestant[] many,
        Contestant[] peers
    )
    {
        var points = peers.Where(p => p.Name.Contains(PointLoop, StringComparison.Ordinal)).ToArray();
        var vectorised = peers.Except(points).ToArray();
        var best = race.Fastest(single);
        Add("a loss in a batch of 10 000, over vectorised PyTorch", 100.0, many[1], vectorised);
        Add("one loss alone, over vectorised PyTorch", 50.0, best, vectorised);
        Add("a loss in a batch of 10 000, over the published loop over points", 20_000.0, many[1], points);

        void Add(string what, double goal, Contestant ours, Contestant[] rivals)
        {
            var measure = $"Losses, 1-D residual width 4, 401 points: {what}";
            if (rivals.Length == 0)
            {
                session.Add(Target.NotMeasured(measure, $"≥ {goal:N0}×", session.PeerFault!));
                return;
            }
            var rival = race.Fastest(rivals);
            var ratio = race[rival].Over(race[ours]);
            session.Add(
                new Target(
                    measure,
                    $"≥ {goal:N0}×",
                    $"{Quantity.Times(ratio)}, over {rival.Name} ({Quantity.Seconds(race[rival].Median)})",
                    ratio.Median >= goal
                )
            );
        }
    }

    private static string Page(
        string title,
        Race race,
        Contestant peak,
        Workload batch,
        IReadOnlyList<Contestant> contestants
    )
    {
        var table = new Table(title, "time per loss");
        foreach (var contestant in contestants)
        {
            table.Add(contestant.Name, Quantity.Seconds(race[contestant]));
        }
        var flops = batch.Flops(withGradient: false) / BatchSize;
        return $"## {batch.Name}: {title}\n\n{flops / 1e3:F0} kFLOP in the matrix products of one loss; peak of one core "
            + $"{race.PeakRate(peak).Median:F1} GFLOP/s.\n\n{table}";
    }

    private static Contestant[] Load(Session session, Workload workload, int vectors, string[] variants)
    {
        var contestants = new List<Contestant>();
        foreach (var peer in session.Peers)
        {
            peer.Load(workload, single: false, gradient: false, vectors);
            foreach (var variant in variants)
            {
                Agreement.RequireLosses(workload, peer, variant, single: false);
                contestants.Add(peer.Contestant(variant));
            }
        }
        return [.. contestants];
    }

    private static Contestant PerVector(Contestant contestant, int vectors) =>
        contestant with
        {
            SecondsPerEvaluation = seconds => contestant.SecondsPerEvaluation(seconds) / vectors,
        };
}
