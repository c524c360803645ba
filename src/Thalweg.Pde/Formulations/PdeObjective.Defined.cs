using Thalweg.Numerics.Parallel;

namespace Thalweg.Pde.Formulations;

public sealed unsafe partial class PdeObjective
{
    /// <inheritdoc/>
    /// <remarks>Looked for are logarithms of numbers that are not positive, and square roots of negative ones.</remarks>
    public string? Undefined(ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        Require(parameters.Length, ParameterCount, nameof(parameters));
        for (var t = 0; t < terms.Length; t++)
        {
            if (compiled.DomainOf(t)?.Outside(terms[t], parameters, team) is { } where)
            {
                return where;
            }
        }
        return null;
    }

    /// <summary>A term as it counts: an energy whose density has no value at a point, as that of a body that is turned inside out, is
    /// infinite.</summary>
    private double Extended(int t, double term, ReadOnlyMemory<double> parameters, WorkerTeam team) =>
        (double.IsNaN(term) || double.IsNegativeInfinity(term))
        && terms[t] is { Root: null, Functional: null }
        && compiled.DomainOf(t)?.Outside(terms[t], parameters, team) is not null
            ? double.PositiveInfinity
            : term;
}
