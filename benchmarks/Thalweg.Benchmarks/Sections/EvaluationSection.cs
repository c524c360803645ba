using Thalweg.Benchmarks.Cases;
using Thalweg.Benchmarks.Measuring;
using Thalweg.Numerics.Simd;

namespace Thalweg.Benchmarks.Sections;

/// <summary>Loss and gradient of the two standard problems: share of the peak, threads, precision, allocation, PyTorch.</summary>
internal sealed class EvaluationSection : ISection
{
    private const double ShareGoal = 0.6;
    private const double ThreadGoal = 1.85;
    private const double SingleGoal = 1.7;
    private const double BurgersGoal = 20.0;
    private const double PoissonGoal = 15.0;

    public string Name => "evaluations";

    public string Title => "Whole evaluations: loss and gradient";

    public IEnumerable<string> Measure(Session session)
    {
        foreach (
            var text in Case(
                session,
                Workloads.Burgers,
                BurgersGoal,
                "PyTorch's autograd, eager or TorchScript",
                EvaluationRace.Autograd
            )
        )
        {
            yield return text;
        }
        foreach (
            var text in Case(
                session,
                Workloads.PoissonSquare,
                PoissonGoal,
                "PyTorch, any variant",
                [.. EvaluationRace.Autograd, .. EvaluationRace.Streams]
            )
        )
        {
            yield return text;
        }
    }

    private static IEnumerable<string> Case(
        Session session,
        Func<Precision, Workload> make,
        double ratioGoal,
        string rivals,
        IReadOnlyList<string> variants
    )
    {
        var workload = make(Precision.Double);
        var race = EvaluationRace.Run(session, workload);
        yield return race.Describe();

        var what = $"{workload.Name}: loss + gradient, f64";
        session.Add(
            new Target(
                $"{what}, 1 thread, share of peak on the fewest streams",
                $"≥ {ShareGoal:P0}",
                race.Share.ToString(),
                race.Share.Median >= ShareGoal
            )
        );
        var ratio = race.Over(variants, ratioGoal, out var met);
        session.Add(
            ratio is null
                ? Target.NotMeasured($"{what}, 2 threads, over {rivals}", $"≥ {ratioGoal}×", session.PeerFault!)
                : new Target($"{what}, 2 threads, over {rivals}", $"≥ {ratioGoal}×", ratio, met)
        );
        var speedUp = race.Times[race.OneThread].Over(race.Times[race.TwoThreads]);
        session.Add(
            new Target(
                $"{what}, two threads over one",
                $"≥ {ThreadGoal}×",
                Quantity.Times(speedUp),
                speedUp.Median >= ThreadGoal
            )
        );
        foreach (var precision in (Precision[])[Precision.Double, Precision.Single])
        {
            AddAllocation(session, make(precision), precision);
        }

        AddPrecision(session, workload, make(Precision.Single));
        yield return EvaluationRace.Run(session, make(Precision.Single)).Describe();
    }

    private static void AddAllocation(Session session, Workload workload, Precision precision)
    {
        var bytes = EvaluationRace.Allocated(workload);
        session.Add(
            new Target(
                $"{workload.Name}: allocation per loss + gradient after warm-up, {(precision == Precision.Single ? "f32" : "f64")}",
                "0 bytes",
                $"{bytes.OneThread:G3} bytes on 1 thread, {bytes.TwoThreads:G3} on 2",
                bytes is { OneThread: 0, TwoThreads: 0 }
            )
        );
    }

    private static void AddPrecision(Session session, Workload wide, Workload narrow)
    {
        var (first, second) = (wide.LossAndGradientOnThread(), narrow.LossAndGradientOnThread());
        var race = Race.Run(session.Rounds, [first, second]);
        var ratio = race[first].Over(race[second]);
        session.Add(
            new Target(
                $"{wide.Name}: loss + gradient, 1 thread, f32 over f64 throughput",
                $"≥ {SingleGoal}×",
                Quantity.Times(ratio),
                ratio.Median >= SingleGoal
            )
        );
    }
}
