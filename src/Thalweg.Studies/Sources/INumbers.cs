using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Sources;

/// <summary>A source with numbers that may take any value of an interval, such as the weight of a penalty or a coefficient of the equation.</summary>
public interface INumbers
{
    /// <summary>Part and option of each, as <c>formulation.penalty</c>.</summary>
    IReadOnlyList<string> Numbers { get; }

    /// <summary>The value that the loss states.</summary>
    /// <param name="name">Of <see cref="Numbers"/>.</param>
    double NumberOf(string name);

    /// <summary>The same loss with another value.</summary>
    /// <param name="name">Of <see cref="Numbers"/>.</param>
    /// <exception cref="InputException">The option does not take the value.</exception>
    Source WithNumber(string name, double value);

    /// <summary>The value nearest to another one that the option takes.</summary>
    /// <param name="name">Of <see cref="Numbers"/>.</param>
    double Nearest(string name, double value);
}
