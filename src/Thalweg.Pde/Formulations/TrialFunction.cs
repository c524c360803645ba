using Thalweg.Pde.Equations;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Formulations;

/// <summary>What stands for the solution: u = φ(x) N(x; θ), where φ vanishes on the boundary, or N itself.</summary>
/// <remarks>The boundary values of the problems are zero, so u = g + φN has g = 0.</remarks>
public sealed record TrialFunction
{
    private TrialFunction(string name, Expression? factor)
    {
        Name = name;
        Factor = factor;
    }

    /// <summary>Canonical text: <c>hard</c>, <c>hard(sign=-1)</c> or <c>none</c>.</summary>
    public string Name { get; }

    /// <summary>φ, or null for u = N.</summary>
    public Expression? Factor { get; }

    /// <summary>u = N: boundary conditions are left to a penalty term, or to nothing.</summary>
    public static TrialFunction None { get; } = new("none", null);

    /// <summary>u = φN with the problem's boundary factor; with a negative sign u = −φN, for weights trained with x(x − 1).</summary>
    public static TrialFunction Hard(Problem problem, bool negative = false) =>
        negative ? new("hard(sign=-1)", -problem.BoundaryFactor) : new("hard", problem.BoundaryFactor);

    public bool Equals(TrialFunction? other) => other is not null && Name == other.Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);
}
