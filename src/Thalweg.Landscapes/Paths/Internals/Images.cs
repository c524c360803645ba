using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Paths;

/// <summary>Points between two fixed ends, with their losses and gradients.</summary>
internal sealed class Images
{
    private readonly IObjective objective;
    private readonly WorkerTeam team;
    private readonly int size;

    /// <param name="points">[n, P] with both ends, n ≥ 3; taken over.</param>
    public Images(IObjective objective, double[] points, WorkerTeam team)
    {
        this.objective = objective;
        this.team = team;
        size = objective.ParameterCount;
        Points = points;
        Count = points.Length / size;
        Losses = new double[Count];
        Gradients = new double[points.Length];
        objective.Values(Ends(), Losses.AsMemory(0, 2), default, default, team);
        (Losses[Count - 1], Losses[1]) = (Losses[1], 0);
    }

    /// <summary>n, both ends included.</summary>
    public int Count { get; }

    /// <summary>[n, P].</summary>
    public double[] Points { get; }

    /// <summary>[n], as of the last evaluation.</summary>
    public double[] Losses { get; }

    /// <summary>[n, P], those of the ends 0.</summary>
    public double[] Gradients { get; }

    public bool IsFinite => Losses.All(double.IsFinite) && double.IsFinite(Vectors.MaximumNorm(Gradients));

    public Span<double> Point(int i) => Points.AsSpan(i * size, size);

    public Span<double> Gradient(int i) => Gradients.AsSpan(i * size, size);

    /// <summary>Cost: n − 2 gradients.</summary>
    public void Evaluate()
    {
        team.Cancellation.ThrowIfCancellationRequested();
        objective.Gradients(
            Points.AsMemory(size, (Count - 2) * size),
            Losses.AsMemory(1, Count - 2),
            Gradients.AsMemory(size, (Count - 2) * size),
            default,
            team
        );
    }

    /// <summary>‖R_{i+1} − R_i‖.</summary>
    public double Distance(int i)
    {
        var step = new double[size];
        Vectors.Difference(Point(i + 1), Point(i), step);
        return Vectors.Norm(step);
    }

    /// <summary>The unit tangent at an inner image: towards the higher neighbour, and weighted by heights where the loss has an extremum
    /// [Henkelman2000a, Eqs. 8–11].</summary>
    public void Tangent(int i, Span<double> tangent)
    {
        var (ahead, behind) = (new double[size], new double[size]);
        Vectors.Difference(Point(i + 1), Point(i), ahead);
        Vectors.Difference(Point(i), Point(i - 1), behind);
        var (up, down) = (Losses[i + 1] - Losses[i], Losses[i - 1] - Losses[i]);
        if (up > 0 && down < 0)
        {
            ahead.CopyTo(tangent);
        }
        else if (up < 0 && down > 0)
        {
            behind.CopyTo(tangent);
        }
        else
        {
            var (larger, smaller) = (Math.Max(Math.Abs(up), Math.Abs(down)), Math.Min(Math.Abs(up), Math.Abs(down)));
            var isUp = Losses[i + 1] > Losses[i - 1];
            // Where both neighbours are as high as the image no side is the higher one.
            var (a, b) = larger > 0 ? (isUp ? (larger, smaller) : (smaller, larger)) : (1, 1);
            Vectors.Scale(a, ahead, tangent);
            Vectors.Combine(tangent, b, behind, tangent);
        }
        Unit(tangent);
    }

    /// <summary>Scales to length 1; a vector of 0 stays.</summary>
    public static void Unit(Span<double> vector)
    {
        var norm = Vectors.Norm(vector);
        if (norm > 0)
        {
            Vectors.Scale(1 / norm, vector, vector);
        }
    }

    private double[] Ends() => [.. Points.AsSpan(0, size), .. Points.AsSpan((Count - 1) * size, size)];
}
