using Thalweg.Benchmarks.Cases;
using Thalweg.Benchmarks.Measuring;
using Thalweg.Benchmarks.Peers;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Benchmarks.Sections;

/// <summary>The same bits, and at what price, with instruction sets switched off.</summary>
internal sealed class BitSection : ISection
{
    private const double SlowDownGoal = 2.5;

    public string Name => "bits";

    public string Title => "The same bits on other instruction sets";

    public IEnumerable<string> Measure(Session session)
    {
        using var plain = new Twin("all instruction sets");
        using var narrow = new Twin("AVX-512 off", new KeyValuePair<string, string>("DOTNET_EnableAVX512", "0"));
        using var bare = new Twin("AVX2 and FMA off", new KeyValuePair<string, string>("DOTNET_EnableAVX2", "0"));
        if (narrow.HasAvx512 || bare.HasAvx2)
        {
            throw new InvalidOperationException("an instruction set stayed on although it was switched off");
        }
        using var two = new WorkerTeam(2);
        var table = new Table(
            "results",
            "all instruction sets, 1 thread",
            "2 threads",
            "AVX-512 off",
            "AVX2 and FMA off",
            "time with AVX-512 off"
        );
        var equal = true;
        var slowest = 0.0;
        foreach (var (name, make) in BitCases.All)
        {
            string[] digests = [plain.Digest(name), Digest.Of(make(), two), narrow.Digest(name), bare.Digest(name)];
            equal &= digests.Distinct().Count() == 1;
            var slowDown = "no AVX-512 here";
            if (plain.HasAvx512)
            {
                var contestants = new[] { plain.Contestant(name), narrow.Contestant(name) };
                var race = Race.Run(session.Rounds, contestants);
                var ratio = race[contestants[1]].Over(race[contestants[0]]);
                slowest = Math.Max(slowest, ratio.Median);
                slowDown = Quantity.Times(ratio);
            }
            table.Add([name, .. digests, slowDown]);
        }
        session.Add(
            new Target(
                "same bits with AVX-512 off, with AVX2 and FMA off, on 2 threads",
                "equal",
                equal ? "equal" : "different",
                equal
            )
        );
        session.Add(
            plain.HasAvx512
                ? new Target(
                    "AVX-512 off: time of loss + gradient",
                    $"≤ {SlowDownGoal}×",
                    Quantity.Times(slowest),
                    slowest <= SlowDownGoal
                )
                : Target.NotMeasured(
                    "AVX-512 off: time of loss + gradient",
                    $"≤ {SlowDownGoal}×",
                    "this processor has no AVX-512; 256-bit code is what runs here anyway"
                )
        );
        yield return "First digits of a SHA-256 over the bits of losses and gradients.\n\n" + table;
    }
}
