using Thalweg.Numerics.Linear;

namespace Thalweg.Numerics.Objectives.Symmetries;

/// <summary>A point with all its images under a symmetry group, each once.</summary>
/// <remarks>Of particles in space the images are a continuum: two points are the same where the sorted distances between particles are,
/// and there is no number of images.</remarks>
public sealed class Orbit
{
    private readonly SymmetryGroup group;
    private readonly List<(double[] Point, SignedPermutation? Map)> images = [];
    private readonly double[] distances;
    private readonly double tolerance;

    /// <param name="point">θ, [P].</param>
    /// <param name="tolerance">How far points that are one may lie apart, relative to 1 + ‖θ‖.</param>
    /// <param name="most">Images that are looked for at most.</param>
    public Orbit(SymmetryGroup group, ReadOnlySpan<double> point, double tolerance, int most = 50_000)
    {
        ArgumentNullException.ThrowIfNull(group);
        if (point.Length != group.Dimension)
        {
            throw new ArgumentException(
                $"point has {point.Length} entries, expected {group.Dimension}: give a point of the loss that the group belongs to",
                nameof(point)
            );
        }
        this.group = group;
        this.tolerance = tolerance * (1 + Vectors.Norm(point));
        distances = Distances(group, point);
        images.Add((point.ToArray(), null));
        for (var i = 0; i < images.Count && IsComplete; i++)
        {
            foreach (var generator in group.Generators)
            {
                var image = generator.Apply(images[i].Point);
                if (Find(image) >= 0)
                {
                    continue;
                }
                if (images.Count == most)
                {
                    IsComplete = false;
                    break;
                }
                images.Add((image, images[i].Map is { } map ? generator.After(map) : generator));
            }
        }
    }

    /// <summary>The point and its images, [P] each; of particles the point alone.</summary>
    public IEnumerable<double[]> Points => images.Select(image => image.Point);

    /// <summary>Number of images, the point among them; null where they are a continuum or more than were looked for.</summary>
    public int? Size => group.ParticleCount > 0 || !IsComplete ? null : images.Count;

    /// <summary>False where there are more images than were looked for.</summary>
    public bool IsComplete { get; private set; } = true;

    /// <summary>Whether a point is the point or one of its images.</summary>
    public bool Contains(ReadOnlySpan<double> point) =>
        group.ParticleCount > 0 ? AreNear(Distances(group, point)) : Find(point) >= 0;

    /// <summary>The map that carries the point to an image, as <see cref="SignedPermutation"/> writes it; <c>same point</c> for the point itself,
    /// null where it is no image.</summary>
    public string? MapTo(ReadOnlySpan<double> image)
    {
        if (group.ParticleCount > 0)
        {
            return AreNear(Distances(group, image)) ? "a motion of the cluster" : null;
        }
        var found = Find(image);
        return found < 0 ? null
            : images[found].Map is { } map ? map.ToString()
            : "same point";
    }

    private int Find(ReadOnlySpan<double> point)
    {
        for (var i = 0; i < images.Count; i++)
        {
            var largest = 0.0;
            for (var k = 0; k < point.Length && largest <= tolerance; k++)
            {
                largest = Math.Max(largest, Math.Abs(point[k] - images[i].Point[k]));
            }
            if (largest <= tolerance)
            {
                return i;
            }
        }
        return -1;
    }

    private bool AreNear(double[] others)
    {
        for (var i = 0; i < others.Length; i++)
        {
            if (Math.Abs(others[i] - distances[i]) > tolerance)
            {
                return false;
            }
        }
        return true;
    }

    private static double[] Distances(SymmetryGroup group, ReadOnlySpan<double> point)
    {
        var distances = new double[group.ParticleCount * Math.Max(0, group.ParticleCount - 1) / 2];
        for (var (i, next) = (0, 0); i < group.ParticleCount; i++)
        {
            for (var j = 0; j < i; j++)
            {
                var (x, y, z) = (
                    point[3 * i] - point[3 * j],
                    point[(3 * i) + 1] - point[(3 * j) + 1],
                    point[(3 * i) + 2] - point[(3 * j) + 2]
                );
                distances[next++] = Math.Sqrt((x * x) + (y * y) + (z * z));
            }
        }
        Array.Sort(distances);
        return distances;
    }
}
