using System.Globalization;

namespace Thalweg.External.Twin;

/// <summary>What the twin serves, and how it misbehaves: <c>rosenbrock 4 misbehave=crash after=2</c>.</summary>
internal sealed record TwinOptions
{
    /// <summary>Name of an analytic objective.</summary>
    public required string Objective { get; init; }

    public required int Dimension { get; init; }

    /// <summary>What is left out of the offers: <c>gradient</c>, <c>products</c>, <c>residuals</c>, <c>start</c>, <c>terms</c>.</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>A description to give instead of the true one.</summary>
    public string? Describe { get; init; }

    /// <summary>A metric that is reported, ‖θ‖², or none.</summary>
    public bool HasMetric { get; init; }

    /// <summary>The fault to commit, or none.</summary>
    public string Misbehave { get; init; } = "";

    /// <summary>The only request, by its number in the protocol, at which the fault is committed; null for any.</summary>
    public long? Only { get; init; }

    /// <summary>Requests (of that number) that are answered well before.</summary>
    public int After { get; init; }

    /// <summary>A folder in which each process leaves a file with its number when it starts.</summary>
    public string? Notes { get; init; }

    public static TwinOptions Parse(string[] arguments)
    {
        var options = new TwinOptions
        {
            Objective = arguments[0],
            Dimension = int.Parse(arguments[1], CultureInfo.InvariantCulture),
        };
        foreach (var argument in arguments.Skip(2))
        {
            var equals = argument.IndexOf('=', StringComparison.Ordinal);
            var value = argument[(equals + 1)..];
            options = argument[..equals] switch
            {
                "without" => options with { Without = value.Split(',') },
                "describe" => options with { Describe = value },
                "metric" => options with { HasMetric = bool.Parse(value) },
                "misbehave" => options with { Misbehave = value },
                "only" => options with { Only = long.Parse(value, CultureInfo.InvariantCulture) },
                "after" => options with { After = int.Parse(value, CultureInfo.InvariantCulture) },
                "notes" => options with { Notes = value },
                var other => throw new ArgumentException($"unknown option '{other}'", nameof(arguments)),
            };
        }
        return options;
    }
}
