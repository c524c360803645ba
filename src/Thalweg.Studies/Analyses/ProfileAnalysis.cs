using Thalweg.Results.Records;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>What a profile depends on.</summary>
public sealed record ProfileInputs(Centre Centre, Source Source);

/// <summary>Solution, error and residual on a grid at the end of a run.</summary>
public sealed class ProfileAnalysis : Analysis<ProfileInputs, ProfileRecord>
{
    private ProfileAnalysis()
        : base("profile", algorithm: 2) { }

    public static ProfileAnalysis Instance { get; } = new();

    public override Stage Stage => Stage.Profiles;

    public override IEnumerable<StudyTask> Expand(StudyChains chains, ResolvedCall? call)
    {
        ArgumentNullException.ThrowIfNull(chains);
        return chains
            .All.Where(chain => chain.Variant.Source.As<IFields>() is not null)
            .Select(chain =>
                chain.Hang(
                    Task(new ProfileInputs(chain.End, chain.Variant.Source), chain.Label("profile")),
                    new TaskWork(0, 1)
                )
            );
    }

    public override Computed<ProfileRecord> Compute(ProfileInputs inputs, TaskContext context, Provenance stamp)
    {
        ArgumentNullException.ThrowIfNull(inputs);
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(stamp);
        var place = Place.Of(inputs.Centre, context);
        var fields =
            inputs.Source.As<IFields>()
            ?? throw new ArgumentException($"'{inputs.Source.Label}' has no fields to draw", nameof(inputs));
        var profile = fields.Profile(context.Objectives.Of(inputs.Source), place.Parameters, context.Team);
        var record = new ProfileRecord(
            stamp with
            {
                Warnings = [.. profile.Warnings, .. place.Warnings],
            },
            place.TrainKey,
            inputs.Source.Label,
            place.Seed,
            profile.Dimension,
            profile.Description
        );
        return new Computed<ProfileRecord>(record, profile.Arrays);
    }
}
