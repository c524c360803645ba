namespace Thalweg.Numerics.Objectives.Symmetries;

/// <summary>A map of θ that exchanges entries and changes their signs: y_i = s_i θ_{source(i)}.</summary>
/// <param name="Sources">source(i) for each i, a permutation of 0 … P − 1.</param>
/// <param name="Signs">s_i, each 1 or −1.</param>
public sealed record SignedPermutation(IReadOnlyList<int> Sources, IReadOnlyList<int> Signs)
{
    public IReadOnlyList<int> Sources { get; init; } =
        Checked(
            Sources ?? throw new ArgumentNullException(nameof(Sources)),
            Signs ?? throw new ArgumentNullException(nameof(Signs))
        );

    public IReadOnlyList<int> Signs { get; init; } = Signs;

    /// <summary>y of θ, [P].</summary>
    public double[] Apply(ReadOnlySpan<double> parameters)
    {
        if (parameters.Length != Sources.Count)
        {
            throw new ArgumentException(
                $"parameters has {parameters.Length} entries, expected {Sources.Count}: give a point of the loss that the map belongs to",
                nameof(parameters)
            );
        }
        var image = new double[parameters.Length];
        for (var i = 0; i < image.Length; i++)
        {
            image[i] = Signs[i] * parameters[Sources[i]];
        }
        return image;
    }

    /// <summary>This map after <paramref name="first"/>.</summary>
    public SignedPermutation After(SignedPermutation first)
    {
        ArgumentNullException.ThrowIfNull(first);
        return new(
            [.. Sources.Select(source => first.Sources[source])],
            [.. Sources.Select((source, i) => Signs[i] * first.Signs[source])]
        );
    }

    /// <summary>The images of the coordinates, x1 the first: <c>(-x2, x1)</c>.</summary>
    public override string ToString() =>
        $"({string.Join(", ", Sources.Select((source, i) => $"{(Signs[i] < 0 ? "-" : "")}x{source + 1}"))})";

    private static IReadOnlyList<int> Checked(IReadOnlyList<int> sources, IReadOnlyList<int> signs)
    {
        if (!sources.Order().SequenceEqual(Enumerable.Range(0, sources.Count)))
        {
            throw new ArgumentException(
                $"sources are {string.Join(", ", sources)}, expected each place from 0 to {sources.Count - 1} once",
                nameof(sources)
            );
        }
        return signs.Count == sources.Count && signs.All(s => s is 1 or -1)
            ? sources
            : throw new ArgumentException(
                $"signs are {string.Join(", ", signs)}, expected {sources.Count} entries of 1 or -1",
                nameof(signs)
            );
    }
}
