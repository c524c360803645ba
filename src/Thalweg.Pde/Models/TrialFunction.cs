using Thalweg.Pde.Equations;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Models;

/// <summary>What stands for the solution: u = g(x) + φ(x) N(x; θ), where g has the boundary and initial values and φ vanishes
/// where they are prescribed, or N itself.</summary>
public sealed record TrialFunction
{
    private TrialFunction(string name, Problem? problem, Expression? factor, Expression? lift)
    {
        Name = name;
        Problem = problem;
        Factor = factor;
        Lift = lift;
    }

    /// <summary>Canonical text: <c>hard</c>, <c>hard(sign=-1)</c> or <c>none</c>.</summary>
    public string Name { get; }

    /// <summary>Whose conditions it keeps; null where it keeps none.</summary>
    public Problem? Problem { get; }

    /// <summary>φ, or null for u = N.</summary>
    public Expression? Factor { get; }

    /// <summary>g, or null where it is zero.</summary>
    public Expression? Lift { get; }

    /// <summary>u = N: conditions are left to penalty terms, or to nothing.</summary>
    public static TrialFunction None { get; } = new("none", null, null, null);

    /// <summary>u = g + φN with the problem's lift and boundary factor; with a negative sign u = g − φN, for weights trained with
    /// x(x − 1).</summary>
    public static TrialFunction Hard(Problem problem, bool negative = false)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return negative
            ? new("hard(sign=-1)", problem, -problem.BoundaryFactor, problem.Lift)
            : new("hard", problem, problem.BoundaryFactor, problem.Lift);
    }

    public bool Equals(TrialFunction? other) =>
        other is not null && Name == other.Name && Equals(Problem, other.Problem);

    public override int GetHashCode() => HashCode.Combine(Name, Problem);
}
