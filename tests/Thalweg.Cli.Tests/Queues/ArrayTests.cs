using Thalweg.Cli.Queues;
using Thalweg.Results.Records;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Cli.Tests.Queues;

/// <summary>What a job array is made from: limits, the number of shards, the entries that compute given tasks.</summary>
public sealed class ArrayTests
{
    private static readonly SourceLocation Place = new("--time", 0, 1);

    [Theory]
    [InlineData("90", 5400)]
    [InlineData("5:30", 330)]
    [InlineData("02:00:00", 7200)]
    [InlineData("1-12", 129_600)]
    [InlineData("1-12:30", 131_400)]
    [InlineData("7-00:00:01", 604_801)]
    public void Limits_are_read_as_Slurm_reads_them(string text, int seconds) =>
        Assert.Equal(seconds, TimeLimit.Parse(text, Place).TotalSeconds);

    [Theory]
    [InlineData("")]
    [InlineData("0")]
    [InlineData("2h")]
    [InlineData("1:2:3:4")]
    [InlineData("-5")]
    public void What_is_no_limit_is_refused(string text)
    {
        var fault = Assert.Throws<InputException>(() => TimeLimit.Parse(text, Place));
        Assert.Contains("--time: expected a time limit", fault.Describe(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(60, 6)]
    [InlineData(1200, 120)]
    [InlineData(7200, 120)]
    [InlineData(5, 1)]
    public void A_job_is_told_before_its_limit(int seconds, int lead) =>
        Assert.Equal(lead, TimeLimit.Lead(TimeSpan.FromSeconds(seconds)));

    // Half an hour each; a quarter of a short limit; no more than runs, half the tasks, or what the site allows.
    [Theory]
    [InlineData(36_000, 1000, 5000, 7200, 1000, 20)]
    [InlineData(36_000, 1000, 5000, 1200, 1000, 120)]
    [InlineData(36_000, 7, 5000, 7200, 1000, 7)]
    [InlineData(36_000, 1000, 24, 7200, 1000, 12)]
    [InlineData(36e6, 5000, 50_000, 7200, 500, 500)]
    [InlineData(36e6, 5000, 50_000, 7200, 5000, 1000)]
    [InlineData(1, 100, 500, 7200, 1000, 1)]
    [InlineData(0, 1, 1, 7200, 1000, 1)]
    public void Shards_take_about_half_an_hour(
        double seconds,
        int chains,
        int tasks,
        int limit,
        int most,
        int shards
    ) => Assert.Equal(shards, ShardCount.Of(seconds, chains, tasks, TimeSpan.FromSeconds(limit), most));

    /// <summary>Whatever is missing, the entries named are those of the shards that take it, and no others.</summary>
    [Fact]
    public void The_entries_of_missing_tasks_are_their_shards()
    {
        const int Count = 7;
        for (var chains = 1; chains < 1 << 9; chains++)
        {
            int[] missing = [.. Enumerable.Range(0, 9).Where(chain => (chains >> chain & 1) == 1)];
            var expected = Enumerable
                .Range(1, Count)
                .Where(i => missing.Any(chain => new Shard(i, Count).Takes(Chain(chain))))
                .ToList();
            Assert.Equal(expected, Expand(ArrayIds.Of(missing.Select(Task), Count)));
        }
        Assert.Equal("1-3,5,7", ArrayIds.Of(new[] { 0, 1, 2, 3, 5 }.Select(Task), Count));
        Assert.Equal("1", ArrayIds.Of([new TaskRecord("a", "comparison", "compare")], Count));
    }

    private static TaskRecord Task(int chain) => new("a", "train", "train") { Chain = chain };

    private static StudyTask Chain(int chain) =>
        new("train", 1, [], (_, _) => throw new NotSupportedException()) { Label = "train", Chain = chain };

    private static List<int> Expand(string ids) =>
        [
            .. ids.Split(',')
                .Select(part => part.Split('-').Select(int.Parse).ToArray())
                .SelectMany(part => Enumerable.Range(part[0], part[^1] - part[0] + 1)),
        ];
}
