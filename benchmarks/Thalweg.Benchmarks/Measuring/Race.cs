namespace Thalweg.Benchmarks.Measuring;

/// <summary>Contestants timed in turn, round after round, so that all of them see the same machine.</summary>
internal sealed class Race
{
    private const double SampleSeconds = 0.03;

    // The thread pools of a peer go on spinning for a while after their work.
    private const int SettleMilliseconds = 100;

    // Shorter than a time slice: on a shared machine most samples of a kernel keep their caches.
    private const double KernelSampleSeconds = 0.003;
    private const int KernelRoundFactor = 5;

    private readonly Dictionary<Contestant, Samples> samples;

    private Race(Dictionary<Contestant, Samples> samples) => this.samples = samples;

    /// <summary>In the order in which they ran.</summary>
    public IEnumerable<Contestant> Contestants => samples.Keys;

    /// <summary>Seconds per evaluation, one sample per round.</summary>
    public Samples this[Contestant contestant] => samples[contestant];

    /// <summary>Warms every contestant up, then runs the rounds.</summary>
    public static Race Run(int rounds, params IReadOnlyList<Contestant> contestants) =>
        Run(rounds, SampleSeconds, SettleMilliseconds, contestants);

    /// <summary>Runs five times as many rounds of samples a tenth as long.</summary>
    public static Race RunKernels(int rounds, params IReadOnlyList<Contestant> contestants) =>
        Run(KernelRoundFactor * rounds, KernelSampleSeconds, 0, contestants);

    /// <summary>The contestant with the least median.</summary>
    public Contestant Fastest(IEnumerable<Contestant> contestants) => contestants.MinBy(c => this[c].Median)!;

    /// <summary>GFLOP/s of one core in this race.</summary>
    public Samples PeakRate(Contestant peak, bool single = false) => this[peak].Into(FmaPeak.Flops(single) / 1e9);

    private static Race Run(int rounds, double sampleSeconds, int settle, IReadOnlyList<Contestant> contestants)
    {
        foreach (var contestant in contestants)
        {
            contestant.WarmUp();
        }
        var seconds = contestants.ToDictionary(c => c, _ => new List<double>());
        for (var round = 0; round < rounds; round++)
        {
            foreach (var contestant in contestants)
            {
                Thread.Sleep(settle);
                seconds[contestant].Add(contestant.SecondsPerEvaluation(sampleSeconds));
            }
        }
        return new Race(seconds.ToDictionary(pair => pair.Key, pair => new Samples(pair.Value)));
    }
}
