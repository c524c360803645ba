namespace Thalweg.Benchmarks.Measuring;

/// <summary>The share of one core's multiply-add peak that work on one thread reaches, in processor time.</summary>
/// <remarks>
/// Each sample is taken between two looks at <see cref="SharedCore"/>. Those for which the core was its own both times decide;
/// the others depend on what a stranger did. Where too few are left, all count, and the text says so.
/// </remarks>
internal sealed class PeakShare
{
    private const double OwnCoreLeast = 0.93;
    private const double LeastOwnFraction = 0.5;

    // Rounds are added until every contestant has its samples on a core of its own, up to this many times the number asked for.
    private const int Patience = 6;

    // Shorter than a time slice: on a shared machine most samples of a kernel keep their caches.
    private const double SampleSeconds = 0.003;

    private readonly Samples all;
    private readonly Samples? own;

    private PeakShare(List<(double Share, bool IsOwn)> samples, int wanted)
    {
        all = new Samples(samples.Select(s => s.Share));
        var alone = samples.Where(s => s.IsOwn).Select(s => s.Share).ToArray();
        own = alone.Length >= LeastOwnFraction * wanted ? new Samples(alone) : null;
    }

    /// <summary>On a core of its own where that could be had.</summary>
    public Samples Share => own ?? all;

    public double Median => Share.Median;

    /// <summary>Warms up, then measures every contestant at least the given number of times.</summary>
    /// <param name="works">What runs on the calling thread, with the floating-point operations of one evaluation.</param>
    public static IReadOnlyList<PeakShare> Measure(
        int rounds,
        bool single,
        IReadOnlyList<(Contestant Contestant, double Flops)> works
    )
    {
        var peak = Contestant.Peak(single);
        foreach (var contestant in (Contestant[])[peak, SharedCore.Contestant, .. works.Select(w => w.Contestant)])
        {
            contestant.WarmUp();
        }
        var samples = works.Select(_ => new List<(double Share, bool IsOwn)>()).ToArray();
        for (var round = 0; round < Patience * rounds; round++)
        {
            var complete = true;
            foreach (var ((contestant, flops), list) in works.Zip(samples))
            {
                if (list.Count(s => s.IsOwn) >= rounds)
                {
                    continue;
                }
                complete = false;
                var before = SharedCore.Share();
                var fullSpeed = FmaPeak.Flops(single) / peak.SecondsPerEvaluation(SampleSeconds);
                var speed = flops / contestant.SecondsPerEvaluation(SampleSeconds);
                var after = SharedCore.Share();
                list.Add((speed / fullSpeed, Math.Min(before, after) >= OwnCoreLeast));
            }
            if (complete)
            {
                break;
            }
        }
        return [.. samples.Select(list => new PeakShare(list, rounds))];
    }

    public override string ToString() =>
        own is null ? $"{Quantity.Percent(all)}, the core being shared" : $"{Quantity.Percent(own)}";
}
