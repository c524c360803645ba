using Thalweg.Formats.Arrays;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Diagnostics;

namespace Thalweg.Studies.Running;

/// <summary>Writes the fields of a profile down as the arrays of its record.</summary>
internal sealed class ProfileGrid(Profile profile)
{
    public ProfileResult At(ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        var fields = profile.At(parameters, team);
        int[] shape = [.. fields.Shape];
        return new ProfileResult(
            shape.Length,
            fields.Description,
            [
                .. fields.Axes.Select(axis =>
                    KeyValuePair.Create(axis.Name, new NpyArray([axis.Values.Length], axis.Values))
                ),
                .. fields.Fields.Select(field => KeyValuePair.Create(field.Name, new NpyArray(shape, field.Values))),
            ],
            fields.Notes
        );
    }
}
