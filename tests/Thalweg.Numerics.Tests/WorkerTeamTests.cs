using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Tests;

public sealed class WorkerTeamTests
{
    private sealed class Marking(int count) : IWork
    {
        public int[] Visits { get; } = new int[count];

        public void Run(int item, int worker) => Interlocked.Increment(ref Visits[item]);
    }

    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1)]
    [InlineData(2, 1000)]
    [InlineData(3, 7)]
    public void Every_item_runs_exactly_once(int threads, int items)
    {
        using var team = new WorkerTeam(threads);
        for (var repetition = 0; repetition < 50; repetition++)
        {
            var work = new Marking(items);
            team.Run(items, work);
            Assert.All(work.Visits, v => Assert.Equal(1, v));
        }
    }

    private sealed class Failing : IWork
    {
        public void Run(int item, int worker)
        {
            if (item == 3)
            {
                throw new InvalidOperationException("item 3");
            }
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void An_exception_reaches_the_caller_and_the_team_stays_usable(int threads)
    {
        using var team = new WorkerTeam(threads);
        Assert.Equal("item 3", Assert.Throws<InvalidOperationException>(() => team.Run(10, new Failing())).Message);
        var work = new Marking(5);
        team.Run(5, work);
        Assert.All(work.Visits, v => Assert.Equal(1, v));
    }

    [Fact]
    public void A_cancelled_team_refuses_to_start()
    {
        using var source = new CancellationTokenSource();
        using var team = new WorkerTeam(2, source.Token);
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => team.Run(2, new Marking(2)));
    }
}
