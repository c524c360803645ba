using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Thalweg.Formats.Arrays;
using Thalweg.Results.Keys;
using Thalweg.Results.Records;
using Thalweg.Results.Store;

namespace Thalweg.Results.Tests.Store;

/// <summary>Folders as disks, people and other programs leave them: nothing damaged is believed, and nothing stops at it.</summary>
public sealed class DamagedFolderTests : IDisposable
{
    private static readonly TaskIdentity Example = new("profile", 2, new JsonObject { ["points"] = 3 });

    private readonly TemporaryFolder folder = new();

    public void Dispose() => folder.Dispose();

    [Fact]
    public void A_count_with_any_bit_flipped_is_the_one_before_or_none()
    {
        var partial = new ResultStore(folder.Path).Partial(Example.Key);
        using (var count = partial.OpenCount())
        {
            count.Add(2);
            count.Add(3);
        }
        var path = At($"partial/{Example.Key.Hex}.count");
        var whole = File.ReadAllBytes(path);
        for (var bit = 0; bit < 8 * whole.Length; bit++)
        {
            var damaged = whole.ToArray();
            damaged[bit / 8] ^= (byte)(1 << (bit % 8));
            File.WriteAllBytes(path, damaged);
            Assert.Contains(EvaluationCount.Peek(path), new long?[] { 2, 5 });
            using var count = partial.OpenCount();
            Assert.Contains(count.Value, new long[] { 2, 5 });
            Assert.False(count.IsDamaged);
        }
    }

    [Theory]
    [InlineData(0, false)]
    [InlineData(1, true)]
    [InlineData(8, true)]
    [InlineData(32, true)]
    [InlineData(33, true)]
    public void A_count_that_is_none_starts_at_zero_and_says_so(int length, bool isDamaged)
    {
        var partial = new ResultStore(folder.Path).Partial(Example.Key);
        // What a number of eight bytes alone would be taken for: -9·10¹⁸ evaluations.
        File.WriteAllBytes(At($"partial/{Example.Key.Hex}.count"), [.. Enumerable.Repeat((byte)0x80, length)]);
        using (var count = partial.OpenCount())
        {
            Assert.Equal((0, isDamaged), (count.Value, count.IsDamaged));
            count.Add(4);
        }
        using var next = partial.OpenCount();
        Assert.Equal((4, false), (next.Value, next.IsDamaged));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(7)]
    public void A_count_whose_process_ended_before_it_was_whole_is_a_new_one(long torn)
    {
        var partial = new ResultStore(folder.Path).Partial(Example.Key);
        var path = At($"partial/{Example.Key.Hex}.count");
        // As it is made, then the number of the first place without its check.
        File.WriteAllBytes(path, [.. BitConverter.GetBytes(torn), .. new byte[24]]);
        Assert.Equal(0, EvaluationCount.Peek(path));
        using (var count = partial.OpenCount())
        {
            Assert.Equal((0, false), (count.Value, count.IsDamaged));
            count.Add(4);
            count.Add(5);
        }
        using var next = partial.OpenCount();
        Assert.Equal((9, false), (next.Value, next.IsDamaged));
    }

    [Theory]
    [InlineData("""{"processes":[null],"tasks":{"a":null}}""")]
    [InlineData("""{"processes":null,"tasks":{}}""")]
    [InlineData("""{"processes":[],"tasks":{"a":null}}""")]
    [InlineData("""{"processes":[{"started":null}],"tasks":{}}""")]
    [InlineData("""{"processes":[]}""")]
    [InlineData("null")]
    [InlineData("[]")]
    public void A_log_with_holes_is_no_log(string text)
    {
        File.WriteAllText(RunLog.PathIn(folder.Path), text);
        Assert.Throws<JsonException>(() => RunLog.TryRead(folder.Path));
        Assert.Empty(RunLog.Read(folder.Path).Processes);
    }

    [Theory]
    [InlineData("variants", "[null]")]
    [InlineData("chains", "[null]")]
    [InlineData("tasks", "[null]")]
    [InlineData("tasks", "null")]
    [InlineData("inputs", "[null]")]
    [InlineData("name", "null")]
    [InlineData("facts", """{"a":null}""")]
    [InlineData("variants", """[{"label":"a","slug":"../../a","loss":"a"}]""")]
    [InlineData("variants", """[{"label":"a","slug":"a","loss":"a"},{"label":"a","slug":"b","loss":"a"}]""")]
    [InlineData("chains", """[{"train":"k","variant":"a","seed":1},{"train":"k","variant":"a","seed":2}]""")]
    public void A_manifest_with_holes_is_no_manifest(string member, string value)
    {
        var files = new StudyFiles(folder.Path);
        files.WriteManifest(Manifest(null));
        Assert.NotNull(files.ReadManifest());
        var json = JsonNode.Parse(File.ReadAllText(At("study.json")))!;
        json[member] = JsonNode.Parse(value);
        File.WriteAllText(At("study.json"), json.ToJsonString());
        Assert.Null(files.ReadManifest());
    }

    [Theory]
    [InlineData("notes", true)]
    [InlineData("text", true)]
    [InlineData("inputs", false)]
    [InlineData("facts", false)]
    [InlineData("variants", false)]
    [InlineData("tasks", false)]
    public void A_manifest_may_lack_what_earlier_versions_did_not_write(string member, bool isRead)
    {
        var files = new StudyFiles(folder.Path);
        files.WriteManifest(Manifest(null));
        var json = JsonNode.Parse(File.ReadAllText(At("study.json")))!.AsObject();
        json.Remove(member);
        File.WriteAllText(At("study.json"), json.ToJsonString());
        var read = files.ReadManifest();
        Assert.Equal(isRead, read is not null);
        Assert.True(read is null || read.Notes.Count == 0);
    }

    [Theory]
    [InlineData("machines", "[null]")]
    [InlineData("seconds", """{"a":null}""")]
    [InlineData("ratios", "[null]")]
    public void Timings_with_holes_are_none(string member, string value)
    {
        var files = new StudyFiles(folder.Path);
        files.WriteTimings(new TimingRecord(["here"], [1], "", new Dictionary<string, IReadOnlyList<double>>(), []));
        Assert.NotNull(files.ReadTimings());
        var json = JsonNode.Parse(File.ReadAllText(At("timings.json")))!;
        json[member] = JsonNode.Parse(value);
        File.WriteAllText(At("timings.json"), json.ToJsonString());
        Assert.Null(files.ReadTimings());
    }

    /// <summary>A pipe nobody writes to would be waited for without end.</summary>
    [Theory]
    [InlineData(".json")]
    [InlineData(".npz")]
    public void A_pipe_in_the_place_of_a_file_is_damage(string extension)
    {
        var store = new ResultStore(folder.Path);
        store.Write(Example, new TaskResult("{\"a\":1}"u8.ToArray(), [new("x", new NpyArray([1], [0.5]))]));
        var path = At($"results/{Example.Key.Hex}{extension}");
        File.Delete(path);
        Pipe(path);
        Assert.Null(store.TryRead(Example.Key, out var damage));
        Assert.Contains("is a pipe", damage, StringComparison.Ordinal);
        Assert.Equal(0, store.CountOfOtherFormats());
        Assert.Empty(store.Read([Example.Key.Hex], out var warnings));
        Assert.Single(warnings);
    }

    [Fact]
    public void A_record_that_cannot_be_read_is_left_out_and_told()
    {
        Assert.SkipUnless(File.Exists("/proc/self/mem"), "there is no file whose reading fails on this system");
        var store = new ResultStore(folder.Path);
        var other = new TaskIdentity("slice", 2, []);
        foreach (var task in new[] { Example, other })
        {
            store.Write(task, new TaskResult("{\"a\":1}"u8.ToArray(), []));
        }
        var path = store.RecordPath(Example.Key);
        File.Delete(path);
        File.CreateSymbolicLink(path, "/proc/self/mem");
        Assert.Single(store.Read([Example.Key.Hex, other.Key.Hex], out var warnings));
        Assert.Contains("cannot be read and is left out", Assert.Single(warnings), StringComparison.Ordinal);
        Assert.Equal(0, store.CountOfOtherFormats());
        // Who computes must not take a failing disk for a missing result.
        Assert.ThrowsAny<IOException>(() => store.TryRead(Example.Key, out _));
    }

    [Theory]
    [InlineData("study.json")]
    [InlineData("timings.json")]
    [InlineData("run.json")]
    [InlineData("study.yaml")]
    public void A_pipe_in_the_place_of_what_describes_a_folder_is_nothing(string name)
    {
        Pipe(At(name));
        var files = new StudyFiles(folder.Path);
        Assert.Null(files.ReadManifest());
        Assert.Null(files.ReadTimings());
        Assert.Null(files.TextOf(Manifest("a")));
        Assert.Empty(RunLog.Read(folder.Path).Processes);
    }

    [Fact]
    public void A_pipe_in_the_place_of_partial_state_is_none()
    {
        var partial = new ResultStore(folder.Path).Partial(Example.Key);
        Pipe(At($"partial/{Example.Key.Hex}.state"));
        Assert.Null(partial.Load());
    }

    /// <summary>A link to nothing is listed and cannot be opened, as a young file of a file server.</summary>
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Partial_state_that_cannot_be_opened_yet_is_waited_for(bool isWritten)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "links need rights there");
        var partial = new ResultStore(folder.Path).Partial(Example.Key);
        partial.Save([1, 2, 3]);
        var path = At($"partial/{Example.Key.Hex}.state");
        var aside = At("aside");
        File.Move(path, aside);
        File.CreateSymbolicLink(path, At("absent"));
        var loaded = Task.Run(partial.Load, TestContext.Current.CancellationToken);
        await Task.Delay(200, TestContext.Current.CancellationToken);
        Assert.False(loaded.IsCompleted);
        if (isWritten)
        {
            File.Move(aside, At("absent"));
        }
        else
        {
            File.Delete(path);
        }
        Assert.Equal(isWritten ? [1, 2, 3] : null, await loaded);
    }

    private static StudyRecord Manifest(string? text) =>
        new(TaskIdentity.Format, "a", new Dictionary<string, string>(), [], [1], [], [])
        {
            Text = text is null ? null : StudyFiles.HashOf(text),
        };

    private string At(string name) => Path.Combine(folder.Path, name);

    private static void Pipe(string path)
    {
        Assert.SkipUnless(OperatingSystem.IsLinux(), "makes a pipe with a program of Unix");
        using var process = Process.Start("mkfifo", [path]);
        process.WaitForExit();
        Assert.Equal(0, process.ExitCode);
    }
}
