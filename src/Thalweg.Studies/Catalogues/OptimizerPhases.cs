using Thalweg.Optimization.Training;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The optimizers of a run, one after the other, each with its number of steps.</summary>
public sealed class OptimizerPhases
{
    /// <summary>The option of every optimizer that says how long its phase lasts.</summary>
    public const string StepsOption = "steps";

    // Those of the run itself, and all.
    private readonly IReadOnlyList<(ResolvedCall Call, long Steps)> own;
    private readonly IReadOnlyList<(ResolvedCall Call, long Steps)> phases;

    private OptimizerPhases(
        IReadOnlyList<(ResolvedCall Call, long Steps)> own,
        IReadOnlyList<(ResolvedCall Call, long Steps)>? stages = null
    )
    {
        this.own = own;
        phases = [.. stages ?? [], .. own];
        Stages = stages?.Count ?? 0;
        Steps = phases.Sum(p => p.Steps);
        // The steps of the last phase follow from those of the run, whether they were written or not.
        Canonical = string.Join(
            "; ",
            own.Select((p, i) => (i + 1 < own.Count ? p.Call : p.Call.Without(StepsOption)).Canonical)
        );
    }

    /// <summary>How many of the phases are stages of a curriculum; they come first.</summary>
    public int Stages { get; }

    /// <summary>The same after the stages of a curriculum.</summary>
    /// <param name="curriculum">Null for none.</param>
    public OptimizerPhases After(ResolvedCall? curriculum) =>
        curriculum is null ? this : new OptimizerPhases(own, Curricula.Phases(curriculum, own[0].Call));

    /// <summary>The optimizers in their order, those of stages first.</summary>
    public IEnumerable<ResolvedCall> Calls => phases.Select(p => p.Call);

    /// <summary>The optimizers in their order with the steps of each.</summary>
    internal IReadOnlyList<(ResolvedCall Call, long Steps)> Parts => phases;

    /// <summary>Where the first one was written.</summary>
    public SourceLocation Location => own[0].Call.Location;

    /// <summary>Steps of all phases.</summary>
    public long Steps { get; }

    /// <summary>Losses that line searches usually take in all phases, beside the gradients of the steps.</summary>
    public long SearchValues => phases.Sum(p => p.Steps * Optimizers.Create(p.Call).ValuesPerStep);

    /// <summary>The same for the same meaning, given the steps of the run, without stages; task keys are made from it.</summary>
    public string Canonical { get; }

    /// <summary>Versions of the algorithms above 1, by the names of their optimizers, or null: an optimizer whose results change names
    /// its own tasks anew and no others.</summary>
    public IReadOnlyDictionary<string, int>? Algorithms => Raised(belowDouble: false);

    /// <summary>The same for a loss that is not known to be in double precision.</summary>
    public IReadOnlyDictionary<string, int>? AlgorithmsBelowDouble => Raised(belowDouble: true);

    private SortedDictionary<string, int>? Raised(bool belowDouble)
    {
        var raised = new SortedDictionary<string, int>(StringComparer.Ordinal);
        foreach (var (call, _) in phases)
        {
            var optimizer = Optimizers.Create(call);
            if ((belowDouble ? optimizer.AlgorithmBelowDouble : optimizer.Algorithm) is > 1 and var version)
            {
                raised[call.Name] = version;
            }
        }
        return raised.Count > 0 ? raised : null;
    }

    /// <summary>Whether the last phase lasts as long as the run, so that the steps of the run must be given.</summary>
    public static bool NeedSteps(IReadOnlyList<ResolvedCall> calls)
    {
        ArgumentNullException.ThrowIfNull(calls);
        return !calls[^1].Has(StepsOption);
    }

    /// <summary>Gives every phase its steps.</summary>
    /// <param name="calls">At least one.</param>
    /// <param name="steps">Steps of the run; may be null unless <see cref="NeedSteps"/>.</param>
    /// <exception cref="InputException">A phase that is not the last has no steps, or they contradict those of the run.</exception>
    public static OptimizerPhases Of(IReadOnlyList<ResolvedCall> calls, long? steps)
    {
        ArgumentNullException.ThrowIfNull(calls);
        var given = new List<(ResolvedCall Call, long Steps)>();
        foreach (var call in calls.SkipLast(1))
        {
            if (!call.Has(StepsOption))
            {
                throw new InputException(
                    $"'{call.Name}' is followed by another optimizer and needs its number of steps; write "
                        + $"{call.Name}(steps=1000)",
                    call.Location
                );
            }
            given.Add((call, call.Long(StepsOption)));
        }
        var last = calls[^1];
        var before = given.Sum(p => p.Steps);
        if (!NeedSteps(calls))
        {
            var own = last.Long(StepsOption);
            return steps is null || steps == before + own
                ? new OptimizerPhases([.. given, (last, own)])
                : throw new InputException(
                    $"the optimizers take {before + own} steps and the run has {steps}; leave the steps of one of them out",
                    last.LocationOf(StepsOption)
                );
        }
        var all =
            steps
            ?? throw new ArgumentNullException(
                nameof(steps),
                $"'{last.Name}' lasts as long as the run, whose steps are not given; ask NeedSteps first"
            );
        return all > before
            ? new OptimizerPhases([.. given, (last, all - before)])
            : throw new InputException(
                $"the optimizers before '{last.Name}' take {before} steps and the run has {all}, which leaves it none; "
                    + $"give the run more than {before}",
                last.Location
            );
    }

    /// <summary>The phases as the trainer takes them.</summary>
    public IReadOnlyList<Phase> Create() => [.. phases.Select(p => new Phase(Optimizers.Create(p.Call), p.Steps))];
}
