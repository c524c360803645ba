using Thalweg.Studies.Analyses;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Running;

/// <summary>Compares what a study takes at once with what there is, before anything is made.</summary>
public static class StudyMemory
{
    /// <exception cref="InputException">A task takes more than there is.</exception>
    public static void Require(StudyPlan plan, int threads)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var refusals = Refusals(plan, threads, MemoryLimit.Available);
        if (refusals.Count > 0)
        {
            throw new InputException(refusals);
        }
    }

    /// <summary>Why tasks do not fit, each reason once; empty where they do.</summary>
    /// <param name="available">Bytes.</param>
    public static IReadOnlyList<InputException> Refusals(StudyPlan plan, int threads, double available)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var losses = plan.Study.Variants.SelectMany(Sources).Distinct().ToList();
        // A task alone has all threads; where tasks stand side by side each lane has losses of its own.
        var alone = losses.SelectMany(source => source.SizeFor(threads).Parts).ToList();
        var refusals = plan
            .Tasks.Select(task => MemoryLimit.Refusal($"'{task.Label}'", [.. task.Memory, .. alone], available))
            .OfType<InputException>()
            .DistinctBy(refusal => refusal.Location)
            .ToList();
        if (refusals.Count > 0 || threads == 1 || LaneRule.Of(plan) != Parallelism.AcrossTasks)
        {
            return refusals;
        }
        var largest = SideBySide(plan, losses, threads);
        return
            MemoryLimit.Refusal(
                $"'{plan.Study.Name}'",
                [new(largest.Sum(), $"{largest.Count} tasks side by side", "fewer --threads")],
                available
            )
                is { } refusal
            ? [refusal]
            : [];
    }

    /// <summary>Bytes that a study takes at once where it takes most, beside the program itself.</summary>
    public static double Peak(StudyPlan plan, int threads)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var losses = plan.Study.Variants.SelectMany(Sources).Distinct().ToList();
        if (LaneRule.Of(plan) == Parallelism.AcrossTasks)
        {
            return SideBySide(plan, losses, threads).Sum();
        }
        var alone = losses.SelectMany(source => source.SizeFor(threads).Parts).Sum(part => part.Bytes);
        return alone + plan.Tasks.Max(task => task.Memory.Sum(part => part.Bytes));
    }

    /// <summary>Bytes of the largest tasks, one in each lane with losses of its own.</summary>
    private static List<double> SideBySide(StudyPlan plan, List<Source> losses, int threads)
    {
        var lane = losses.SelectMany(source => source.SizeFor(1).Parts).Sum(part => part.Bytes);
        return
        [
            .. plan.Tasks.Select(task => task.Memory.Sum(part => part.Bytes) + lane).OrderDescending().Take(threads),
        ];
    }

    private static IEnumerable<Source> Sources(Declarations.StudyVariant variant)
    {
        yield return variant.Source;
        if (variant.Train.HeldOut is { } heldOut && variant.Source.As<IPoints>() is { } points)
        {
            yield return points.WithQuadrature(heldOut);
        }
    }
}
