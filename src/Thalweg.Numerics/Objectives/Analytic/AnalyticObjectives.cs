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
            "two-gaussian",
            "two Gaussian wells between two bumps: a barrier of 0.6244",
            2,
            _ => ExponentialSum.TwoGaussian()
        ),
    ];

    /// <summary>The entry of that name, or null.</summary>
    public static AnalyticEntry? Find(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Known.FirstOrDefault(entry => string.Equals(entry.Name, name, StringComparison.Ordinal));
    }
}
