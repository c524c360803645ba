using Thalweg.Results.Records;
using Thalweg.Results.Store;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Running;

/// <summary>Computes solution, error and residual on a grid.</summary>
internal static class ProfileComputation
{
    public static TaskResult Compute(StudyObjects objects, StudyTask task, ProfileSubject subject, TaskContext context)
    {
        var (centre, _, _) = TrainedRun.Read(context, subject.Centre.Train).At(subject.Centre.Step);
        var profile = objects.Profile(centre, context.Team);
        var record = new ProfileRecord(
            RecordProvenance.Of(task, profile.Warnings),
            subject.Centre.Train.Key.Hex,
            subject.Centre.TrainedOn.Brief,
            subject.Centre.Seed,
            profile.Dimension,
            profile.Description
        );
        return new TaskResult(RecordJson.Write(record), profile.Arrays);
    }
}
