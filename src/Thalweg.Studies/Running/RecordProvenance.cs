using Thalweg.Results.Keys;
using Thalweg.Results.Records;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Running;

/// <summary>Makes the provenance of a record from its task.</summary>
internal static class RecordProvenance
{
    public static Provenance Of(StudyTask task, IReadOnlyList<string> warnings) =>
        new(task.Kind.Name(), task.Key.Hex, TaskIdentity.Format, task.Kind.Algorithm(), warnings);
}
