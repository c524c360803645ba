using Thalweg.Pde.Equations;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Models;

/// <summary>What stands for the solution: u_k = g_k(x) + φ_k(x) N_k(x; θ), where g_k has the prescribed values and φ_k vanishes
/// where they are prescribed, or N itself.</summary>
public sealed record TrialFunction
{
    private TrialFunction(
        string name,
        Problem? problem,
        IReadOnlyList<Expression?> factors,
        IReadOnlyList<Expression?> lifts
    )
    {
        Name = name;
        Problem = problem;
        Factors = factors;
        Lifts = lifts;
    }

    /// <summary>Canonical text: <c>hard</c>, <c>hard(sign=-1)</c> or <c>none</c>.</summary>
    public string Name { get; }

    /// <summary>Whose conditions it keeps; null where it keeps none.</summary>
    public Problem? Problem { get; }

    /// <summary>φ_k, one for each component or one for all; null for u_k = g_k + N_k. Empty for u = N.</summary>
    public IReadOnlyList<Expression?> Factors { get; }

    /// <summary>g_k, one for each component or one for all; null where it is zero. Empty for u = N.</summary>
    public IReadOnlyList<Expression?> Lifts { get; }

    /// <summary>u = N: conditions are left to penalty terms, or to nothing.</summary>
    public static TrialFunction None { get; } = new("none", null, [], []);

    /// <summary>u = g + φN with the problem's lifts and boundary factors; with a negative sign u = g − φN, for weights trained with
    /// x(x − 1).</summary>
    /// <exception cref="PartsRefusedException">The problem has no such functions.</exception>
    public static TrialFunction Hard(Problem problem, bool negative = false)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (problem.NoHardTrial is { } reason)
        {
            throw new PartsRefusedException(new Refusal(PdePart.Trial, reason));
        }
        return negative
            ? new(
                "hard(sign=-1)",
                problem,
                [.. problem.BoundaryFactors.Select(factor => factor is null ? -1.0 : -factor)],
                problem.Lifts
            )
            : new("hard", problem, problem.BoundaryFactors, problem.Lifts);
    }

    /// <summary>φ of a component of the network; null for one without, such as those behind the components of u.</summary>
    internal Expression? FactorOf(int output) => Of(Factors, output);

    /// <summary>g of a component of the network; null for one without.</summary>
    internal Expression? LiftOf(int output) => Of(Lifts, output);

    private Expression? Of(IReadOnlyList<Expression?> functions, int output) =>
        functions.Count == 0 || output >= (Problem?.Outputs ?? int.MaxValue)
            ? null
            : functions[functions.Count == 1 ? 0 : output];

    /// <summary>Whether the trial function has a condition for every N.</summary>
    public bool Holds(Condition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return Problem is not null && Problem.Held.Contains(condition.Name, StringComparer.Ordinal);
    }

    public bool Equals(TrialFunction? other) =>
        other is not null && Name == other.Name && Equals(Problem, other.Problem);

    public override int GetHashCode() => HashCode.Combine(Name, Problem);
}
