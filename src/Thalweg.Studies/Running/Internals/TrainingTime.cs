using System.Diagnostics;
using Thalweg.Numerics.Parallel;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Running;

/// <summary>How long a training takes, from its first steps: each optimizer takes some from the start of the run, with its line searches and factorisations.</summary>
/// <remarks>A run of n steps takes a + b n; b is the difference of the last two of 1, 2, 4, … steps, and half of a, which is two records, is what a
/// record takes. Of several runs the quickest counts: what else the machine does can only add. An optimizer that ends by itself in these steps is
/// taken to end there in the run.</remarks>
internal static class TrainingTime
{
    // So long that the code is compiled for speed, and so short that nobody waits.
    private const double WarmUpSeconds = 0.25;
    private const double MeasuredSeconds = 0.08;
    private const int Repeats = 2;

    // A machine that does other things stops for longer than a step takes: fewer steps would be all pause.
    private const int LeastSteps = 16;
    private const double MostSeconds = 3;

    /// <summary>Seconds of one run on the threads of a team.</summary>
    public static double Of(TrainInputs inputs, WorkerTeam team)
    {
        var context = new TaskContext(new ObjectivePool(), team);
        var seconds = 0.0;
        // Stages of a curriculum are many phases of one optimizer, and each costs what the stated loss does.
        foreach (
            var phase in inputs.Optimizer.Parts.GroupBy(p => p.Call.Without(OptimizerPhases.StepsOption).Canonical)
        )
        {
            seconds += OfPhase(inputs, phase.First().Call, phase.Sum(p => p.Steps), context);
        }
        return seconds;
    }

    private static double OfPhase(TrainInputs inputs, Syntax.ResolvedCall call, long wanted, TaskContext context)
    {
        var clock = Stopwatch.StartNew();
        var (before, last) = (default(Measured), default(Measured));
        for (var n = 1L; ; n = Math.Min(2 * n, wanted))
        {
            (before, last) = (last, Take(inputs, call, n, context));
            var hasEnded = last.Steps < n || n == wanted;
            if (hasEnded && last.Steps < wanted)
            {
                // The end of the run, what it describes included, is reached here.
                return last.Seconds + last.End;
            }
            if (hasEnded || IsEnough(last.Steps, last.Seconds, clock.Elapsed.TotalSeconds))
            {
                break;
            }
        }
        for (var i = 0; i < Repeats && clock.Elapsed.TotalSeconds < MostSeconds; i++)
        {
            before = Quicker(before, inputs, call, context);
            last = Quicker(last, inputs, call, context);
        }
        var perStep =
            last.Steps > before.Steps && before.Steps > 0 && last.Seconds > before.Seconds
                ? (last.Seconds - before.Seconds) / (last.Steps - before.Steps)
                : last.Seconds / Math.Max(1, last.Steps);
        var perRecord = Math.Max(0, last.Seconds - (perStep * last.Steps)) / 2;
        // Records between the first and the last are part of a step where the runs were long enough to have some.
        var records = last.Steps > inputs.Record ? 2 : (wanted / inputs.Record) + 1;
        return (perStep * wanted) + (perRecord * records) + last.End;
    }

    /// <summary>Whether a run of some steps, the last of several that took a time altogether, tells how long a step takes.</summary>
    internal static bool IsEnough(long steps, double seconds, double altogether) =>
        altogether > MostSeconds || (steps >= LeastSteps && seconds > MeasuredSeconds && altogether > WarmUpSeconds);

    private static Measured Quicker(Measured one, TrainInputs inputs, Syntax.ResolvedCall call, TaskContext context)
    {
        if (one.Steps == 0)
        {
            return one;
        }
        var other = Take(inputs, call, one.Steps, context);
        return new Measured(one.Steps, Math.Min(one.Seconds, other.Seconds), Math.Min(one.End, other.End));
    }

    private static Measured Take(TrainInputs inputs, Syntax.ResolvedCall call, long steps, TaskContext context)
    {
        var phase = inputs with
        {
            Optimizer = OptimizerPhases.Of([call.Without(OptimizerPhases.StepsOption)], steps),
            Curriculum = null,
            Checkpoints = [steps],
        };
        var trainer = TrainAnalysis.TrainerOf(phase, context);
        var clock = Stopwatch.StartNew();
        var result = trainer.Run(trainer.Begin(TrainAnalysis.StartOf(phase)), context.Team);
        var seconds = clock.Elapsed.TotalSeconds;
        clock.Restart();
        _ = TrainAnalysis.Instance.Describe(phase, result.AtBest(inputs.Keep), context);
        return new Measured(result.StepsDone, seconds, clock.Elapsed.TotalSeconds);
    }

    /// <param name="Steps">Done.</param>
    /// <param name="Seconds">That they took.</param>
    /// <param name="End">Seconds that their record took.</param>
    private readonly record struct Measured(long Steps, double Seconds, double End);
}
