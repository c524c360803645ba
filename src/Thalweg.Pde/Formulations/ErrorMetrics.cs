using Thalweg.Networks;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Formulations;

/// <summary>
/// Errors of the fields u against u*: relative L² (‖u − u*‖/‖u*‖), relative H¹ (full norm), relative H¹ seminorm, and the largest
/// |u − u*| over the nodes.
/// </summary>
/// <remarks>An eigenfunction is determined up to a factor: of eigenproblems the errors are those of the multiple of u that is nearest to u* in L².</remarks>
public sealed unsafe partial class ErrorMetrics : IWork
{
    /// <summary>Doubling the quadrature must change each figure by less than this for the figure to count as resolved.</summary>
    public const double Resolution = 1e-12;

    private readonly Problem problem;
    private readonly JetProgram program;
    private readonly TileEngine<double> engine;
    private readonly ScratchPool scratch = new();
    private readonly List<Level> levels = [];
    private readonly IEnumerator<PointSet> refinements;
    private PointSet? next;
    private Level current = null!;
    private double* parameters;
    private CancellationToken cancellation;
    private Memory<double> results;

    internal ErrorMetrics(Problem problem, Network network, TrialFunction trial, LaneWidth width = LaneWidth.Widest)
    {
        this.problem = problem;
        var d = problem.Dimension;
        var slopes = Calculus.SumOver(
            problem.Fields * d,
            k => (Calculus.D(Calculus.U(k / d), k % d) - problem.ExactGradient[k]).Power(2)
        );
        var exactSlopes = Calculus.SumOver(problem.Fields * d, k => problem.ExactGradient[k].Power(2));
        var exactSquared = Calculus.SumOver(problem.Fields, k => problem.Exact[k].Power(2));
        program = new JetProgram(
            network,
            trial,
            problem.Quotient is null
                ? [problem.SquaredError, slopes, exactSquared, exactSlopes]
                : [.. Products(problem), exactSquared, exactSlopes, .. Pairs(problem)],
            withGradient: false
        );
        engine = new TileEngine<double>(program, width);
        refinements = ErrorQuadrature.Refinements(problem.Domain, problem.Layers).GetEnumerator();
    }

    /// <summary>Null where no exact solution is known.</summary>
    internal static ErrorMetrics? Of(Problem problem, Network network, TrialFunction trial, LaneWidth width) =>
        problem.Exact.Count == 0 ? null : new ErrorMetrics(problem, network, trial, width);

    public static IReadOnlyList<string> Names { get; } =
    ["relativeL2", "relativeH1", "relativeH1Seminorm", "maximumError"];

    /// <summary>Errors of K parameter vectors on the first quadrature of the refinement sequence.</summary>
    /// <param name="vectors">[K, P].</param>
    /// <param name="metrics">[K, 4] in the order of <see cref="Names"/>, written.</param>
    public void Evaluate(ReadOnlyMemory<double> vectors, Memory<double> metrics, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        var count = Count(vectors, nameof(vectors));
        if (metrics.Length != count * Names.Count)
        {
            throw new ArgumentException(
                $"got {metrics.Length} numbers for {count} vectors, expected {count * Names.Count}: {string.Join(", ", Names)} of each",
                nameof(metrics)
            );
        }
        using var loan = scratch.Lend(team.Threads);
        Evaluate(LevelAt(0, team)!, vectors, metrics, team);
    }

    /// <summary>Errors of one parameter vector with the quadrature doubled until no integral figure moves by more than
    /// <see cref="Resolution"/>.</summary>
    public ErrorEstimate Refine(ReadOnlyMemory<double> vector, WorkerTeam team)
    {
        RequireOne(vector, team);
        using var loan = scratch.Lend(team.Threads);
        var last = new double[Names.Count];
        Evaluate(LevelAt(0, team)!, vector, last, team);
        var change = double.PositiveInfinity;
        var nodes = LevelAt(0, team)!.Points.Count;
        for (var i = 1; LevelAt(i, team) is { } level; i++)
        {
            var next = new double[Names.Count];
            Evaluate(level, vector, next, team);
            // The maximum over nodes converges slowly by nature and does not hold the integrals back.
            change = Enumerable.Range(0, 3).Max(k => Math.Abs(next[k] - last[k]));
            last = next;
            nodes = level.Points.Count;
            if (!(change > Resolution))
            {
                break;
            }
        }
        return new ErrorEstimate(last, nodes, change, change <= Resolution);
    }

    /// <summary>Errors of one parameter vector on the given points, whatever their resolution.</summary>
    /// <param name="points">Points and weights for the integrals over the domain of the problem.</param>
    public IReadOnlyList<double> On(PointSet points, ReadOnlyMemory<double> vector, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(points);
        RequireOne(vector, team);
        using var loan = scratch.Lend(team.Threads);
        var errors = new double[Names.Count];
        Evaluate(new Level(engine, points, team.Cancellation), vector, errors, team);
        return errors;
    }

    private void RequireOne(ReadOnlyMemory<double> vector, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        if (Count(vector, nameof(vector)) is var count && count != 1)
        {
            throw new ArgumentException($"got {count} vectors, expected one", nameof(vector));
        }
    }

    private int Count(ReadOnlyMemory<double> vectors, string argument)
    {
        var length = program.Network.ParameterCount;
        return vectors.Length % length == 0
            ? vectors.Length / length
            : throw new ArgumentException(
                $"got {vectors.Length} numbers, expected a multiple of {length}, the parameters of {program.Network}",
                argument
            );
    }

    void IWork.Run(int item, int worker)
    {
        var evaluator = current.Evaluator;
        var vector = parameters + (nint)item * program.Network.ParameterCount;
        if (problem.Quotient is not null)
        {
            MeasureNearest(vector, scratch[worker], results.Span.Slice(item * Names.Count, Names.Count));
            return;
        }
        var tiles = evaluator.Tiles;
        Span<double> sums = stackalloc double[2];
        var largest = 0.0;
        var finite = true;
        Span<double> errors = tiles <= 256 ? stackalloc double[2 * tiles] : new double[2 * tiles];
        for (var tile = 0; tile < tiles; tile++)
        {
            cancellation.ThrowIfCancellationRequested();
            var evaluated = evaluator.Forward(vector, tile, scratch[worker]);
            errors[tile] = evaluated.Sum(0);
            errors[tiles + tile] = evaluated.Sum(1);
            var row = evaluated[0];
            for (var n = 0; n < evaluator.Points.PointsIn(tile); n++)
            {
                finite &= double.IsFinite(row[n]);
                largest = Math.Max(largest, row[n]);
            }
        }
        sums[0] = PairwiseSum.Of(errors[..tiles]);
        sums[1] = PairwiseSum.Of(errors[tiles..]);
        var target = results.Span.Slice(item * Names.Count, Names.Count);
        target[0] = Math.Sqrt(sums[0] / current.ExactSquared);
        target[1] = Math.Sqrt((sums[0] + sums[1]) / (current.ExactSquared + current.ExactSlopes));
        target[2] = Math.Sqrt(sums[1] / current.ExactSlopes);
        target[3] = finite ? Math.Sqrt(largest) : double.NaN;
    }

    private void Evaluate(Level level, ReadOnlyMemory<double> vectors, Memory<double> metrics, WorkerTeam team)
    {
        current = level;
        cancellation = team.Cancellation;
        results = metrics;
        using var pin = vectors.Pin();
        parameters = (double*)pin.Pointer;
        team.Run(metrics.Length / Names.Count, this);
    }

    private Level? LevelAt(int index, WorkerTeam team)
    {
        while (levels.Count <= index)
        {
            // One that was cancelled is made again.
            next ??= refinements.MoveNext() ? refinements.Current : null;
            if (next is null)
            {
                return null;
            }
            levels.Add(new Level(engine, next, team.Cancellation));
            next = null;
        }
        return levels[index];
    }

    private sealed class Level
    {
        public Level(TileEngine<double> engine, PointSet points, CancellationToken cancellation)
        {
            Points = points;
            Evaluator = engine.On(points);
            var zero = new double[engine.Program.Network.ParameterCount];
            var scratch = new TileScratch();
            var sums = new double[2 * Evaluator.Tiles];
            fixed (double* pointer = zero)
            {
                for (var tile = 0; tile < Evaluator.Tiles; tile++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    var evaluated = Evaluator.Forward(pointer, tile, scratch);
                    sums[tile] = evaluated.Sum(2);
                    sums[Evaluator.Tiles + tile] = evaluated.Sum(3);
                }
            }
            ExactSquared = PairwiseSum.Of(sums.AsSpan(0, Evaluator.Tiles));
            ExactSlopes = PairwiseSum.Of(sums.AsSpan(Evaluator.Tiles));
        }

        public PointSet Points { get; }

        public TileEvaluator<double> Evaluator { get; }

        public double ExactSquared { get; }

        public double ExactSlopes { get; }
    }
}
