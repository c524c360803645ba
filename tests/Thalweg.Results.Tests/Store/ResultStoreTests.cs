using System.Text;
using System.Text.Json.Nodes;
using Thalweg.Formats.Arrays;
using Thalweg.Formats.Files;
using Thalweg.Results.Keys;
using Thalweg.Results.Records;
using Thalweg.Results.Store;

namespace Thalweg.Results.Tests.Store;

public sealed class ResultStoreTests
{
    private static readonly TaskIdentity Example = new("profile", 2, new JsonObject { ["points"] = 3 });

    private static TaskResult Result => new("{\"a\":1}"u8.ToArray(), [new("x", new NpyArray([3], [0, 0.5, 1]))]);

    [Fact]
    public void What_is_written_is_read_back()
    {
        using var folder = new TemporaryFolder();
        var store = new ResultStore(folder.Path);
        store.Write(Example, Result);
        var read = store.TryRead(Example.Key, out var damage);

        Assert.Null(damage);
        Assert.NotNull(read);
        Assert.Equal(1, read.Record.GetProperty("a").GetInt32());
        Assert.Equal([0, 0.5, 1], read.ReadArrays()["x"].Values);
        Assert.Equal([read.Key], store.Read([Example.Key.Hex], out var warnings).Select(r => r.Key));
        Assert.Empty(warnings);
    }

    [Fact]
    public void The_record_file_holds_inputs_checksums_and_record_one_to_a_line()
    {
        using var folder = new TemporaryFolder();
        var store = new ResultStore(folder.Path);
        store.Write(Example, Result with { Arrays = [] });

        Assert.Equal(
            """
            {
            "format":2,
            "kind":"profile",
            "algorithm":2,
            "inputs":{"points":3},
            "arraysSha256":null,
            "recordSha256":"015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862",
            "record":{"a":1}
            }

            """,
            File.ReadAllText(store.RecordPath(Example.Key))
        );
    }

    [Fact]
    public void A_folder_that_cannot_be_made_is_an_io_error_that_says_what_to_do()
    {
        using var folder = new TemporaryFolder();
        var file = Path.Combine(folder.Path, "file");
        File.WriteAllText(file, "");
        var failure = Assert.Throws<IOException>(() => new ResultStore(Path.Combine(file, "out")));

        Assert.Contains(file, failure.Message, StringComparison.Ordinal);
        Assert.Contains("choose another folder", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Reading_creates_nothing()
    {
        using var folder = new TemporaryFolder();
        Directory.CreateDirectory(Path.Combine(folder.Path, "results"));

        Assert.Empty(ResultStore.ForReading(folder.Path).Read([Example.Key.Hex], out _));
        Assert.False(Directory.Exists(Path.Combine(folder.Path, "partial")));
    }

    [Fact]
    public void A_count_outlives_its_owner_and_a_damaged_file_of_it_starts_at_zero()
    {
        using var folder = new TemporaryFolder();
        var partial = new ResultStore(folder.Path).Partial(Example.Key);
        using (var count = partial.OpenCount())
        {
            count.Add(2);
            count.Add(3);
        }
        using (var count = partial.OpenCount())
        {
            Assert.Equal(5, count.Value);
        }
        File.WriteAllText(Path.Combine(folder.Path, "partial", Example.Key.Hex + ".count"), "x");
        using var damaged = partial.OpenCount();
        Assert.Equal(0, damaged.Value);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{}")]
    [InlineData("[1,2")]
    public void A_damaged_log_of_runs_is_started_anew(string text)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(RunLog.PathIn(folder.Path), text);
        var log = new RunLog(folder.Path, 1, "1/3");
        log.Add(Example, "profile", TimeSpan.FromSeconds(1), 7);
        log.End();
        var read = RunLog.Read(folder.Path);

        Assert.Equal("1/3", Assert.Single(read.Processes).Shard);
        Assert.Equal(7, read.Tasks[Example.Key.Hex].GradientEvaluations);
    }

    [Fact]
    public void A_record_that_cannot_be_renamed_publishes_nothing_and_loses_nothing()
    {
        using var folder = new TemporaryFolder();
        var store = new ResultStore(folder.Path);
        var path = store.RecordPath(Example.Key);
        Directory.CreateDirectory(Path.Combine(path, "occupied"));
        var failure = Assert.Throws<IOException>(() => store.Write(Example, Result));

        Assert.Contains(path, failure.Message, StringComparison.Ordinal);
        Assert.False(store.Contains(Example.Key));
        Assert.Null(store.TryRead(Example.Key, out var damage));
        Assert.Null(damage);
        Assert.Empty(Directory.GetFiles(Path.GetDirectoryName(path)!, "*.new"));
        Directory.Delete(path, recursive: true);
        store.Write(Example, Result);
        Assert.NotNull(store.TryRead(Example.Key, out _));
    }

    [Fact]
    public void Leftovers_go_once_nobody_can_be_at_them()
    {
        using var folder = new TemporaryFolder();
        var store = new ResultStore(folder.Path);
        string Left(string name, TimeSpan age)
        {
            var path = Path.Combine(folder.Path, name);
            File.WriteAllText(path, "half");
            File.SetLastWriteTimeUtc(path, DateTime.UtcNow - age);
            return path;
        }
        var old = new[] { "results/a.json.h-0-1-2.1.new", "partial/a.state.h-0-1-2.7.new", "partial/.h.probe" }
            .Select(name => Left(name, TimeSpan.FromMinutes(61)))
            .ToList();
        var young = Left("results/b.npz.h-0-1-2.2.new", TimeSpan.FromMinutes(59));
        // Of this machine it is known who lives; no process has the largest number.
        var parts = WriterName.OfProcess.Split('-');
        string Of(int process) => $"results/d.json.{parts[0]}-{parts[1]}-{process}-{parts[3]}.1.new";
        old.Add(Left(Of(int.MaxValue), TimeSpan.Zero));
        old.Add(Left($"partial/e.lock.{parts[0]}-0-{int.MaxValue}-{parts[3]}.stale", TimeSpan.Zero));
        var alive = Left(Of(Environment.ProcessId), TimeSpan.FromDays(1));
        var own = Left("results/c.json", TimeSpan.FromDays(9));
        store.Sweep();

        Assert.DoesNotContain(old, File.Exists);
        Assert.True(File.Exists(young));
        Assert.True(File.Exists(alive));
        Assert.True(File.Exists(own));
    }

    [Fact]
    public void Truncation_at_every_length_is_noticed()
    {
        using var folder = new TemporaryFolder();
        var store = new ResultStore(folder.Path);
        store.Write(Example, Result);
        var path = store.RecordPath(Example.Key);
        var bytes = File.ReadAllBytes(path);
        for (var length = 0; length < bytes.Length - 1; length++)
        {
            File.WriteAllBytes(path, bytes[..length]);
            Assert.Null(store.TryRead(Example.Key, out var damage));
            Assert.Contains("is not a whole result record", damage, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void Records_keep_non_finite_numbers_and_the_order_of_dictionaries()
    {
        var terms = new OrderedDictionary<string, double> { ["interior"] = double.NaN, ["boundary"] = 1e-300 };
        var errors = new OrderedDictionary<string, double> { ["relativeL2"] = double.PositiveInfinity };
        var history = new TrainingHistory(
            [],
            [],
            new OrderedDictionary<string, IReadOnlyList<double>>(),
            [],
            new OrderedDictionary<string, IReadOnlyList<double>>(),
            new OrderedDictionary<string, IReadOnlyList<double>>()
        );
        var record = new TrainRecord(
            new Provenance("train", Example.Key.Hex, 1, 1, []),
            "ritz",
            ulong.MaxValue,
            53,
            "steps",
            10,
            10,
            null,
            new Evaluation(0.1, terms, double.NegativeInfinity, errors),
            history,
            [0]
        );
        var text = Encoding.UTF8.GetString(RecordJson.Write(record));

        Assert.Contains(
            """{"loss":0.1,"terms":{"interior":"NaN","boundary":1E-300},"gradientNorm":"-Infinity","errors":{"relativeL2":"Infinity"}}""",
            text,
            StringComparison.Ordinal
        );
        using var document = System.Text.Json.JsonDocument.Parse(text);
        var read = RecordJson.Read<TrainRecord>(document.RootElement);
        Assert.Equal(ulong.MaxValue, read.Seed);
        Assert.Equal(text, Encoding.UTF8.GetString(RecordJson.Write(read)));
    }
}
