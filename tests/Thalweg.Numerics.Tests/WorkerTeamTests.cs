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

    private sealed class Waiting(SemaphoreSlim begun, ManualResetEventSlim end) : IWork
    {
        public void Run(int item, int worker)
        {
            begun.Release();
            end.Wait(TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public void A_team_at_work_refuses_another_thread_and_stays_usable()
    {
        using var team = new WorkerTeam(2, TestContext.Current.CancellationToken);
        using var begun = new SemaphoreSlim(0);
        using var end = new ManualResetEventSlim();
        var first = new Thread(() => team.Run(4, new Waiting(begun, end)));
        first.Start();
        begun.Wait(TestContext.Current.CancellationToken);
        var second = new Marking(4);
        Assert.Contains(
            "while the team is at work",
            Assert.Throws<InvalidOperationException>(() => team.Run(4, second)).Message
        );
        end.Set();
        first.Join();
        Assert.All(second.Visits, v => Assert.Equal(0, v));
        team.Run(4, second);
        Assert.All(second.Visits, v => Assert.Equal(1, v));
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(4)]
    public void A_team_at_work_on_one_item_refuses_another_thread_too(int items)
    {
        using var team = new WorkerTeam(2, TestContext.Current.CancellationToken);
        using var begun = new SemaphoreSlim(0);
        using var end = new ManualResetEventSlim();
        var first = new Thread(() => team.Run(1, new Waiting(begun, end)));
        first.Start();
        begun.Wait(TestContext.Current.CancellationToken);
        var second = new Marking(items);
        Assert.Throws<InvalidOperationException>(() => team.Run(items, second));
        end.Set();
        first.Join();
        Assert.All(second.Visits, v => Assert.Equal(0, v));
        team.Run(items, second);
        Assert.All(second.Visits, v => Assert.Equal(1, v));
    }

    [Fact]
    public void A_team_is_free_again_after_one_item_that_failed()
    {
        using var team = new WorkerTeam(2);
        Assert.Throws<NotSupportedException>(() => team.Run(1, new Refusing()));
        var work = new Marking(1);
        team.Run(1, work);
        Assert.Equal([1], work.Visits);
    }

    private sealed class Refusing : IWork
    {
        public void Run(int item, int worker) => throw new NotSupportedException();
    }

    [Fact]
    public void Two_threads_on_one_team_run_their_items_once_or_not_at_all()
    {
        using var team = new WorkerTeam(2, TestContext.Current.CancellationToken);
        var works = new[] { new Marking(50), new Marking(50) };
        var done = new int[2];
        System.Threading.Tasks.Parallel.For(
            0,
            2,
            k =>
            {
                for (var i = 0; i < 500; i++)
                {
                    try
                    {
                        team.Run(50, works[k]);
                        done[k]++;
                    }
                    catch (InvalidOperationException) { }
                }
            }
        );
        Assert.True(done.Sum() > 0);
        Assert.All(works[0].Visits, v => Assert.Equal(done[0], v));
        Assert.All(works[1].Visits, v => Assert.Equal(done[1], v));
    }

    [Fact]
    public void What_cannot_be_run_is_named()
    {
        var team = new WorkerTeam(2);
        Assert.Equal("body", Assert.Throws<ArgumentNullException>(() => team.Run(1, null!)).ParamName);
        Assert.Equal("count", Assert.Throws<ArgumentOutOfRangeException>(() => team.Run(-1, new Marking(1))).ParamName);
        team.Dispose();
        team.Dispose();
        Assert.Throws<ObjectDisposedException>(() => team.Run(2, new Marking(2)));
    }

    private sealed class Cancelling(CancellationTokenSource source, bool interruptible) : IWork
    {
        public int Runs;

        public bool IsInterruptible => interruptible;

        public void Run(int item, int worker)
        {
            if (Interlocked.Increment(ref Runs) == 20)
            {
                source.Cancel();
            }
        }
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(2, true)]
    [InlineData(1, false)]
    [InlineData(2, false)]
    public void Cancellation_is_seen_between_items_unless_the_work_must_stay_whole(int threads, bool interruptible)
    {
        using var source = new CancellationTokenSource();
        using var team = new WorkerTeam(threads, source.Token);
        var work = new Cancelling(source, interruptible);
        if (interruptible)
        {
            Assert.Throws<OperationCanceledException>(() => team.Run(1000, work));
            Assert.InRange(work.Runs, 20, 900);
        }
        else
        {
            team.Run(1000, work);
            Assert.Equal(1000, work.Runs);
        }
        Assert.Throws<OperationCanceledException>(() => team.Run(1, work));
    }

    [Fact]
    public void A_cancelled_team_refuses_to_start()
    {
        using var source = new CancellationTokenSource();
        using var team = new WorkerTeam(2, source.Token);
        source.Cancel();
        Assert.Throws<OperationCanceledException>(() => team.Run(2, new Marking(2)));
    }

    [Fact]
    public void Helpers_that_a_run_has_just_woken_hear_of_the_end()
    {
        // One of them putting the event back while the team ended left others asleep for ever, in one of some hundred rounds.
        for (var round = 0; round < 200; round++)
        {
            var ended = new Thread(() =>
            {
                var team = new WorkerTeam(16);
                Thread.Sleep(1);
                team.Run(2, new Marking(2));
                team.Dispose();
            })
            {
                IsBackground = true,
            };
            ended.Start();
            Assert.True(ended.Join(TimeSpan.FromMinutes(2)), $"the team of round {round} has not ended");
        }
    }
}
