using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Evaluation;

/// <summary>
/// Collects points of parameter space and evaluates them a block at a time, so that memory beyond the results stays at one
/// block however many points there are. Between blocks it reports and looks for cancellation.
/// </summary>
internal sealed class PointBlocks
{
    // 256 losses of the smallest networks take some 8 ms on one core: short enough to report and cancel between blocks, long
    // enough to feed many threads. Larger networks are held to 8 MB of parameters.
    private const int MaximumRows = 256;
    private const int MaximumEntries = 1 << 20;

    private readonly double[] points;
    private readonly int parameterCount;
    private readonly WorkerTeam team;
    private readonly IProgress<LandscapeProgress>? progress;
    private readonly long total;
    private IReadOnlyList<Columns> columns = [];
    private long reported;
    private int filled;
    private int written;

    public PointBlocks(int parameterCount, long total, WorkerTeam team, IProgress<LandscapeProgress>? progress)
    {
        this.parameterCount = parameterCount;
        this.total = total;
        this.team = team;
        this.progress = progress;
        Rows = Math.Clamp(MaximumEntries / parameterCount, 1, MaximumRows);
        points = new double[Rows * parameterCount];
    }

    /// <summary>Points per block.</summary>
    public int Rows { get; }

    /// <summary>Begins at the first row of the given columns.</summary>
    public void Begin(params IReadOnlyList<Columns> targets)
    {
        columns = targets;
        written = 0;
    }

    /// <summary>The next point, [P], to be filled before the next call.</summary>
    public Span<double> Next()
    {
        if (filled == Rows)
        {
            Flush();
        }
        return points.AsSpan(filled++ * parameterCount, parameterCount);
    }

    /// <summary>Evaluates what has been collected.</summary>
    public void Flush()
    {
        if (filled == 0)
        {
            return;
        }
        team.Cancellation.ThrowIfCancellationRequested();
        foreach (var column in columns)
        {
            column.Evaluate(points.AsMemory(0, filled * parameterCount), written, filled, team);
        }
        written += filled;
        reported += filled;
        filled = 0;
        progress?.Report(new LandscapeProgress(reported, total));
    }
}
