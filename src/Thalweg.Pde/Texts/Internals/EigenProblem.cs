using System.Globalization;

namespace Thalweg.Pde.Texts;

/// <summary>What the eigenproblems on boxes share.</summary>
internal static class EigenProblem
{
    /// <summary>A cube as texts write it.</summary>
    public static string Cube(string from, string to, int dimension)
    {
        return dimension == 1 ? $"interval({from}, {to})" : $"box({Corner(from)}, {Corner(to)})";

        string Corner(string coordinate) => $"({string.Join(", ", Enumerable.Repeat(coordinate, dimension))})";
    }

    /// <exception cref="ArgumentOutOfRangeException">The number is out of range.</exception>
    public static void Require(int number, int most, string argument, int least = 1)
    {
        if (number < least || number > most)
        {
            throw new ArgumentOutOfRangeException(
                argument,
                number,
                string.Create(CultureInfo.InvariantCulture, $"got {number}, expected {least} to {most}")
            );
        }
    }
}
