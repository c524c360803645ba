using Thalweg.Benchmarks.Kernels;
using Thalweg.Benchmarks.Measuring;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Benchmarks.Sections;

/// <summary>Kernels in cache as shares of the multiply-add peak that is measured between them.</summary>
internal sealed class KernelSection : ISection
{
    private const int BatchedRuns = 16;
    private const int KernelRoundFactor = 3;
    private const int CoreLooks = 100;
    private const double DenseGoal = 0.6;

    public string Name => "kernels";

    public string Title => "Kernels against the multiply-add peak";

    public IEnumerable<string> Measure(Session session)
    {
        yield return Peaks(session);
        foreach (var single in (bool[])[false, true])
        {
            yield return Products(session, single);
        }
        yield return Dense(session);
        yield return Functions(session);
    }

    private static string Peaks(Session session)
    {
        var race = Race.RunKernels(
            session.Rounds,
            CoreClock.Contestant,
            Contestant.Peak(),
            Contestant.Peak(single: true)
        );
        var table = new Table("register loop, one core", "GFLOP/s", "multiply-adds per cycle");
        foreach (var (peak, single) in race.Contestants.Skip(1).Zip((bool[])[false, true]))
        {
            var rate = race.PeakRate(peak, single);
            var perCycle = race[CoreClock.Contestant]
                .Over(race[peak])
                .Times(FmaPeak.Instructions(single) / CoreClock.Cycles);
            table.Add(
                peak.Name,
                $"{rate.Median:F1} ({rate.LowerQuartile:F1} – {rate.UpperQuartile:F1})",
                $"{perCycle.Median:F2}"
            );
        }
        var shared = new Samples(Enumerable.Range(0, CoreLooks).Select(_ => SharedCore.Share()));
        var clock = race[CoreClock.Contestant].Into(CoreClock.Cycles / 1e9);
        return $"## Peak\n\nThe core ran at {clock.Median:F2} GHz, by a chain of integer operations; two multiply-adds can start in a cycle. "
            + $"With the loads of a matrix product beside the multiply-adds, all from the first-level cache, it reached {Quantity.Percent(shared)} of the peak; on a core that "
            + $"is not shared that is near 100 %.\n\n{table}";
    }

    private static string Products(Session session, bool single)
    {
        var precision = single ? "f32" : "f64";
        var table = new Table(["width", .. LayerProducts.Names]);
        var least = new Dictionary<int, double>();
        foreach (var width in KernelCatalogue.Widths)
        {
            var works = KernelCatalogue.Products(width, single);
            var shares = PeakShare.Measure(
                KernelRoundFactor * session.Rounds,
                single,
                [.. works.Select(w => (Contestant.OnThread(w.Name, () => Repeat(w.Run)), w.Flops!.Value * BatchedRuns))]
            );
            table.Add([$"{width}", .. shares.Select(s => s.ToString())]);
            // Layers take the weight gradient that suits their width.
            var medians = shares.Select(s => s.Median).ToArray();
            least[width] = Math.Min(Math.Min(medians[0], medians[1]), Math.Max(medians[2], medians[3]));
        }
        AddTarget(
            session,
            least,
            0.9,
            width => width is not (20 or 50),
            $"matrix kernels, {precision}, widths 16 – 128"
        );
        AddTarget(session, least, 0.85, width => width is 20 or 50, $"matrix kernels, {precision}, widths 20 and 50");
        return $"## Matrix products of a layer, {precision}\n\nSquare layers, three streams of 32 points, share of the peak; multiplications "
            + $"with padding do not count.\n\n{table}";
    }

    private static void AddTarget(
        Session session,
        Dictionary<int, double> least,
        double goal,
        Func<int, bool> belongs,
        string measure
    )
    {
        var shares = least.Where(pair => belongs(pair.Key)).ToArray();
        session.Add(
            new Target(
                $"{measure}: share of peak, least of the three products, weight gradients the faster way",
                $"≥ {goal:P0}",
                string.Join(", ", shares.Select(pair => $"{pair.Key}: {pair.Value:P0}")),
                shares.All(pair => pair.Value >= goal)
            )
        );
    }

    private static string Dense(Session session)
    {
        using var two = new WorkerTeam(2);
        var works = new List<(Contestant OneThread, Contestant TwoThreads, double Flops)>();
        foreach (var (rows, columns) in KernelCatalogue.GramShapes)
        {
            var (one, both) = (DenseAlgebra.Gram(rows, columns), DenseAlgebra.Gram(rows, columns, two));
            works.Add((Contestant.OnThread(one.Name, one.Run), Contestant.Of(both.Name, both.Run), one.Flops!.Value));
        }
        foreach (var order in KernelCatalogue.CholeskyOrders)
        {
            works.Add(
                (
                    DenseAlgebra.Cholesky(order, WorkerTeam.Sequential),
                    DenseAlgebra.Cholesky(order, two),
                    DenseAlgebra.CholeskyFlops(order)
                )
            );
        }
        var gated = works.Count;
        foreach (var (rows, columns) in KernelCatalogue.OrthogonalShapes)
        {
            works.Add(
                (
                    DenseAlgebra.Orthogonal(rows, columns, WorkerTeam.Sequential),
                    DenseAlgebra.Orthogonal(rows, columns, two),
                    DenseAlgebra.OrthogonalFlops(rows, columns)
                )
            );
        }
        var race = Race.Run(session.Rounds, [.. works.SelectMany(w => (Contestant[])[w.OneThread, w.TwoThreads])]);
        var shares = PeakShare.Measure(session.Rounds, single: false, [.. works.Select(w => (w.OneThread, w.Flops))]);
        var table = new Table("f64", "1 thread", "share of one core's peak", "2 threads, wall time");
        foreach (var ((one, both, _), share) in works.Zip(shares))
        {
            table.Add(one.Name, Quantity.Seconds(race[one]), share.ToString(), Quantity.Seconds(race[both]));
        }
        var least = shares.Take(gated).Min(s => s.Median);
        session.Add(
            new Target(
                "Gram product and Cholesky factor, f64, 1 thread: least share of peak",
                $"≥ {DenseGoal:P0}",
                $"{least:P0}",
                least >= DenseGoal
            )
        );
        return $"## Gram products and factors\n\n{table}";
    }

    private static string Functions(Session session)
    {
        var table = new Table("function", "time for eight values, f64", "time for eight values, f32");
        var times = new Dictionary<string, List<string>>();
        foreach (var single in (bool[])[false, true])
        {
            var loops = KernelCatalogue.Functions(single);
            var contestants = loops.Select(loop => Contestant.OnThread(loop.Name, () => Repeat(loop.Run))).ToArray();
            var race = Race.RunKernels(session.Rounds, contestants);
            foreach (var (loop, contestant) in loops.Zip(contestants))
            {
                var time = Quantity.Seconds(race[contestant].Times(8.0 / (ElementaryLoops.Numbers * BatchedRuns)));
                times.TryAdd(loop.Name, []);
                times[loop.Name].Add(time);
            }
        }
        foreach (var (name, cells) in times)
        {
            table.Add([name, .. cells]);
        }
        return $"## Elementary functions\n\n{table}";
    }

    // A product of a narrow layer takes a microsecond: many between two looks at the clock.
    private static void Repeat(Action run)
    {
        for (var i = 0; i < BatchedRuns; i++)
        {
            run();
        }
    }
}
