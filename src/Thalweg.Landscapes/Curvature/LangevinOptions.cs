namespace Thalweg.Landscapes.Curvature;

/// <summary>How Langevin dynamics look at a minimum (<see cref="LangevinCoefficient"/>).</summary>
public sealed record LangevinOptions
{
    /// <summary>β, two or more, ascending; in units of one over the loss.</summary>
    public IReadOnlyList<double> InverseTemperatures { get; init; } = [1e2, 1e3, 1e4];

    /// <summary>γ of the term ½ γ ‖θ − θ*‖² that keeps a chain near θ*.</summary>
    public double Localization { get; init; } = 1;

    /// <summary>Independent chains of each temperature, which the standard error is from.</summary>
    public int Chains { get; init; } = 8;

    /// <summary>Steps of a chain, of which the first half finds the step length and is thrown away.</summary>
    public int Steps { get; init; } = 4_000;

    /// <summary>Of all random numbers.</summary>
    public ulong Seed { get; init; } = 1;

    internal void Check()
    {
        var isAscending = InverseTemperatures.Zip(InverseTemperatures.Skip(1), (a, b) => a < b).All(rises => rises);
        if (
            InverseTemperatures.Count < 2
            || !isAscending
            || !(InverseTemperatures[0] > 0)
            || !double.IsFinite(InverseTemperatures[^1])
        )
        {
            throw new ArgumentException(
                $"InverseTemperatures is [{string.Join(", ", InverseTemperatures.Select(β => FormattableString.Invariant($"{β}")))}]; give two or more positive numbers, ascending",
                nameof(InverseTemperatures)
            );
        }
        OptionValue.Require(
            Localization is > 0 and < double.PositiveInfinity,
            nameof(Localization),
            Localization,
            "a number above 0: without it a chain may leave"
        );
        OptionValue.Require(Chains >= 2, nameof(Chains), Chains, "2 chains or more: one has no standard error");
        OptionValue.Require(Steps >= 100, nameof(Steps), Steps, "100 steps or more");
    }
}
