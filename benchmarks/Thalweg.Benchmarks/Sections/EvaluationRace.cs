using Thalweg.Benchmarks.Cases;
using Thalweg.Benchmarks.Measuring;
using Thalweg.Benchmarks.Peers;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;

namespace Thalweg.Benchmarks.Sections;

/// <summary>Loss and gradient of one workload in one precision: ours on one and two threads, every variant of the peers.</summary>
internal sealed class EvaluationRace
{
    /// <summary>The derivatives by nested automatic differentiation, as users of PyTorch write it.</summary>
    public static readonly IReadOnlyList<string> Autograd = ["autograd, eager", "autograd, TorchScript"];

    /// <summary>Our collapsed streams, written by hand with tensor operations.</summary>
    public static readonly IReadOnlyList<string> Streams = ["streams, eager", "streams, TorchScript"];

    private readonly Workload workload;
    private readonly bool single;
    private readonly Contestant peak;
    private readonly List<(string Variant, Contestant Contestant)> peers = [];
    private readonly string processorTimes;

    private EvaluationRace(Session session, Workload workload, WorkerTeam two)
    {
        this.workload = workload;
        single = workload.Objective.Arithmetic.Precision == Precision.Single;
        peak = Contestant.Peak(single);
        OneThread = workload.LossAndGradient("Thalweg, 1 thread", WorkerTeam.Sequential);
        TwoThreads = workload.LossAndGradient("Thalweg, 2 threads", two);
        foreach (var peer in session.Peers)
        {
            peer.Load(workload, single, gradient: true);
            foreach (var variant in (string[])[.. Autograd, .. Streams])
            {
                Agreement.RequireGradient(workload, peer, variant, single);
                peers.Add((variant, peer.Contestant(variant)));
            }
        }
        var own = workload.LossAndGradientOnThread();
        var flops = workload.Flops(withGradient: true);
        Share = PeakShare.Measure(session.Rounds, single, [(own, flops)])[0];
        processorTimes = session.Peers.Count == 0 ? "" : InProcessorTime(session, own);
        Times = Race.Run(session.Rounds, [peak, OneThread, TwoThreads, .. peers.Select(p => p.Contestant)]);
    }

    public Contestant OneThread { get; }

    public Contestant TwoThreads { get; }

    public Race Times { get; }

    /// <summary>Of one core's peak, on the operations of the fewest streams, in processor time of one thread.</summary>
    public PeakShare Share { get; }

    public static EvaluationRace Run(Session session, Workload workload)
    {
        using var two = new WorkerTeam(2);
        return new EvaluationRace(session, workload, two);
    }

    /// <summary>Bytes per evaluation on one and on two threads.</summary>
    public static Allocation Allocated(Workload workload)
    {
        using var two = new WorkerTeam(2);
        var (alone, both) = (workload.LossAndGradient("", WorkerTeam.Sequential), workload.LossAndGradient("", two));
        alone.WarmUp();
        both.WarmUp();
        return Allocation.PerEvaluation(alone, both);
    }

    /// <summary>Speed on two threads over the fastest of the named variants; null without peers.</summary>
    public string? Over(IReadOnlyList<string> variants, double goal, out bool met)
    {
        met = false;
        if (peers.Count == 0)
        {
            return null;
        }
        var rival = Times.Fastest(peers.Where(p => variants.Contains(p.Variant)).Select(p => p.Contestant));
        var ratio = Times[rival].Over(Times[TwoThreads]);
        met = ratio.Median >= goal;
        var roof = Times[rival]
            .Over(Times[peak])
            .Times(2.0 * FmaPeak.Flops(single) / workload.Flops(withGradient: true));
        return $"{Quantity.Times(ratio)}, over {rival.Name}; two cores at their peak would be {Quantity.Times(roof.Median)}";
    }

    public string Describe()
    {
        var precision = single ? "f32" : "f64";
        var table = new Table($"{precision}, loss + gradient", "time", "Thalweg on 2 threads is faster by");
        foreach (var contestant in (Contestant[])[OneThread, TwoThreads, .. peers.Select(p => p.Contestant)])
        {
            table.Add(
                contestant.Name,
                Quantity.Seconds(Times[contestant]),
                contestant == TwoThreads ? "" : Quantity.Times(Times[contestant].Over(Times[TwoThreads]))
            );
        }
        var streams = workload.Objective.Plans[0].Plan.Streams.Count;
        return $"## {workload.Name}, {precision}\n\n{workload.Flops(true) / 1e6:F0} MFLOP in the matrix products on {workload.MinimalStreams} streams, "
            + $"the fewest; the engine carries {streams}. Peak of one core {Times.PeakRate(peak, single).Median:F1} GFLOP/s; share of it "
            + $"on one thread: {Share}.\n\n{table}{processorTimes}";
    }

    // One thread against one thread: what other processes do to the wall times above hardly touches these.
    private static string InProcessorTime(Session session, Contestant own)
    {
        var alone = session.Peers.Single(p => p.Threads == 1);
        Contestant[] rivals = [.. Autograd.Concat(Streams).Select(alone.InProcessorTime)];
        var race = Race.Run(session.Rounds, [own, .. rivals]);
        var table = new Table("processor time, 1 thread", "time", "Thalweg on 1 thread is faster by");
        table.Add("Thalweg, 1 thread", Quantity.Seconds(race[own]), "");
        foreach (var rival in rivals)
        {
            table.Add(rival.Name, Quantity.Seconds(race[rival]), Quantity.Times(race[rival].Over(race[own])));
        }
        return $"\n{table}";
    }
}
