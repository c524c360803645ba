using Thalweg.Results.Keys;
using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Declarations;

namespace Thalweg.Studies.Running;

/// <summary>Makes <c>study.json</c>: what a study compares, which results belong to it, and the files that it reads, which are copied to
/// the folder.</summary>
internal static class StudyManifest
{
    /// <param name="text">The study file as it is kept.</param>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public static StudyRecord Of(StudyPlan plan, string text, StudyFiles files)
    {
        var chains = plan.Chains;
        var study = plan.Study;
        return new StudyRecord(
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
            [
                .. plan.Tasks.Select(task => new TaskRecord(task.Key.Hex, task.Kind, task.Label)
                {
                    Loss = task.Loss,
                    Chain = task.Chain,
                }),
            ]
        )
        {
            Text = StudyFiles.HashOf(text),
            Notes = [.. chains.Sources.Select(source => source.Note).OfType<string>().Distinct()],
            Inputs = [.. study.Inputs.SelectMany(input => Keep(input, files))],
        };
    }

    private static IEnumerable<InputRecord> Keep(StudyInput input, StudyFiles files) =>
        input.Command is { } command
            ? files.KeepCommand(command, input.Names, Path.GetFullPath(input.Folder.Length > 0 ? input.Folder : "."))
            : [files.Keep(input.Names[0], input.Path!)];
}
