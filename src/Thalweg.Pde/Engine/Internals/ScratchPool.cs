namespace Thalweg.Pde.Engine;

/// <summary>One scratch per worker, kept for the life of an objective, and lent to one caller at a time.</summary>
internal sealed class ScratchPool
{
    private TileScratch[] workers = [];
    private int lent;

    public TileScratch this[int worker] => workers[worker];

    /// <summary>Lends the scratch of that many workers until the loan is disposed of.</summary>
    /// <exception cref="InvalidOperationException">It is lent: two threads would write into each other's numbers.</exception>
    public Loan Lend(int count)
    {
        if (Interlocked.CompareExchange(ref lent, 1, 0) != 0)
        {
            throw new InvalidOperationException(
                "this objective is being evaluated by another caller: give every thread an objective of its own, or leave the threads to the team of one call"
            );
        }
        if (workers.Length < count)
        {
            workers =
            [
                .. workers,
                .. Enumerable.Range(workers.Length, count - workers.Length).Select(_ => new TileScratch()),
            ];
        }
        return new Loan(this);
    }

    internal readonly ref struct Loan(ScratchPool pool)
    {
        public void Dispose() => Volatile.Write(ref pool.lent, 0);
    }
}
