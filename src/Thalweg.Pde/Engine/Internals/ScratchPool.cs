namespace Thalweg.Pde.Engine;

/// <summary>One scratch per worker, kept for the life of an objective.</summary>
internal sealed class ScratchPool
{
    private TileScratch[] workers = [];

    public TileScratch this[int worker] => workers[worker];

    public void Provide(int count)
    {
        if (workers.Length < count)
        {
            workers =
            [
                .. workers,
                .. Enumerable.Range(workers.Length, count - workers.Length).Select(_ => new TileScratch()),
            ];
        }
    }
}
