namespace Thalweg.Numerics.Objectives.Analytic;

/// <summary>An analytic objective that can be asked for by name.</summary>
/// <param name="Dimension">P where the formula fixes it, otherwise null.</param>
public sealed record AnalyticEntry(string Name, string Summary, int? Dimension, Func<int, AnalyticObjective> Create)
{
    public string Name { get; init; } = Name ?? throw new ArgumentNullException(nameof(Name));

    public string Summary { get; init; } = Summary ?? throw new ArgumentNullException(nameof(Summary));

    public Func<int, AnalyticObjective> Create { get; init; } =
        Create ?? throw new ArgumentNullException(nameof(Create));

    /// <summary>The lowest value to the digits that are known, or null.</summary>
    public double? Minimum { get; init; }

    /// <summary>The least P of a formula of any dimension.</summary>
    public int LeastDimension { get; init; } = 1;

    /// <summary>Variables of each thing that is counted: 3 for atoms, else 1. P is a multiple of it.</summary>
    public int VariablesPerUnit { get; init; } = 1;

    /// <summary>What is counted: <c>variables</c> or <c>atoms</c>.</summary>
    public string Unit => VariablesPerUnit == 1 ? "variables" : "atoms";

    /// <summary>Other names that mean the same.</summary>
    public IReadOnlyList<string> Aliases { get; init; } = [];

    /// <summary>Why the loss does not grow to infinity in all directions; null where it does.</summary>
    public string? BoundedBy { get; init; }

    /// <summary>Whether the loss grows to infinity in all directions.</summary>
    public bool IsCoercive => BoundedBy is null;

    /// <summary>The box in which the function is usually looked at, a range for each coordinate; the last one holds for all that
    /// follow.</summary>
    public IReadOnlyList<(double From, double To)> Box { get; init; } = [(-1, 1)];

    /// <summary>The range of coordinate <paramref name="index"/> of <see cref="Box"/>.</summary>
    public (double From, double To) Region(int index) => Box[Math.Min(index, Box.Count - 1)];

    /// <summary>The objective in the dimension of a point that somebody gave.</summary>
    /// <exception cref="ArgumentException">The formula has another dimension.</exception>
    public AnalyticObjective For(int dimension) =>
        Dimension is { } fixedDimension && fixedDimension != dimension
            ? throw new ArgumentException(
                $"{Name} is a function of {fixedDimension} variables, received {dimension}: give {fixedDimension} coordinates",
                nameof(dimension)
            )
        : dimension < LeastDimension
            ? throw new ArgumentException(
                $"{Name} is a function of {LeastDimension} variables or more, received {dimension}: give {LeastDimension} coordinates or more",
                nameof(dimension)
            )
        : dimension % VariablesPerUnit != 0
            ? throw new ArgumentException(
                $"{Name} has {VariablesPerUnit} coordinates for each of its {Unit}, received {dimension}: give a multiple of {VariablesPerUnit}",
                nameof(dimension)
            )
        : Create(dimension);
}

/// <summary>The catalogue of analytic objectives.</summary>
public static class AnalyticObjectives
{
    public static IReadOnlyList<AnalyticEntry> Known { get; } =
    [
        new(
            "quadratic",
            "½ Σ i·x_i², i = 1…P: a bowl with eigenvalues 1…P",
            null,
            dimension => Quadratic.Create([.. Enumerable.Range(1, dimension).Select(i => (double)i)])
        )
        {
            Minimum = 0,
        },
        new(
            "rosenbrock",
            "Σ 100 (x_{i+1} − x_i²)² + (1 − x_i)²: a curved valley, minimum at (1, …, 1)",
            null,
            dimension => new Rosenbrock(dimension)
        )
        {
            Minimum = 0,
            LeastDimension = 2,
            Box = [(-2, 2)],
            Aliases = ["chained-rosenbrock"],
        },
        new(
            "muller-brown",
            "the Müller–Brown surface: three minima and two saddles",
            2,
            _ => ExponentialSum.MullerBrown()
        )
        {
            Minimum = -146.69951720995402,
            Box = [(-1.5, 1.2), (-0.2, 2)],
        },
        new(
            "two-gaussians",
            "two Gaussian wells between two bumps: a barrier of 0.6244",
            2,
            _ => ExponentialSum.TwoGaussian()
        )
        {
            Aliases = ["two-gaussian"],
            BoundedBy = "it tends to a finite value far out",
        },
        new(
            "three-hole",
            "two deep holes, with the lowest way between them through a shallow third",
            2,
            _ => ExponentialSum.ThreeHole()
        )
        {
            Minimum = -3.994860601854,
            Box = [(-2, 2), (-1.5, 2.5)],
        },
        new(
            "leps",
            "three atoms on a line: two valleys that run to infinity and a pass between them",
            2,
            _ => new Leps()
        )
        {
            Box = [(0.5, 4)],
            BoundedBy = "its valleys run to infinity at finite values",
        },
        new("camel", "the six-hump camel: 6 minima, 7 saddles, 2 maxima", 2, _ => Polynomial.SixHumpCamel())
        {
            Minimum = -1.0316284534898774,
            Box = [(-2, 2), (-1.2, 1.2)],
        },
        new("himmelblau", "(x² + y − 11)² + (x + y² − 7)²: four minima of value 0", 2, _ => new Himmelblau())
        {
            Minimum = 0,
            Box = [(-5, 5)],
        },
        new("styblinski-tang", "½ Σ x_i⁴ − 16 x_i² + 5 x_i: 3ⁿ stationary points", null, Separable.StyblinskiTang)
        {
            Box = [(-4, 4)],
        },
        new("rastrigin", "Σ x_i² + 10 − 10 cos 2πx_i: a bowl with a lattice of minima", null, Separable.Rastrigin)
        {
            Minimum = 0,
            Box = [(-2.5, 2.5)],
        },
        new("cube", "Σ j (x_j² − 1)²: 3ⁿ stationary points, minima at the corners of a cube", null, Separable.Cube)
        {
            Minimum = 0,
            Box = [(-1.5, 1.5)],
        },
        new(
            "lennard-jones",
            "4 Σ (r⁻¹² − r⁻⁶) over the pairs of n atoms in space",
            null,
            dimension => new LennardJones(dimension / 3)
        )
        {
            LeastDimension = 6,
            VariablesPerUnit = 3,
            Box = [(-1.2, 1.2)],
            BoundedBy = "it tends to 0 where atoms part",
        },
    ];

    /// <summary>The entry of that name or alias, or null.</summary>
    public static AnalyticEntry? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Known.FirstOrDefault(entry => entry.Name == name || entry.Aliases.Contains(name));
    }
}
