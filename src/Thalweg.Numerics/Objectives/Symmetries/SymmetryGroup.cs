namespace Thalweg.Numerics.Objectives.Symmetries;

/// <summary>Maps of θ that leave a loss as it is: those that generators give, and for clusters of particles the motions of space and the
/// exchanges of particles.</summary>
public sealed class SymmetryGroup
{
    private readonly SignedPermutation[] generators;

    private SymmetryGroup(int dimension, SignedPermutation[] generators, int particles = 0)
    {
        Dimension = dimension;
        this.generators = generators;
        ParticleCount = particles;
    }

    /// <summary>P.</summary>
    public int Dimension { get; }

    public IReadOnlyList<SignedPermutation> Generators => generators;

    /// <summary>n where the loss is one of n equal particles in space that moves and reflections do not change; else 0.</summary>
    public int ParticleCount { get; }

    /// <summary>The identity alone.</summary>
    public static SymmetryGroup Identity(int dimension) => new(dimension, []);

    /// <summary>The group that maps generate.</summary>
    /// <exception cref="ArgumentException">A map is one of another number of coordinates.</exception>
    public static SymmetryGroup Of(int dimension, IReadOnlyList<SignedPermutation> generators)
    {
        ArgumentNullException.ThrowIfNull(generators);
        return generators.FirstOrDefault(g => g.Sources.Count != dimension) is { } other
            ? throw new ArgumentException(
                $"{other} maps {other.Sources.Count} coordinates, expected {dimension}",
                nameof(generators)
            )
            : new(dimension, [.. generators]);
    }

    /// <summary>All exchanges of coordinates.</summary>
    public static SymmetryGroup Permutations(int dimension) =>
        new(dimension, [.. Enumerable.Range(0, Math.Max(0, dimension - 1)).Select(i => Exchange(dimension, i))]);

    /// <summary>The sign of each coordinate.</summary>
    public static SymmetryGroup Signs(int dimension) =>
        new(dimension, [.. Enumerable.Range(0, dimension).Select(i => Reflection(dimension, [i]))]);

    /// <summary>x → −x.</summary>
    public static SymmetryGroup PointReflection(int dimension) =>
        Reflections([.. Enumerable.Range(0, dimension)], dimension);

    /// <summary>The signs of some coordinates, changed together.</summary>
    public static SymmetryGroup Reflections(IReadOnlyList<int> coordinates, int dimension)
    {
        ArgumentNullException.ThrowIfNull(coordinates);
        return new(dimension, [Reflection(dimension, coordinates)]);
    }

    /// <summary>Motions and reflections of space and exchanges of particles, θ = (x₁, y₁, z₁, x₂, …).</summary>
    public static SymmetryGroup Particles(int count) => new(3 * count, [], count);

    /// <summary>The group that both generate.</summary>
    public SymmetryGroup With(SymmetryGroup other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return Of(Dimension, [.. generators, .. other.generators]);
    }

    /// <summary>Directions in which small motions of a cluster carry a point, [6, P]: three translations, three rotations; none without
    /// particles. Those of a point on a line are dependent.</summary>
    public IReadOnlyList<double[]> Tangents(ReadOnlySpan<double> point)
    {
        var tangents = new List<double[]>();
        for (var axis = 0; axis < 3 && ParticleCount > 0; axis++)
        {
            var (shift, turn) = (new double[Dimension], new double[Dimension]);
            var (j, k) = ((axis + 1) % 3, (axis + 2) % 3);
            for (var i = 0; i < Dimension; i += 3)
            {
                shift[i + axis] = 1;
                turn[i + j] = -point[i + k];
                turn[i + k] = point[i + j];
            }
            tangents.Add(shift);
            tangents.Add(turn);
        }
        return tangents;
    }

    private static SignedPermutation Exchange(int dimension, int first)
    {
        int[] sources = [.. Enumerable.Range(0, dimension)];
        (sources[first], sources[first + 1]) = (first + 1, first);
        return new(sources, [.. Enumerable.Repeat(1, dimension)]);
    }

    private static SignedPermutation Reflection(int dimension, IReadOnlyList<int> coordinates) =>
        new(
            [.. Enumerable.Range(0, dimension)],
            [.. Enumerable.Range(0, dimension).Select(i => coordinates.Contains(i) ? -1 : 1)]
        );
}
