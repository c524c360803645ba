using Thalweg.Studies.Catalogues;

namespace Thalweg.Studies.Syntax;

/// <summary>Reads study files.</summary>
public static class StudyReader
{
    /// <summary>Reads and checks a study file.</summary>
    /// <exception cref="InputException">Everything that is wrong with it, with places.</exception>
    /// <exception cref="IOException">The file cannot be read.</exception>
    /// <remarks>A file of points is looked for beside the study.</remarks>
    public static Study ReadFile(string path)
    {
        var study = Read(YamlReader.ReadFile(path), path);
        if (!Quadratures.ReadsFile(study.Quadrature))
        {
            return study;
        }
        var points = Path.Combine(Path.GetDirectoryName(path) ?? "", study.Quadrature.Word("file"));
        var call = $"points:{CallText.QuoteIfNeeded(points)}";
        return study with { Quadrature = Quadratures.Catalogue.Resolve(call, study.Quadrature.Location) };
    }

    /// <summary>Reads and checks the text of a study file.</summary>
    /// <param name="source">Path of the file, for messages.</param>
    /// <exception cref="InputException">Everything that is wrong with it, with places.</exception>
    public static Study Read(string text, string source)
    {
        var faults = new List<InputException>();
        var top = new StudySection(YamlReader.Read(text, source), "a study", StudyKeys.Top, faults);
        var name = top.Identifier("name");
        var problem = top.Call("problem");
        var network = top.Call("network");
        var trial = top.Call("trial");
        var quadrature = top.Call("quadrature");
        var precision = top.Call("precision");
        var formulations = top.Calls("formulations");
        var seeds = top.Seeds("seeds");
        var seed = top.Whole("seed");
        var train = Train(top.Section("train"));
        var analyses = top.Calls("analyses");
        if (faults.Count == 0)
        {
            var parts = new LossParts(problem!, network!, trial!, quadrature!);
            faults.AddRange((parts with { Sampler = train!.Sampler }).Refused(formulations));
            faults.AddRange(StudyRules.BrokenByHeldOut(parts, formulations, train));
            faults.AddRange(StudyRules.BrokenByStop(train!));
            faults.AddRange(StudyRules.BrokenByOptimizer(formulations, train!));
            faults.AddRange(StudyRules.BrokenByAnalyses(analyses, formulations, train!));
        }
        if (faults.Count > 0)
        {
            throw new InputException([
                .. faults
                    .DistinctBy(fault => (fault.Location, fault.Message))
                    .OrderBy(fault => fault.Location?.Line)
                    .ThenBy(fault => fault.Location?.Column),
            ]);
        }
        return new Study
        {
            Source = source,
            Name = name,
            Problem = problem!,
            Network = network!,
            Trial = trial!,
            Quadrature = quadrature!,
            Precision = precision!,
            Formulations = formulations,
            Seeds = seeds,
            Seed = (ulong)seed!.Value,
            Train = train!,
            Analyses = analyses,
        };
    }

    private static OptimizerPhases? Phases(StudySection section, IReadOnlyList<ResolvedCall>? optimizers)
    {
        var steps = section.Whole("steps");
        if (optimizers is null || (section.Has("steps") && steps is null))
        {
            return null;
        }
        if (steps is null && OptimizerPhases.NeedSteps(optimizers))
        {
            section.Missing("steps");
            return null;
        }
        return section.Collect(() => OptimizerPhases.Of(optimizers, steps));
    }

    private static TrainSettings? Train(StudySection? section)
    {
        if (section is null)
        {
            return null;
        }
        var initializer = section.Call("initializer");
        var optimizers = section.Sequence("optimizer");
        var sampler = section.Call("sampler");
        var schedule = section.Call("schedule");
        var heldOut = section.Call("heldOut");
        var keep = section.Word("keep");
        if (keep == Stops.HeldOut && !section.Has("heldOut"))
        {
            section.Add(
                new InputException(
                    "keep: heldOut needs points that are not trained on; add heldOut: sobol:1000",
                    section.LocationOf("keep")
                )
            );
        }
        var stop = section.Call("stop");
        var phases = Phases(section, optimizers);
        var steps = phases?.Steps;
        var record = section.Whole("record");
        var checkpoints = section.Steps("checkpoints", steps ?? long.MaxValue);
        return
            initializer is null
            || phases is null
            || sampler is null
            || schedule is null
            || stop is null
            || keep is null
            || steps is null
            || record is null
            ? null
            : new TrainSettings
            {
                Initializer = initializer,
                Optimizer = phases,
                Sampler = sampler,
                Schedule = schedule,
                HeldOut = heldOut,
                Keep = keep,
                Stop = stop,
                Steps = steps.Value,
                Record = record.Value,
                Checkpoints = checkpoints,
            };
    }
}
