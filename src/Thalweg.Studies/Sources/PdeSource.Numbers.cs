using System.Text.Json.Serialization;

namespace Thalweg.Studies.Sources;

// What of a loss can change continuously.
public sealed partial record PdeSource : INumbers
{
    [JsonIgnore]
    public IReadOnlyList<string> Numbers =>
        [
            .. new[] { ("problem", Problem), ("trial", Trial), ("formulation", Formulation) }.SelectMany(part =>
                part.Item2.NumberNames.Select(number => $"{part.Item1}.{number}")
            ),
        ];

    public double NumberOf(string name)
    {
        var (part, option) = Split(name);
        return (
            part switch
            {
                "problem" => Problem,
                "trial" => Trial,
                _ => Formulation,
            }
        ).Number(option);
    }

    public Source WithNumber(string name, double value)
    {
        var (part, option) = Split(name);
        return part switch
        {
            "problem" => this with { Problem = Problem.With(option, value) },
            "trial" => this with { Trial = Trial.With(option, value) },
            _ => this with { Formulation = Formulation.With(option, value) },
        };
    }

    public double Nearest(string name, double value)
    {
        var (part, option) = Split(name);
        return (
            part switch
            {
                "problem" => Problem,
                "trial" => Trial,
                _ => Formulation,
            }
        ).Nearest(option, value);
    }

    private (string Part, string Option) Split(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return Numbers.Contains(name, StringComparer.Ordinal) && name.Split('.', 2) is [var part, var option]
            ? (part, option)
            : throw new ArgumentException(
                $"name is '{name}', expected one of {string.Join(", ", Numbers)}",
                nameof(name)
            );
    }
}
