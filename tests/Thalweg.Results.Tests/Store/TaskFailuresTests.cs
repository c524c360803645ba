using System.Text.Json.Nodes;
using Thalweg.Formats.Files;
using Thalweg.Results.Keys;
using Thalweg.Results.Store;

namespace Thalweg.Results.Tests.Store;

/// <summary>What failed is kept beside its key, counts for the program that failed, and is forgotten with a result.</summary>
public sealed class TaskFailuresTests : IDisposable
{
    private readonly TemporaryFolder folder = new();
    private readonly TaskIdentity task = new("train", 1, new JsonObject { ["seed"] = 1 });

    public void Dispose() => folder.Dispose();

    [Fact]
    public void The_same_program_leaves_it_and_another_one_does_not()
    {
        var store = new ResultStore(folder.Path);
        var own = new TaskFailures(folder.Path, "own");
        Assert.Null(own.Read(task.Key));
        own.Note(task, "train", "it broke");
        Assert.Equal("it broke", own.Refusal(task.Key)?.Message);
        Assert.Null(new TaskFailures(folder.Path, "other").Refusal(task.Key));
        store.Write(task, new TaskResult("{}"u8.ToArray(), []));
        Assert.Null(own.Read(task.Key));
    }

    [Fact]
    public void A_task_is_tried_once_more_after_a_kill_and_no_more_after_two()
    {
        var own = new TaskFailures(folder.Path, "own");
        Assert.Empty(own.NoteKill(Environment.ProcessId));
        var log = new RunLog(folder.Path, 1, null);
        var other = new TaskIdentity("train", 1, new JsonObject { ["seed"] = 2 });
        log.Begin(task, "first", 0);
        log.Begin(other, "second", 0);
        log.Add(other, "second", TimeSpan.Zero, 0);
        Assert.Empty(own.NoteKill(Environment.ProcessId + 1));
        Assert.Equal(task.Key.Hex, Assert.Single(own.NoteKill(Environment.ProcessId)).Task);
        Assert.Null(own.Refusal(task.Key));
        own.NoteKill(Environment.ProcessId);
        Assert.Contains("killed twice", own.Refusal(task.Key)?.Message, StringComparison.Ordinal);
        Assert.Null(own.Read(other.Key));
    }

    [Fact]
    public void A_damaged_note_counts_for_nothing()
    {
        var own = new TaskFailures(folder.Path, "own");
        _ = new ResultStore(folder.Path);
        DurableFile.Write(Path.Combine(folder.Path, "results", task.Key.Hex + ".failed"), "{\"task\":1"u8);
        Assert.Null(own.Refusal(task.Key));
    }
}
