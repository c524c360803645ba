using Thalweg.Benchmarks.Peers;

namespace Thalweg.Benchmarks.Measuring;

/// <summary>One run of the program: how often to repeat, the peers, and the targets that have been measured.</summary>
internal sealed class Session : IDisposable
{
    private readonly List<Target> targets = [];
    private IReadOnlyList<TorchPeer>? peers;

    public Session(int rounds)
    {
        Rounds = rounds;
        Neighbours = Observe();
    }

    /// <summary>Repetitions of every race.</summary>
    public int Rounds { get; }

    /// <summary>What others did since the session began.</summary>
    public Neighbours Neighbours { get; }

    public IReadOnlyList<Target> Targets => targets;

    /// <summary>Why there are no peers, or null.</summary>
    public string? PeerFault { get; private set; }

    /// <summary>PyTorch on one and on two threads; empty where it does not run.</summary>
    public IReadOnlyList<TorchPeer> Peers => peers ??= StartPeers();

    /// <summary>The peers that have been asked for so far.</summary>
    public IReadOnlyList<TorchPeer> StartedPeers => peers ?? [];

    /// <summary>What others do from now on.</summary>
    public Neighbours Observe() => new(() => StartedPeers.Select(p => p.ProcessId));

    public void Add(Target target) => targets.Add(target);

    public void Dispose()
    {
        foreach (var peer in peers ?? [])
        {
            peer.Dispose();
        }
    }

    private IReadOnlyList<TorchPeer> StartPeers()
    {
        var started = new List<TorchPeer>();
        try
        {
            foreach (var threads in (int[])[1, 2])
            {
                started.Add(TorchPeer.Start(threads));
            }
        }
        catch (InvalidOperationException fault)
        {
            Console.Error.WriteLine($"without peers: {fault.Message}");
            PeerFault = fault.Message;
        }
        return started;
    }
}
