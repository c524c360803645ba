using System.Text.Json.Nodes;
using Thalweg.Results.Keys;
using Thalweg.Results.Store;

namespace Thalweg.Results.Tests.Store;

/// <summary>Results of large studies lie in many folders; readers find them wherever they are.</summary>
public sealed class ResultPlacesTests : IDisposable
{
    private readonly TemporaryFolder folder = new();

    private string Results => Path.Combine(folder.Path, "results");

    public void Dispose() => folder.Dispose();

    [Fact]
    public void Few_results_lie_in_one_folder_and_many_fan_out()
    {
        var few = new ResultStore(folder.Path, expected: ResultPlaces.Most / 2);
        few.Write(Task(1), Result);
        Assert.Equal(Path.Combine(Results, Task(1).Key.Hex + ".json"), few.RecordPath(Task(1).Key));

        var many = new ResultStore(folder.Path, expected: (ResultPlaces.Most / 2) + 1);
        many.Write(Task(1), Result);
        many.Write(Task(2), Result);
        var wide = Task(2).Key.Hex;
        Assert.Equal(Path.Combine(Results, wide[..2], wide + ".json"), many.RecordPath(Task(2).Key));
        Assert.True(File.Exists(Path.Combine(Results, wide[..2], wide + ".json")));

        // A store that was opened before finds both, and a later one goes on as it is.
        Assert.All(
            [few, many, new ResultStore(folder.Path)],
            store => Assert.All([Task(1), Task(2)], task => Check(store, task))
        );
        var later = new ResultStore(folder.Path);
        later.Write(Task(3), Result);
        Assert.Equal(Task(3).Key.Hex[..2], Path.GetFileName(Path.GetDirectoryName(later.RecordPath(Task(3).Key))));
        Assert.Equal((3, 0), (later.Count(), later.CountOfOtherFormats()));
        Directory.Delete(Path.Combine(folder.Path, "partial"));
        Assert.Null(FolderClaim.Refusal(folder.Path));
    }

    [Fact]
    public void What_was_left_under_temporary_names_is_swept_everywhere()
    {
        var store = new ResultStore(folder.Path, expected: ResultPlaces.Most);
        store.Write(Task(1), Result);
        var left = store.RecordPath(Task(1).Key) + ".elsewhere-0-1-abcd12345678.1.new";
        File.WriteAllText(left, "");
        File.SetLastWriteTimeUtc(left, DateTime.UtcNow.AddHours(-2));
        store.Sweep();
        Assert.False(File.Exists(left));
        Check(store, Task(1));
    }

    private static TaskResult Result => new("{}"u8.ToArray(), []);

    private static TaskIdentity Task(int seed) => new("train", 1, new JsonObject { ["seed"] = seed });

    private static void Check(ResultStore store, TaskIdentity task)
    {
        Assert.True(store.Contains(task.Key));
        Assert.NotNull(store.TryRead(task.Key, out _));
    }
}
