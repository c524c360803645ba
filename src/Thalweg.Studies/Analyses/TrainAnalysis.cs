using Thalweg.Formats.Arrays;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization;
using Thalweg.Optimization.Training;
using Thalweg.Optimization.Weightings;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>One training run from its seed.</summary>
public sealed class TrainAnalysis : Analysis<TrainInputs, TrainRecord>
{
    private TrainAnalysis()
        : base("train", algorithm: 5) { }

    /// <summary>The kind of the warning of a training that ended where the precision of its loss ends.</summary>
    public const string PrecisionStall = "precision-stall";

    public static TrainAnalysis Instance { get; } = new();

    public override Stage Stage => Stage.Training;

    public override IEnumerable<StudyTask> Expand(StudyChains chains, ResolvedCall? call)
    {
        ArgumentNullException.ThrowIfNull(chains);
        return chains.All.Select(chain => chain.Train);
    }

    /// <summary>The run of a variant from one seed.</summary>
    /// <param name="sharing">Losses that can be evaluated along the run; those of the run itself are left out of its others.</param>
    internal StudyTask TaskOf(StudyVariant variant, ulong seed, IReadOnlyList<Source> sharing, int chain)
    {
        var train = variant.Train;
        var inputs = InputsOf(variant, seed, sharing);
        var records = (train.Steps / train.Record) + 1;
        var label = FormattableString.Invariant($"train {variant.Label}, seed {seed}");
        return Task(inputs, label) with
        {
            Chain = chain,
            Work = new TaskWork(
                train.Steps + 1,
                inputs.Optimizer.SearchValues + (records * (1 + inputs.Others.Count + (inputs.HeldOut is null ? 0 : 1)))
            ),
            Memory = TrainMemory.Of(inputs, isSaved: true),
        };
    }

    /// <summary>The same tasks, of which those that differ in the parameters they keep alone come with the first of them: one run has passed all.</summary>
    internal static IReadOnlyList<StudyTask> Together(IReadOnlyList<(StudyTask Task, TrainInputs Inputs)> runs)
    {
        var tasks = runs.Select(run => run.Task).ToArray();
        var alike = Enumerable
            .Range(0, runs.Count)
            .GroupBy(i => Instance.Task(runs[i].Inputs with { Keep = Stops.Loss }, Instance.Kind).Key);
        foreach (var places in alike.Select(group => group.ToArray()).Where(places => places.Length > 1))
        {
            var first = places[0];
            (StudyTask, TrainInputs)[] others = [.. places[1..].Select(i => runs[i])];
            tasks[first] = tasks[first] with
            {
                Compute = (_, context) => Instance.ComputeAll(runs[first].Inputs, others, context),
            };
            foreach (var i in places[1..])
            {
                tasks[i] = tasks[i] with { ComesWith = tasks[first] };
            }
        }
        return tasks;
    }

    /// <inheritdoc cref="TaskOf"/>
    internal static TrainInputs InputsOf(StudyVariant variant, ulong seed, IReadOnlyList<Source> sharing)
    {
        var train = variant.Train;
        var points = variant.Source.As<IPoints>();
        return new TrainInputs
        {
            Source = train.Sampler is { } sampler ? points!.WithSampler(sampler) : variant.Source,
            Others = [.. sharing.Where(other => !other.Equals(variant.Source))],
            HeldOut = train.HeldOut is { } heldOut
                ? points!.WithQuadrature(heldOut)
                : variant.Source.As<IHeldOut>()?.HeldOut,
            Initializer = train.Initializer,
            Seed = seed,
            Optimizer = train.Optimizer,
            Weighting = train.Weighting,
            Curriculum = train.Curriculum,
            Schedule = train.Schedule,
            Stop = train.Stop,
            Record = train.Record,
            Checkpoints = train.Checkpoints,
            Keep = train.Keep,
        };
    }

    /// <summary>Everything that is wrong with a curriculum.</summary>
    /// <param name="phases">With its stages.</param>
    public static IEnumerable<InputException> CurriculumFaults(
        ResolvedCall curriculum,
        Source source,
        OptimizerPhases phases,
        ResolvedCall? weighting,
        ResolvedCall? sampler
    )
    {
        ArgumentNullException.ThrowIfNull(curriculum);
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(phases);
        var other =
            weighting is { Name: not Weightings.Fixed } && Weightings.Create(weighting).Rule is not null ? weighting
            : sampler is { Name: not "none" } ? sampler
            : null;
        return other is not null
            ?
            [
                new InputException(
                    $"'{curriculum.Name}' changes the loss from stage to stage, and '{other.Name}' changes its weights or points; leave one of the two out",
                    curriculum.Location
                ),
            ]
            : StagedLosses.Faults(curriculum, source, phases);
    }

    /// <summary>θ at the start, [P].</summary>
    /// <exception cref="InputException">The source has no start of its own.</exception>
    public static double[] StartOf(TrainInputs inputs)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        return inputs.Start?.Parameters
            ?? inputs.Source.As<IStarts>()?.Start(inputs.Initializer, inputs.Seed)
            ?? throw new InputException(
                $"'{inputs.Source.Label}' has no start for a seed; give parameters to start from",
                inputs.Schedule.Location
            );
    }

    /// <summary>The trainer of a run.</summary>
    /// <exception cref="InputException">The objective lacks what an optimizer or a stop needs of it.</exception>
    public static Trainer TrainerOf(TrainInputs inputs, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        var objective = context.Objectives.Of(inputs.Source);
        IObjective counted = context.Spent is { } spent ? Counted(objective, spent) : objective;
        var others = OthersOf(inputs)
            .Select(other => new MonitoredObjective(other.Name, context.Objectives.Of(other.Source)))
            .ToList();
        if (inputs.HeldOut is { } heldOut)
        {
            others.Add(new MonitoredObjective(Stops.HeldOut, context.Objectives.Of(heldOut)));
        }
        try
        {
            var options = Options(inputs, inputs.Source.SizeFor(1).Work, source => Made(source, context));
            return new Trainer(options, counted, others);
        }
        catch (WeightingRefusedException exception)
        {
            throw new InputException(
                InputException.WithoutParameter(exception),
                (inputs.Weighting ?? inputs.Stop).Location,
                exception
            );
        }
        catch (ArgumentException exception)
        {
            throw new InputException(
                InputException.WithoutParameter(exception),
                exception.ParamName switch
                {
                    "objective" => inputs.Optimizer.Location,
                    // Told by a stage of what the loss cannot do.
                    "stated" when inputs.Curriculum is { } curriculum => curriculum.Location,
                    _ => inputs.Stop.Location,
                },
                exception
            );
        }
    }

    public override Computed<TrainRecord> Compute(TrainInputs inputs, TaskContext context, Provenance stamp)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stamp);
        return Describe(inputs, Run(inputs, context).AtBest(inputs.Keep), context, stamp);
    }

    /// <summary>One run, and what each of several inputs keeps of it.</summary>
    private TaskResult ComputeAll(
        TrainInputs inputs,
        IReadOnlyList<(StudyTask Task, TrainInputs Inputs)> others,
        TaskContext context
    )
    {
        var run = Run(inputs, context);
        foreach (var (task, kept) in others)
        {
            context.Beside(task, Kept(kept));
        }
        return Kept(inputs);

        TaskResult Kept(TrainInputs of)
        {
            var (record, arrays) = Describe(of, run.AtBest(of.Keep), context);
            return new TaskResult(RecordJson.Write(record), arrays);
        }
    }

    private static TrainingResult Run(TrainInputs inputs, TaskContext context)
    {
        var trainer = TrainerOf(inputs, context);
        var state = Resume(context.Partial) ?? trainer.Begin(StartOf(inputs));
        var steps = (double)inputs.Steps;
        return trainer.Run(
            state,
            context.Team,
            saved => context.Partial?.Save(saved.ToBytes()),
            new Listener<TrainingProgress>(p => context.Progress(p.Step / steps))
        );
    }

    /// <summary>The record of a run that has ended, as a study would store it.</summary>
    public Computed<TrainRecord> Describe(TrainInputs inputs, TrainingResult result, TaskContext context)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(context);
        return Describe(inputs, result, context, StampOf(inputs));
    }

    private static Computed<TrainRecord> Describe(
        TrainInputs inputs,
        TrainingResult result,
        TaskContext context,
        Provenance stamp
    )
    {
        var objective = context.Objectives.Of(inputs.Source);
        var known = inputs.Source.As<IRefinedErrors>();
        var errors = known?.RefinedErrors(objective, result.Parameters, context.Team);
        var coefficients = inputs.Source.As<ICoefficients>()?.Coefficients(objective, result.Parameters, context.Team);
        var warnings = Warnings(inputs.Source, result, context.Team);
        var record = TrainRecords.Of(
            stamp with
            {
                Warnings = [.. warnings.Select(w => w.Message)],
            },
            inputs,
            objective,
            result,
            TrainRecords.WithStatedWeights(result, objective, context.Team),
            errors,
            coefficients
        ) with
        {
            ReferenceError = known?.ReferenceError,
        };
        return new Computed<TrainRecord>(record, Arrays(result));
    }

    /// <summary>What a person should know before trusting a run.</summary>
    public static IReadOnlyList<FailureWarning> Warnings(Source source, TrainingResult result, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(result);
        ArgumentNullException.ThrowIfNull(team);
        var warnings = new List<FailureWarning>();
        if (result.StopReason is StopReason.NonFinite or StopReason.LineSearchFailed or StopReason.PrecisionStall)
        {
            var kind = System.Text.Json.JsonNamingPolicy.KebabCaseLower.ConvertName(result.StopReason.ToString());
            warnings.Add(
                new FailureWarning(
                    kind,
                    FormattableString.Invariant($"{Finding.Stopped}{result.StepsDone}: {result.Message}")
                )
            );
        }
        if (source.As<IFailureWarnings>() is { } known && result.StopReason != StopReason.NonFinite)
        {
            // Points with weights of their own are no sample of the domain.
            var isByTerm = result.Factors.Count == result.Objective.TermNames.Count;
            var judged = isByTerm ? result.Objective : result.Stated;
            warnings.AddRange(known.Warnings(judged, result.Parameters, team));
        }
        return warnings;
    }

    private static CountingObjective Counted(IObjective objective, EvaluationCount spent) =>
        new(
            objective,
            (kind, number) =>
            {
                if (kind == EvaluationKind.Gradient)
                {
                    spent.Add(number);
                }
            }
        );

    private static IEnumerable<(string Name, Source Source)> OthersOf(TrainInputs inputs)
    {
        var own = inputs.Source.As<IPoints>()?.WithoutSampler() ?? inputs.Source;
        var names = SourceNames.Of([own, .. inputs.Others]);
        return inputs.Others.Select((other, i) => (names[i + 1], other));
    }

    private static IObjective Made(Source source, TaskContext context)
    {
        var objective = context.Objectives.Passing(source);
        return context.Spent is { } spent ? Counted(objective, spent) : objective;
    }

    private static TrainingOptions Options(TrainInputs inputs, long workPerValue, Func<Source, IObjective> make)
    {
        var sampler = inputs.Source.As<IPoints>()?.Sampler;
        var phases = Weightings.Phases(inputs.Optimizer, inputs.Weighting);
        if (inputs.Curriculum is { } curriculum)
        {
            var losses = StagedLosses.Of(curriculum, inputs.Source, make);
            phases = [.. phases.Select((phase, i) => i < losses.Count ? phase with { Loss = losses[i] } : phase)];
        }
        return new TrainingOptions(phases)
        {
            Weighting = inputs.Weighting is { } weighting ? Weightings.Create(weighting).Rule : null,
            Schedule = Schedules.Create(inputs.Schedule),
            Records = StepPlan.Every(inputs.Record),
            Checkpoints = StepPlan.At([.. inputs.Checkpoints]),
            SaveInterval = SaveInterval(workPerValue),
            EarlyStopping = Stops.Create(inputs.Stop),
            PointsInterval = sampler is null ? 0 : Samplers.Interval(sampler),
            PointsRounds = sampler is null ? null : Samplers.MostRounds(sampler),
            KeepBest = inputs.HeldOut is null ? [Stops.Loss] : [Stops.Loss, Stops.HeldOut],
        };
    }

    /// <summary>Steps between checkpoints of the state: what a crash can cost at most. About a second of training, and never so little
    /// that saving dominates.</summary>
    public static long SaveInterval(long workPerValue) => Math.Clamp(40_000_000 / Math.Max(1, workPerValue), 1, 500);

    private static TrainingState? Resume(PartialState? partial)
    {
        if (partial?.Load() is not { } bytes)
        {
            return null;
        }
        try
        {
            return TrainingState.FromBytes(bytes);
        }
        catch (TrainingStateException)
        {
            // A state of another format is as good as none: the run starts over.
            return null;
        }
    }

    private static List<KeyValuePair<string, NpyArray>> Arrays(TrainingResult result)
    {
        var count = result.Parameters.Length;
        var checkpoints = new double[result.Trajectory.Count * count];
        for (var c = 0; c < result.Trajectory.Count; c++)
        {
            result.Trajectory[c].Parameters.CopyTo(checkpoints, c * count);
        }
        var arrays = new List<KeyValuePair<string, NpyArray>>
        {
            new("parameters", new NpyArray([count], result.Parameters)),
            new("checkpoints", new NpyArray([result.Trajectory.Count, count], checkpoints)),
        };
        if (result.Factors.Count > 0)
        {
            double[] weights = [.. result.Trajectory.SelectMany(c => c.Weights)];
            var terms = weights.Length / result.Trajectory.Count;
            arrays.Add(new("weights", new NpyArray([result.Trajectory.Count, terms], weights)));
            arrays.Add(new("factors", new NpyArray([result.Factors.Count], [.. result.Factors])));
        }
        return arrays;
    }
}
