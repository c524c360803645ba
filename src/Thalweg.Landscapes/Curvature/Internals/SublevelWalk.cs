using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;
using Thalweg.Numerics.Simd;

namespace Thalweg.Landscapes.Curvature;

/// <summary>Points uniform on a sublevel set in a ball, which follow it downwards.</summary>
internal sealed class SublevelWalk
{
    // Of ten directions so many are differences of points, and so many axes; the others are Gaussian.
    private const int Differences = 3;
    private const int Axes = 3;
    private const int Directions = 10;

    // An interval that short holds no other point.
    private const double Shortest = 1e-300;

    private readonly IObjective objective;
    private readonly double[] centre;
    private readonly double reference;
    private readonly SplittingOptions options;
    private readonly RandomStream stream;
    private readonly WorkerTeam team;
    private readonly int n;
    private readonly double[] points;
    private readonly double[] excesses;
    private readonly int[] order;
    private readonly double[] offsets;
    private readonly double[] batch;
    private readonly double[] losses;
    private readonly Slice[] slices;
    private readonly StepLengths[] lengths = [new(), new(), new()];

    public SublevelWalk(
        IObjective objective,
        ReadOnlyMemory<double> centre,
        double reference,
        SplittingOptions options,
        RandomStream stream,
        WorkerTeam team
    )
    {
        (this.objective, this.options, this.stream, this.team) = (objective, options, stream, team);
        (this.centre, this.reference) = (centre.ToArray(), reference);
        n = objective.ParameterCount;
        points = new double[options.Points * n];
        offsets = new double[options.Points * n];
        batch = new double[options.Points * n];
        excesses = new double[options.Points];
        losses = new double[options.Points];
        order = [.. Enumerable.Range(0, options.Points)];
        slices = [.. Enumerable.Range(0, options.Points).Select(_ => new Slice(n))];
        DrawBall();
    }

    public double LargestExcess { get; private set; } = double.NaN;

    public double LowestExcess { get; private set; }

    public long Values { get; private set; }

    /// <summary>The middle excess of the points, or the last finite one where fewer are finite, and how many lie below it.</summary>
    public (double Level, int Kept) Median()
    {
        Array.Sort(order, (a, b) => excesses[a] != excesses[b] ? excesses[a].CompareTo(excesses[b]) : a.CompareTo(b));
        // What is not finite lies last, above all levels.
        var finite = order.Length;
        while (finite > 0 && !double.IsFinite(excesses[order[finite - 1]]))
        {
            finite--;
        }
        if (finite == 0)
        {
            return (double.PositiveInfinity, 0);
        }
        var middle = Math.Min(options.Points / 2, finite - 1);
        var level = excesses[order[middle]];
        while (middle > 0 && excesses[order[middle - 1]] == level)
        {
            middle--;
        }
        return (level, middle);
    }

    /// <summary>All points below the level: those that are stay, the others start from copies of them.</summary>
    /// <param name="kept">Points that lie below, the first of the order.</param>
    public void Descend(double level, int kept)
    {
        for (var k = kept; k < order.Length; k++)
        {
            var (source, target) = (order[stream.NextInt(kept)], order[k]);
            offsets.AsSpan(source * n, n).CopyTo(offsets.AsSpan(target * n, n));
            excesses[target] = excesses[source];
            slices[k].MovesLeft = options.Moves;
            Begin(slices[k], kept);
        }
        var active = Enumerable.Range(kept, order.Length - kept).ToList();
        while (active.Count > 0)
        {
            team.Cancellation.ThrowIfCancellationRequested();
            Propose(active, kept);
            Evaluate(active.Count);
            for (var a = 0; a < active.Count; a++)
            {
                Judge(slices[active[a]], order[active[a]], a, level, kept);
            }
            active.RemoveAll(k => slices[k].MovesLeft == 0);
        }
        foreach (var length in lengths)
        {
            length.Adapt();
        }
    }

    private void DrawBall()
    {
        for (var k = 0; k < options.Points; k++)
        {
            var offset = offsets.AsSpan(k * n, n);
            BallPoint.Draw(stream, options.Radius, offset);
            Place(offset, k);
        }
        Evaluate(options.Points);
        losses.CopyTo(excesses, 0);
        foreach (var excess in excesses)
        {
            LargestExcess = double.IsFinite(excess) && !(excess <= LargestExcess) ? excess : LargestExcess;
        }
        var scale = Elementary.Log(options.Radius);
        lengths[0].Start(-3, 1);
        lengths[1].Start(scale - 4, scale + 1);
        lengths[2].Start(scale - 4, scale + 1);
    }

    /// <summary>The next line through a point; the interval on it does not know where the point is.</summary>
    private void Begin(Slice slice, int kept)
    {
        var pick = stream.NextInt(Directions);
        var along = slice.Direction.AsSpan();
        if (pick < Differences && kept > 1)
        {
            slice.Kind = 0;
            var first = stream.NextInt(kept);
            var second = stream.NextInt(kept - 1);
            second += second >= first ? 1 : 0;
            Vectors.Difference(offsets.AsSpan(order[first] * n, n), offsets.AsSpan(order[second] * n, n), along);
        }
        else if (pick < Differences + Axes)
        {
            slice.Kind = 1;
            along.Clear();
            along[stream.NextInt(n)] = 1;
        }
        else
        {
            slice.Kind = 2;
            GaussianBlock.Fill(stream, along);
            Vectors.Scale(1 / Vectors.Norm(along), along, along);
        }
        slice.IsShrunk = false;
        var width = lengths[slice.Kind].Draw(stream.NextUniform());
        slice.Lower = -width * stream.NextUniform();
        slice.Upper = slice.Lower + width;
    }

    /// <summary>A point on the line of each slice, in the ball.</summary>
    private void Propose(List<int> active, int kept)
    {
        for (var a = 0; a < active.Count; a++)
        {
            var slice = slices[active[a]];
            var from = offsets.AsSpan(order[active[a]] * n, n);
            while (true)
            {
                slice.Step = slice.Lower + ((slice.Upper - slice.Lower) * stream.NextUniform());
                Vectors.Combine(from, slice.Step, slice.Direction, slice.Proposal);
                if (Vectors.Norm(slice.Proposal) <= options.Radius || slice.Step == 0)
                {
                    break;
                }
                slice.Shrink();
            }
            Place(slice.Proposal, a);
        }
    }

    private void Judge(Slice slice, int point, int at, double level, int kept)
    {
        if (losses[at] < level)
        {
            slice.Proposal.CopyTo(offsets.AsSpan(point * n, n));
            excesses[point] = losses[at];
            lengths[slice.Kind].Take(Math.Abs(slice.Step), slice.IsShrunk);
        }
        else
        {
            slice.Shrink();
            if (slice.Upper - slice.Lower > Shortest)
            {
                return;
            }
        }
        slice.MovesLeft--;
        if (slice.MovesLeft > 0)
        {
            Begin(slice, kept);
        }
    }

    private void Place(ReadOnlySpan<double> offset, int at)
    {
        var target = batch.AsSpan(at * n, n);
        for (var i = 0; i < n; i++)
        {
            target[i] = centre[i] + offset[i];
        }
    }

    /// <summary>Excesses of the first points of the batch; what is no number lies above all levels.</summary>
    private void Evaluate(int count)
    {
        objective.Values(batch.AsMemory(0, count * n), losses.AsMemory(0, count), default, default, team);
        Values += count;
        for (var a = 0; a < count; a++)
        {
            losses[a] = double.IsNaN(losses[a]) ? double.PositiveInfinity : losses[a] - reference;
            LowestExcess = Math.Min(LowestExcess, losses[a]);
        }
    }

    /// <summary>One line through one point, and the interval on it that is left.</summary>
    private sealed class Slice(int n)
    {
        public double[] Direction { get; } = new double[n];

        public double[] Proposal { get; } = new double[n];

        public int Kind { get; set; }

        public int MovesLeft { get; set; }

        public double Lower { get; set; }

        public double Upper { get; set; }

        public double Step { get; set; }

        /// <summary>Whether the interval was longer than the part of the line below the level.</summary>
        public bool IsShrunk { get; set; }

        public void Shrink()
        {
            IsShrunk = true;
            if (Step < 0)
            {
                Lower = Step;
            }
            else
            {
                Upper = Step;
            }
        }
    }

    /// <summary>Lengths of intervals, logarithmically uniform about the steps that slices of the level before allowed.</summary>
    private sealed class StepLengths
    {
        private const int Fewest = 8;

        // Of the logarithms, where too few intervals tell how long slices are: most lie within theirs.
        private const double Growth = 0.5;

        private readonly List<double> telling = [];
        private int taken;
        private double lowest;
        private double highest;

        public void Start(double lowest, double highest) => (this.lowest, this.highest) = (lowest, highest);

        public double Draw(double uniform) => Elementary.Exp(lowest + ((highest - lowest) * uniform));

        /// <param name="isTelling">Whether the interval was longer than the slice, so that the step is about as long as that.</param>
        public void Take(double step, bool isTelling)
        {
            taken++;
            if (isTelling && step > 0)
            {
                telling.Add(step);
            }
        }

        public void Adapt()
        {
            if (taken >= Fewest && telling.Count < taken / 3)
            {
                highest += Growth;
            }
            else if (telling.Count >= Fewest)
            {
                telling.Sort();
                lowest = Elementary.Log(telling[telling.Count / 2]) + 1;
                highest = Elementary.Log(telling[^(1 + (telling.Count / 10))]) + 2.5;
            }
            telling.Clear();
            taken = 0;
        }
    }
}
