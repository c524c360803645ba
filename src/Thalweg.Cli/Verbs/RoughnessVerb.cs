using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Roughness;
using Thalweg.Numerics.Objectives;
using Thalweg.Results.Records;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Memory;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Cli.Verbs;

/// <summary><c>thalweg roughness</c>: the roughness index at given parameters.</summary>
internal sealed class RoughnessVerb : Verb
{
    private readonly LossFlags loss = new();
    private readonly Flag directions = new(AnalysisCatalogue.Option("roughness", "directions"));
    private readonly Flag intervals = new(AnalysisCatalogue.Option("roughness", "intervals"));
    private readonly Flag radius = new(AnalysisCatalogue.Option("roughness", "radius"));
    private readonly Flag normalize = new(AnalysisCatalogue.Option("roughness", "normalize"));
    private readonly Flag bias = new(AnalysisCatalogue.Option("roughness", "bias"));
    private readonly Flag directionFile = new(
        new TextOption(
            "direction-file",
            null,
            "raw directions [M, P] from an .npy file in place of random ones; the rules apply to them",
            "a path of an .npy file"
        )
    )
    {
        Use = FileUse.Read,
    };
    private readonly Switch adaptive = new("adaptive", "refine each slice until its total variation is resolved");
    private readonly Switch valleyRadius = new(
        "valley-radius",
        "the half-width up to which at most one slice in twenty oscillates"
    );
    private readonly Flag largestRadius = new(
        new NumberOption("largest-radius", "10", "half-width up to which the valley radius is looked for")
        {
            Minimum = 0,
            ExcludesMinimum = true,
        }
    );
    private readonly Switch aboutBottom = new(
        "about-bottom",
        "the index of the same slices centred at their vertices, too"
    );
    private readonly Switch polish = new(
        "polish",
        "the index at a point trained on until the Newton decrement is small, too"
    );
    private readonly Flag seed = CommonFlags.Seed();
    private readonly Flag threads = CommonFlags.Threads();

    public override string Name => "roughness";

    public override string Description =>
        "Measures the roughness index of a loss around given parameters; give --formulation twice to compare two";

    public override string Example =>
        "thalweg roughness --problem poisson --network \"resnet(width=4, blocks=1)\" --formulation galerkin "
        + "--quadrature simpson:200 --weights FILE --directions 100 --radius 0.01";

    protected override IReadOnlyList<Flag> Flags =>
        [.. loss.All, directions, intervals, radius, normalize, bias, directionFile, largestRadius, seed, threads];

    protected override IReadOnlyList<Switch> Switches => [adaptive, valleyRadius, aboutBottom, polish];

    protected override int Run(Invocation invocation)
    {
        var subject = loss.Read(invocation, (ulong)invocation.Integer(seed));
        SliceDirectionFlags.RefuseBias(invocation, subject, bias);
        if (invocation.IsSet(adaptive) && loss.IsPublished(invocation))
        {
            throw new InputException(
                "has no grid of the published code to keep to; leave it out, or --compat published",
                new SourceLocation("--adaptive", 0, 1)
            );
        }
        if (invocation.IsGiven(largestRadius) && !invocation.IsSet(valleyRadius))
        {
            throw new InputException("has no meaning without --valley-radius; leave it out", largestRadius.Place);
        }
        var given = ReadDirections(invocation, subject.Centre!.Parameters.Length);
        var sampling = new RoughnessSampling(
            given?.Set.Count ?? invocation.SmallInteger(directions),
            invocation.SmallInteger(intervals),
            invocation.Number(radius),
            invocation.Text(normalize),
            invocation.Text(bias)
        );
        RefuseOneLine(invocation, subject, given, sampling);
        invocation.RequireMemory(
            subject.Sources,
            threads,
            SampleMemory.OfDirections(1, sampling.Intervals, intervals.Place)
        );
        var objectives = new ObjectivePool();
        using var team = invocation.Team(threads);
        var names = SourceNames.Of(subject.Sources);
        var records = Progress.During(
            invocation.Terminal,
            progress =>
                subject
                    .Sources.Select(
                        (source, i) =>
                            Measure(
                                new RoughnessInputs(subject.Centre, source, sampling, (ulong)invocation.Integer(seed))
                                {
                                    Directions = given,
                                    IsPublished = loss.IsPublished(invocation),
                                    IsRefined = invocation.IsSet(adaptive),
                                    LargestRadius = invocation.IsSet(valleyRadius)
                                        ? invocation.Number(largestRadius)
                                        : null,
                                    IsAboutBottom = invocation.IsSet(aboutBottom),
                                    IsPolished = invocation.IsSet(polish),
                                },
                                new TaskContext(objectives, team)
                                {
                                    Progress = progress.ForLosses(names[i], sampling.Values),
                                }
                            )
                    )
                    .ToArray()
        );
        var outcome =
            records.Length == 1
                ? RoughnessOutcome.Of(records[0], invocation.IsJson)
                : RoughnessOutcome.Of(names, records, invocation.IsJson);
        outcome.AddRange(Settings(records[0], invocation));
        outcome.Add("parameters", subject.Centre.Parameters.Length);
        outcome.AddRange(subject.Description);
        if (records.Length == 1)
        {
            outcome.AddRecord(invocation, records[0]);
        }
        outcome.Print(invocation);
        return records
            .Select((record, i) => Warn(record, names[i], objectives.Of(subject.Sources[i]), invocation.Terminal))
            .Max();

        static RoughnessRecord Measure(RoughnessInputs inputs, TaskContext context) =>
            RoughnessAnalysis.Instance.Measure(inputs, context).Record;
    }

    private GivenDirections? ReadDirections(Invocation invocation, int parameterCount)
    {
        if (!invocation.IsGiven(directionFile))
        {
            return null;
        }
        if (invocation.IsGiven(directions))
        {
            throw new InputException("the file says how many directions there are; leave it out", directions.Place);
        }
        var read = DirectionFile.Read(invocation.Text(directionFile), parameterCount, directionFile.Place);
        return read.Set.Count >= RoughnessOptions.LeastCount
            ? read
            : throw new InputException(
                $"{read.Path}: expected at least {RoughnessOptions.LeastCount} directions, one per row, found {read.Set.Count}: one direction has no spread",
                directionFile.Place
            );
    }

    /// <summary>Refuses directions that are one line where they are scaled: an index is the spread of slices along several.</summary>
    private void RefuseOneLine(
        Invocation invocation,
        Subject subject,
        GivenDirections? given,
        RoughnessSampling sampling
    )
    {
        var (θ, layout) = (subject.Centre!.Parameters, subject.Source.Layout);
        var seeded = (ulong)invocation.Integer(seed);
        var set = given?.Set ?? DirectionSet.Random(sampling.Directions, θ.Length, seeded);
        if (!set.IsOneLine(set.Count, θ, sampling.Options(seeded).Rule, layout, loss.IsPublished(invocation)))
        {
            return;
        }
        if (θ.Length == 1)
        {
            throw new InputException(
                $"'{subject.Source.Label}' has one parameter and so one line, whose slices have no spread; look at it by 'slice'",
                loss.Place(invocation)
            );
        }
        throw given is null
            ? new InputException(
                $"all directions lie on one line where {normalize.Name} {sampling.Normalize} and {bias.Name} {sampling.Bias} scale them "
                    + "to the parameters: their slices have no spread; take another rule",
                normalize.Place
            )
            : new InputException(
                $"{given.Path}: all {set.Count} directions lie on one line where they are scaled, up to sign and size: "
                    + "their slices have no spread; give directions that differ",
                directionFile.Place
            );
    }

    private Outcome Settings(RoughnessRecord record, Invocation invocation) =>
        new()
        {
            { "directions", record.Directions },
            { "radius", record.Radius },
            { "normalize", record.Normalize },
            { "bias", record.Bias },
            { "directionFile", invocation.TextOrNull(directionFile) },
            { "seed", record.DirectionSeed },
        };

    private static int Warn(RoughnessRecord record, string name, IObjective objective, Terminal terminal)
    {
        foreach (var warning in record.Provenance.Warnings)
        {
            terminal.Warn(warning);
        }
        var isSound = record is { NonFiniteSlices: 0, UnresolvedSlices: 0, NotResolvedSlices: 0 };
        // What is not resolved has been said.
        var isKnown = double.IsFinite(record.Roughness) || record.NotResolvedSlices > 0;
        var alarm = Verdict.Of(
            terminal,
            name,
            (record.RankedSlices ?? []).SelectMany(slice => slice.Losses),
            objective.LowerBound
        );
        return Math.Max(Verdict.Of(terminal, isKnown), alarm) is var code && isSound ? code : ExitCode.Doubtful;
    }
}
