using System.Text.Json.Serialization;

namespace Thalweg.Studies.Tasks;

/// <summary>An earlier task whose result is an input; it enters the key of the later one by its own key.</summary>
/// <param name="Label">For messages.</param>
public sealed record EarlierTask(string Key, [property: JsonIgnore] string Label)
{
    public static EarlierTask Of(StudyTask task)
    {
        ArgumentNullException.ThrowIfNull(task);
        return new(task.Key.Hex, task.Label);
    }
}
