using System.Globalization;

namespace Thalweg.Pde.Problems;

/// <summary>What an inverse problem asks for beside the fields: a number, or a function of some coordinates. It is a component of u to
/// equations and conditions, and has parameters of its own.</summary>
/// <param name="Name">As equations write it.</param>
/// <param name="FirstAxis">The first coordinate that it depends on.</param>
/// <param name="Axes">How many neighbouring coordinates; 0 for a number.</param>
/// <param name="Start">What a number is before training.</param>
public sealed record Coefficient(string Name, int FirstAxis = 0, int Axes = 0, double Start = 1)
{
    public string Name { get; init; } = Name ?? throw new ArgumentNullException(nameof(Name));

    public bool IsNumber => Axes == 0;

    public override string ToString() =>
        IsNumber
            ? string.Create(CultureInfo.InvariantCulture, $"{Name}, learned from {Start}")
            : $"{Name}, a learned function";
}
