using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Curvature;

/// <summary>The first radius at which a loss rises by ε along a direction and its opposite: on radii that grow by a factor, then by bisection.</summary>
internal sealed class Rays
{
    private const double Growth = 1.25;

    // Radii of one batch, each way.
    private const int Block = 16;
    private const int Bisections = 40;
    private const int LargestRadii = 1024;

    private readonly IObjective objective;
    private readonly double[] centre;
    private readonly RayOptions options;
    private readonly WorkerTeam team;
    private readonly double[] points;
    private readonly double[] losses = new double[2 * Block];
    private readonly double limit;
    private double guess;

    public Rays(IObjective objective, ReadOnlyMemory<double> centre, RayOptions options, WorkerTeam team)
    {
        (this.objective, this.options, this.team) = (objective, options, team);
        this.centre = centre.ToArray();
        points = new double[2 * Block * this.centre.Length];
        objective.Values(this.centre, losses.AsMemory(0, 1), default, default, team);
        if (!double.IsFinite(losses[0]))
        {
            throw new ArgumentException(
                FormattableString.Invariant($"the loss at the centre is {losses[0]}; give a centre where it is finite"),
                nameof(centre)
            );
        }
        limit = losses[0] + options.Excess;
        guess = options.Radius;
        Values = 1;
    }

    public long Values { get; private set; }

    /// <summary>The radii, at most R; 0 where even the shortest rises.</summary>
    public (double Up, double Down) Along(double[] direction)
    {
        // Far below the radii before, so that no crossing is passed over.
        var start = Math.Min(options.Radius, guess / 64);
        var (up, down) = (new Ray(1, start), new Ray(-1, start));
        while (!(up.IsBracketed && down.IsBracketed))
        {
            Extend(direction, up, down);
        }
        for (var k = 0; k < Bisections; k++)
        {
            Place(direction, up, Middle(up), 0);
            Place(direction, down, Middle(down), 1);
            Evaluate(2);
            up.Halve(Middle(up), losses[0] <= limit);
            down.Halve(Middle(down), losses[1] <= limit);
        }
        guess = Math.Max(Math.Min(up.Inside, down.Inside), options.Radius * 1e-12);
        return (up.Inside, down.Inside);

        static double Middle(Ray ray) => 0.5 * (ray.Inside + ray.Outside);
    }

    /// <summary>The next radii outwards; where the first is outside already, smaller ones.</summary>
    private void Extend(double[] direction, Ray up, Ray down)
    {
        Ray[] both = [up, down];
        var radii = new double[2 * Block];
        for (var side = 0; side < 2; side++)
        {
            var radius = both[side].Next;
            for (var k = 0; k < Block; k++)
            {
                radii[(side * Block) + k] = radius;
                Place(direction, both[side], radius, (side * Block) + k);
                radius = Math.Min(options.Radius, radius * Growth);
            }
        }
        Evaluate(2 * Block);
        for (var side = 0; side < 2; side++)
        {
            both[side]
                .Take(radii.AsSpan(side * Block, Block), losses.AsSpan(side * Block, Block), limit, options.Radius);
        }
    }

    private void Place(double[] direction, Ray ray, double radius, int at)
    {
        var target = points.AsSpan(at * centre.Length, centre.Length);
        for (var i = 0; i < centre.Length; i++)
        {
            target[i] = centre[i] + (ray.Sign * radius * direction[i]);
        }
    }

    private void Evaluate(int count)
    {
        objective.Values(points.AsMemory(0, count * centre.Length), losses.AsMemory(0, count), default, default, team);
        Values += count;
    }

    private sealed class Ray(int sign, double start)
    {
        private int taken;

        public int Sign => sign;

        public double Next { get; private set; } = start;

        public double Inside { get; private set; }

        public double Outside { get; private set; }

        public bool IsBracketed { get; private set; }

        public void Take(ReadOnlySpan<double> radii, ReadOnlySpan<double> losses, double limit, double radius)
        {
            if (IsBracketed)
            {
                return;
            }
            for (var k = 0; k < radii.Length; k++)
            {
                // What is not a number is outside.
                if (!(losses[k] <= limit))
                {
                    Outside = radii[k];
                    taken++;
                    // The first radius of all may lie beyond the crossing by far.
                    IsBracketed = Inside > 0 || taken > LargestRadii / Block;
                    Next = radii[k] / 1024;
                    return;
                }
                Inside = radii[k];
                if (Inside >= radius)
                {
                    (Outside, IsBracketed) = (radius, true);
                    return;
                }
            }
            Next = Math.Min(radius, Inside * Growth);
        }

        public void Halve(double middle, bool isInside)
        {
            if (isInside)
            {
                Inside = middle;
            }
            else
            {
                Outside = middle;
            }
        }
    }
}
