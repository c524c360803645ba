using Thalweg.Results.Keys;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Analyses;

namespace Thalweg.Studies.Running;

/// <summary>Writes <c>study.json</c>: what the study compares and which results belong to it, for reports.</summary>
internal static class StudyManifest
{
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static void Write(StudyPlan plan, ResultStore store)
    {
        var chains = plan.Chains;
        var study = plan.Study;
        var record = new StudyRecord(
            TaskIdentity.Format,
            study.Name,
            study.Facts,
            [
                .. study.Variants.Select(v => new VariantRecord(v.Label, v.Slug, chains.NameOf(v.Source))
                {
                    Overrides = v.Overrides,
                }),
            ],
            study.Seeds,
            [.. chains.All.Select(c => new ChainRecord(c.Train.Key.Hex, c.Variant.Label, c.Seed))],
            [.. plan.Tasks.Select(task => new TaskRecord(task.Key.Hex, task.Kind, task.Label) { Loss = task.Loss })]
        );
        store.WriteManifest(record);
    }
}
