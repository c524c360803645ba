using System.Globalization;
using System.Text.Json.Nodes;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Tasks;

/// <summary>Makes the tasks of a study and their keys.</summary>
internal sealed class ChainTasks
{
    private readonly Study study;
    private readonly StudyTask[][] trains;

    public ChainTasks(Study study, string? pointsHash)
    {
        this.study = study;
        trains = new StudyTask[study.Formulations.Count][];
        for (var f = 0; f < trains.Length; f++)
        {
            var formulation = study.Formulations[f];
            trains[f] = new StudyTask[study.Seeds.Count];
            for (var s = 0; s < trains[f].Length; s++)
            {
                trains[f][s] = Train(formulation, study.Seeds[s], (f * study.Seeds.Count) + s, pointsHash);
            }
        }
    }

    public IEnumerable<StudyTask> Trains() => trains.SelectMany(row => row);

    public IEnumerable<StudyTask> Profiles() => Centres().Select(Profile);

    /// <summary>Tasks of a <c>roughness</c> or <c>cross</c> analysis.</summary>
    public IEnumerable<StudyTask> Roughness(ResolvedCall analysis)
    {
        var sampling = Sampling(analysis);
        if (analysis.Name == "cross")
        {
            return Centres().SelectMany(centre => study.Formulations.Select(o => Roughness(centre, o, sampling)));
        }
        return analysis.Word("at") == "minimiser"
            ? Centres().Select(centre => Roughness(centre, centre.TrainedOn, sampling))
            : FirstSeed()
                .SelectMany(end => study.Train.Checkpoints.Select(step => At(end, step)))
                .Select(centre => Roughness(centre, centre.TrainedOn, sampling));
    }

    public IEnumerable<StudyTask> Slices(ResolvedCall analysis) =>
        FirstSeed().Select(centre => Slice(TaskKind.Slice, centre, analysis));

    public IEnumerable<StudyTask> Surfaces(ResolvedCall analysis) =>
        FirstSeed().Select(centre => Slice(TaskKind.Surface, centre, analysis));

    public IEnumerable<StudyTask> Sweeps(ResolvedCall analysis) =>
        FirstSeed().Select(centre => Sweep(centre, analysis));

    /// <summary>The comparison of all runs; its cells come from the first <c>cross</c>, else from the first
    /// <c>roughness</c> at minimisers.</summary>
    public StudyTask Comparison()
    {
        var cells = new List<ComparisonCell>();
        var source =
            study.Analyses.FirstOrDefault(a => a.Name == "cross")
            ?? study.Analyses.FirstOrDefault(a => a.Name == "roughness" && a.Word("at") == "minimiser");
        if (source is not null)
        {
            foreach (var trainedOn in study.Formulations)
            {
                foreach (var objective in study.Formulations.Where(o => source.Name == "cross" || o.Equals(trainedOn)))
                {
                    var bySeed = Centres().Where(c => c.TrainedOn.Equals(trainedOn));
                    var tasks = bySeed.Select(c => Roughness(c, objective, Sampling(source))).ToList();
                    cells.Add(new ComparisonCell(objective, trainedOn, tasks));
                }
            }
        }
        var inputs = new JsonObject
        {
            ["formulations"] = Texts(study.Formulations.Select(f => f.Canonical)),
            ["trains"] = Texts(Trains().Select(t => t.Key.Hex)),
            ["cells"] = new JsonArray([
                .. cells.Select(c => new JsonObject
                {
                    ["objective"] = c.Objective.Canonical,
                    ["trainedOn"] = c.TrainedOn.Canonical,
                    ["roughness"] = Texts(c.BySeed.Select(t => t.Key.Hex)),
                }),
            ]),
            ["seed"] = study.Seed,
        };
        var dependencies = Trains().Concat(cells.SelectMany(c => c.BySeed)).ToList();
        return new StudyTask(TaskKind.Comparison, inputs, dependencies, null, "comparison of all runs", default)
        {
            Subject = new ComparisonSubject(study.Formulations, trains, cells, study.Seed),
        };
    }

    private StudyTask Train(ResolvedCall formulation, ulong seed, int chain, string? pointsHash)
    {
        var train = study.Train;
        var others = study.Formulations.Where(f => !f.Equals(formulation)).ToList();
        var inputs = new JsonObject
        {
            ["problem"] = study.Problem.Canonical,
            ["network"] = study.Network.Canonical,
            ["trial"] = study.Trial.Canonical,
            ["quadrature"] = pointsHash is null ? study.Quadrature.Canonical : $"points with SHA-256 {pointsHash}",
            ["precision"] = study.Precision.Canonical,
            ["formulation"] = formulation.Canonical,
            ["others"] = Texts(others.Select(o => o.Canonical)),
            ["initializer"] = train.Initializer.Canonical,
            ["optimizer"] = train.Optimizer.Canonical,
            ["schedule"] = train.Schedule.Canonical,
            ["stop"] = train.Stop.Canonical,
            ["steps"] = train.Steps,
            ["record"] = train.Record,
            ["checkpoints"] = new JsonArray([.. train.Checkpoints.Select(step => JsonValue.Create(step))]),
            ["seed"] = seed,
        };
        if (train.Sampler.Name != "none")
        {
            inputs["sampler"] = train.Sampler.Canonical;
        }
        if (train.HeldOut is { } heldOut)
        {
            inputs["heldOut"] = heldOut.Canonical;
        }
        if (train.Keep != Stops.Kept[0])
        {
            inputs["keep"] = train.Keep;
        }
        var records = (train.Steps / train.Record) + 1;
        var work = new TaskWork(train.Steps + 1, records * (1 + others.Count));
        return new StudyTask(TaskKind.Train, inputs, [], chain, Label("train", formulation, seed), work)
        {
            Subject = new TrainSubject(formulation, seed, others),
        };
    }

    private static StudyTask Profile(TaskCentre centre) =>
        new(
            TaskKind.Profile,
            new JsonObject { ["train"] = centre.Train.Key.Hex },
            [centre.Train],
            centre.Train.Chain,
            Label("profile", centre.TrainedOn, centre.Seed),
            new TaskWork(0, 1)
        )
        {
            Subject = new ProfileSubject(centre),
        };

    private StudyTask Roughness(TaskCentre centre, ResolvedCall objective, RoughnessSampling sampling)
    {
        var seed = DirectionSeed.Of(study.Seed, centre.Seed);
        var inputs = Inputs(sampling);
        inputs["train"] = centre.Train.Key.Hex;
        inputs["step"] = Step(centre);
        inputs["objective"] = objective.Canonical;
        inputs["directionSeed"] = seed;
        var place = centre.Step is { } step ? string.Create(CultureInfo.InvariantCulture, $", step {step}") : "";
        return new StudyTask(
            TaskKind.Roughness,
            inputs,
            [centre.Train],
            centre.Train.Chain,
            Label($"roughness of {objective.Brief} at", centre.TrainedOn, centre.Seed) + place,
            new TaskWork(0, sampling.Values)
        )
        {
            Subject = new RoughnessSubject(centre, objective, sampling, seed),
        };
    }

    private StudyTask Slice(TaskKind kind, TaskCentre centre, ResolvedCall analysis)
    {
        var seed = DirectionSeed.Of(study.Seed, centre.Seed);
        var ranges = analysis.Ranges("range");
        var counts = kind == TaskKind.Surface ? analysis.Integers("count") : [analysis.Integer("count")];
        var path = analysis.Word("directions") == "checkpoints" ? Path(kind) : null;
        var lines = kind == TaskKind.Slice && path is null ? analysis.Integer("lines") : 1;
        var inputs = new JsonObject
        {
            ["train"] = centre.Train.Key.Hex,
            ["objectives"] = Texts(study.Formulations.Select(f => f.Canonical)),
            ["lines"] = lines,
            ["counts"] = new JsonArray([.. counts.Select(c => JsonValue.Create(c))]),
            ["ranges"] = new JsonArray([.. ranges.Select(r => new JsonArray(r.From, r.To))]),
            ["checkpoints"] = path is null ? null : new JsonArray([.. path.Select(step => JsonValue.Create(step))]),
            ["normalize"] = analysis.Word("normalize"),
            ["bias"] = analysis.Word("bias"),
            ["directionSeed"] = seed,
        };
        var points = counts.Aggregate((long)lines, (product, count) => product * count);
        return new StudyTask(
            kind,
            inputs,
            [centre.Train],
            centre.Train.Chain,
            Label($"{kind.Name()} at", centre.TrainedOn, centre.Seed),
            new TaskWork(0, points * study.Formulations.Count)
        )
        {
            Subject = new SliceSubject(
                centre,
                study.Formulations,
                lines,
                counts,
                ranges,
                path,
                analysis.Word("normalize"),
                analysis.Word("bias"),
                seed
            ),
        };
    }

    private StudyTask Sweep(TaskCentre centre, ResolvedCall analysis)
    {
        var seed = DirectionSeed.Of(study.Seed, centre.Seed);
        var settings = SweepSettings.Of(analysis);
        var inputs = new JsonObject
        {
            ["train"] = centre.Train.Key.Hex,
            ["objective"] = centre.TrainedOn.Canonical,
            ["settings"] = new JsonArray([.. settings.Select(Inputs)]),
            ["directionSeed"] = seed,
        };
        return new StudyTask(
            TaskKind.Sweep,
            inputs,
            [centre.Train],
            centre.Train.Chain,
            Label("sweep at", centre.TrainedOn, centre.Seed),
            new TaskWork(0, settings.Sum(s => s.Values))
        )
        {
            Subject = new SweepSubject(centre, centre.TrainedOn, settings, seed),
        };
    }

    private IEnumerable<TaskCentre> Centres() =>
        study.Formulations.SelectMany(
            (formulation, f) => study.Seeds.Select((seed, s) => new TaskCentre(trains[f][s], formulation, seed, null))
        );

    /// <summary>Detailed pictures are drawn for one run of each formulation; the choice needs no results.</summary>
    private IEnumerable<TaskCentre> FirstSeed() => Centres().Where(centre => centre.Seed == study.Seeds[0]);

    private TaskCentre At(TaskCentre end, long step) => step == study.Train.Steps ? end : end with { Step = step };

    /// <summary>A line leads to the first checkpoint, a plane to the first and the one in the middle.</summary>
    private List<long> Path(TaskKind kind)
    {
        var steps = study.Train.Checkpoints;
        return kind == TaskKind.Slice ? [steps[0]] : [steps[0], steps[(steps.Count - 1) / 2]];
    }

    private static JsonValue Step(TaskCentre centre) =>
        centre.Step is { } step ? JsonValue.Create(step) : JsonValue.Create("final");

    private static RoughnessSampling Sampling(ResolvedCall analysis) =>
        new(
            analysis.Integer("directions"),
            analysis.Integer("intervals"),
            analysis.Number("radius"),
            analysis.Word("normalize"),
            analysis.Word("bias")
        );

    private static JsonObject Inputs(RoughnessSampling sampling) =>
        new()
        {
            ["directions"] = sampling.Directions,
            ["intervals"] = sampling.Intervals,
            ["radius"] = sampling.Radius,
            ["normalize"] = sampling.Normalize,
            ["bias"] = sampling.Bias,
        };

    private static JsonArray Texts(IEnumerable<string> texts) => new([.. texts.Select(text => JsonValue.Create(text))]);

    private static string Label(string what, ResolvedCall formulation, ulong seed) =>
        string.Create(CultureInfo.InvariantCulture, $"{what} {formulation.Brief}, seed {seed}");
}
