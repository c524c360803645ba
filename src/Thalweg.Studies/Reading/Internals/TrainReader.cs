using Thalweg.Optimization.Optimizers.LeastSquares;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Declarations;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Reading;

/// <summary>Reads how one variant is trained.</summary>
/// <param name="source">What is trained on; null where its own faults are told already.</param>
internal sealed class TrainReader(StudySection section, Source? source, List<InputException> faults)
{
    /// <summary>The settings, or null where the faults say what is wrong.</summary>
    public TrainSettings? Read()
    {
        var before = faults.Count;
        var initializer = OfDrawn("initializer");
        var curriculum = section.Call("curriculum") is { Name: not Curricula.None } given ? given : null;
        var phases = Phases(section.Sequence("optimizer"))?.After(curriculum);
        var sampler = OfPoints("sampler");
        var weighting = section.Call("weighting");
        var schedule = section.Call("schedule");
        var heldOut = OfPoints("heldOut");
        var stop = section.Call("stop");
        var keep = section.Word("keep");
        var record = section.Whole("record");
        var checkpoints = section.Steps("checkpoints", phases?.Steps ?? long.MaxValue);
        if (phases is null || schedule is null || stop is null || keep is null || record is null)
        {
            return null;
        }
        if (sampler is not (null or { Name: "none" }))
        {
            faults.AddRange(source?.As<IPoints>()?.WithSampler(sampler).Refusals ?? []);
        }
        CheckHeldOut(heldOut, stop, keep);
        CheckOptimizers(phases);
        CheckWeighting(weighting, phases, sampler, stop);
        if (curriculum is not null && source is not null)
        {
            faults.AddRange(TrainAnalysis.CurriculumFaults(curriculum, source, phases, weighting, sampler));
        }
        return faults.Count > before
            ? null
            : new TrainSettings
            {
                Initializer = initializer,
                Optimizer = phases,
                Sampler = sampler is { Name: "none" } ? null : sampler,
                Weighting = weighting is { Name: Weightings.Fixed } ? null : weighting,
                Curriculum = curriculum,
                Schedule = schedule,
                HeldOut = heldOut,
                Keep = keep,
                Stop = stop,
                Record = record.Value,
                Checkpoints = checkpoints,
            };
    }

    /// <summary>A key that belongs to sources whose start is drawn.</summary>
    private ResolvedCall? OfDrawn(string key)
    {
        if (source is null || source.As<IStarts>() is { TakesInitializer: true })
        {
            return section.Call(key);
        }
        if (source.As<IStarts>() is null)
        {
            faults.Add(
                new InputException(
                    $"'{source.Label}' has no start for a seed and names no tensors that could be drawn; a study needs one of the two",
                    section.LocationOf(key)
                )
            );
            return null;
        }
        return Refused(key, source, "chooses its start by itself");
    }

    /// <summary>A key that belongs to sources with points.</summary>
    private ResolvedCall? OfPoints(string key) =>
        source is null || source.As<IPoints>() is not null ? section.Call(key) : Refused(key, source, "has no points");

    private ResolvedCall? Refused(string key, Source owner, string why)
    {
        if (section.Has(key))
        {
            faults.Add(
                new InputException(
                    $"{key} has no meaning for '{owner.Label}', which {why}; leave it out",
                    section.LocationOf(key)
                )
            );
        }
        return null;
    }

    private OptimizerPhases? Phases(IReadOnlyList<ResolvedCall>? optimizers)
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

    private void CheckHeldOut(ResolvedCall? heldOut, ResolvedCall stop, string keep)
    {
        if (heldOut is not null && Quadratures.ReadsFile(heldOut))
        {
            faults.Add(
                new InputException(
                    "heldOut of a study takes a rule, not a file of points; write sobol:1000",
                    heldOut.Location
                )
            );
        }
        else if (heldOut is not null)
        {
            faults.AddRange(source?.As<IPoints>()?.WithQuadrature(heldOut).Refusals ?? []);
        }
        if (heldOut is not null || source?.As<IHeldOut>()?.HeldOut is not null)
        {
            return;
        }
        if (keep == Stops.HeldOut)
        {
            faults.Add(
                new InputException(
                    "keep: heldOut needs points that are not trained on; add heldOut: sobol:1000",
                    section.LocationOf("keep")
                )
            );
        }
        if (stop.Has("metric") && stop.Word("metric") == Stops.HeldOut)
        {
            faults.Add(
                new InputException(
                    "metric=heldOut needs points that are not trained on; add heldOut: sobol:1000",
                    stop.LocationOf("metric")
                )
            );
        }
    }

    /// <summary>Weights that the loss does not have, or that something else of the training takes.</summary>
    private void CheckWeighting(
        ResolvedCall? weighting,
        OptimizerPhases phases,
        ResolvedCall? sampler,
        ResolvedCall stop
    )
    {
        if (weighting is null or { Name: Weightings.Fixed } || source is null)
        {
            return;
        }
        if (source.As<IPoints>() is null)
        {
            Refused("weighting", source, "has no points");
            return;
        }
        section.Collect(() => Weightings.Phases(phases, weighting));
        var rule = Weightings.Create(weighting).Rule;
        if (rule is { IsByPoint: true } && sampler is not (null or { Name: "none" }))
        {
            faults.Add(
                new InputException(
                    $"'{weighting.Name}' gives every point a weight of its own, and '{sampler.Name}' moves the points; leave one of the two out",
                    weighting.Location
                )
            );
        }
        if (rule is not null && stop.Has("metric") && stop.Word("metric") == Stops.Loss)
        {
            faults.Add(
                new InputException(
                    $"the weights of the loss change by '{weighting.Name}', so that it cannot be watched; write another metric, such as heldOut",
                    stop.LocationOf("metric")
                )
            );
        }
    }

    /// <summary>Optimizers that need what the loss has not.</summary>
    private void CheckOptimizers(OptimizerPhases phases)
    {
        if (source is not { IsSumOfSquares: false })
        {
            return;
        }
        foreach (var call in phases.Calls.Where(c => Optimizers.Create(c) is LeastSquaresOptimizer))
        {
            faults.Add(
                new InputException(
                    $"'{call.Name}' needs a loss that is a sum of squares, and '{source.Label}' is none; take another loss, or an "
                        + "optimizer for every loss, such as ssbroyden",
                    call.Location
                )
            );
        }
    }
}
