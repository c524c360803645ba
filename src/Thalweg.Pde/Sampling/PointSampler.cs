using System.Globalization;
using Thalweg.Numerics.Random;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Sampling;

/// <summary>Chooses interior points by the residual r(x; θ) that the network has there, round after round of a training.</summary>
/// <remarks>
/// <para>r is what the loss squares; for an energy it is the strong residual of the problem. Points on the boundary and on the
/// initial surface stay those of the quadrature.</para>
/// <para>Chosen points have equal weights |Ω|/N unless a sampler says otherwise, as in the papers: the loss is then another loss,
/// heavier where the points are, and no estimate of the integral. Losses of different rounds are not comparable.</para>
/// <para>A sampler holds no state: the next points are a pure function of the present ones, of θ and of the round. Where a residual
/// is not finite the points stay as they are.</para>
/// </remarks>
public abstract record PointSampler
{
    private const int MostPoints = 1 << 24;

    private protected PointSampler() { }

    /// <summary>Seed of all random numbers; every round has a stream of its own.</summary>
    public ulong Seed { get; init; }

    /// <summary>The sampler as it is written in study files; what has its default is left out.</summary>
    public abstract string Name { get; }

    /// <summary>Whether the gradient of r in x is needed, one derivative of u more than r has.</summary>
    internal virtual bool NeedsGradient => false;

    public sealed override string ToString() => Name;

    /// <summary>The points of the round, with the weights of an integral over Ω.</summary>
    internal abstract PointSet Choose(SamplingRound round);

    /// <summary>Why the sampler cannot start from so many points in a domain, with what to do; null where it can.</summary>
    internal virtual string? MisfitOn(Domain domain, int points) => null;

    private protected RandomStream Random(string label, long round) =>
        new(Seed, string.Create(CultureInfo.InvariantCulture, $"sampling/{label}/{round}"));

    private protected string Spelled(string label, params ReadOnlySpan<(string Key, object? Value)> options)
    {
        var written = new List<string>();
        foreach (var (key, value) in options)
        {
            if (value is not null)
            {
                written.Add(string.Create(CultureInfo.InvariantCulture, $"{key}={value}"));
            }
        }
        if (Seed != 0)
        {
            written.Add(string.Create(CultureInfo.InvariantCulture, $"seed={Seed}"));
        }
        return written.Count == 0 ? label : $"{label}({string.Join(", ", written)})";
    }

    /// <summary>Independent uniform points without weights.</summary>
    private protected static PointSet Uniform(Domain domain, int count, RandomStream random)
    {
        var d = domain.Dimension;
        var coordinates = new double[d * count];
        Span<double> unit = stackalloc double[d];
        Span<double> point = stackalloc double[d];
        for (var i = 0; i < count; i++)
        {
            random.FillUniform(unit);
            domain.MapInterior(unit, point);
            for (var k = 0; k < d; k++)
            {
                coordinates[k * count + i] = point[k];
            }
        }
        return new PointSet(d, coordinates, new double[count]);
    }

    /// <summary>The points of one set, then chosen points of another.</summary>
    private protected static PointSet Join(PointSet first, PointSet second, ReadOnlySpan<int> chosen)
    {
        var d = first.Dimension;
        var count = first.Count + chosen.Length;
        var coordinates = new double[d * count];
        for (var k = 0; k < d; k++)
        {
            var row = coordinates.AsSpan(k * count, count);
            first.Axis(k).CopyTo(row);
            var from = second.Axis(k);
            for (var i = 0; i < chosen.Length; i++)
            {
                row[first.Count + i] = from[chosen[i]];
            }
        }
        return new PointSet(d, coordinates, new double[count]);
    }

    private protected static PointSet Chosen(PointSet points, ReadOnlySpan<int> chosen) =>
        Join(new PointSet(points.Dimension, [], []), points, chosen);

    /// <summary>The same points, each with weight |Ω|/N.</summary>
    private protected static PointSet Equal(PointSet points, Domain domain)
    {
        var weights = new double[points.Count];
        Array.Fill(weights, domain.Volume / points.Count);
        return points with { Weights = weights };
    }

    private protected static int Count(int value, string option, string label) =>
        value is >= 1 and <= MostPoints
            ? value
            : throw new ArgumentOutOfRangeException(
                option,
                value,
                $"{option} of sampler '{label}' is {value}, expected 1..{MostPoints}: give a number in that range"
            );

    private protected static double NotNegative(double value, string option, string label) =>
        value >= 0 && double.IsFinite(value)
            ? value
            : throw new ArgumentOutOfRangeException(
                option,
                value,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{option} of sampler '{label}' is {value}, expected a finite number, 0 or more"
                )
            );
}
