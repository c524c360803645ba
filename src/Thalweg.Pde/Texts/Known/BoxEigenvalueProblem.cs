using System.Globalization;
using Thalweg.Pde.Problems;
using Thalweg.Pde.References;

namespace Thalweg.Pde.Texts.Known;

/// <summary>−Δu = λu on (0, 1)^d, u = 0 on the boundary: ∫|∇u|²/∫u² is stationary [E2018].</summary>
public static class BoxEigenvalueProblem
{
    public const int MaximumDimension = 10;

    public const int MaximumState = 9;

    /// <summary>u* = ∏ √2 sin πk_ix_i, λ = π² Σ k_i². States are numbered by eigenvalue, those of one eigenvalue beginning with the largest k_1; all
    /// others up to that eigenvalue are deflated, so that u is determined up to a factor.</summary>
    /// <param name="dimension">d in [1, 10].</param>
    /// <param name="state">0 for the lowest one, at most 9.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static Problem Create(int dimension = 1, int state = 0)
    {
        EigenProblem.Require(dimension, MaximumDimension, nameof(dimension));
        EigenProblem.Require(state, MaximumState, nameof(state), least: 0);
        var states = SeparableStates.UpTo(dimension, state, k => (k + 1) * (k + 1));
        var squares = Squares(states[state]);
        var name = string.Create(CultureInfo.InvariantCulture, $"box-eigenvalue(dim={dimension}, state={state})");
        var problem = new ProblemText(
            EigenProblem.Cube("0", "1", dimension),
            ["u"],
            ["-laplacian(u) - eigenvalue*u"],
            ["u = 0 on boundary"]
        )
        {
            Constants = [string.Create(CultureInfo.InvariantCulture, $"eigenvalue = {squares}*pi^2")],
            Rayleigh = ["numerator = dot(grad(u), grad(u))", "denominator = u^2"],
            Lower = [.. states.Where((_, i) => i != state).Select(Formula)],
            Reference = [Formula(states[state])],
        }.Build(name);
        return problem with
        {
            EnergyMinimum = squares * (Math.PI * Math.PI),
            Quotient = problem.Quotient! with { Gap = (squares - dimension) * (Math.PI * Math.PI) },
        };
    }

    private static int Squares(int[] state) => state.Sum(k => (k + 1) * (k + 1));

    private static string Formula(int[] state) =>
        string.Join(
            '*',
            state.Select(
                (k, axis) => string.Create(CultureInfo.InvariantCulture, $"sqrt(2)*sin({k + 1}*pi*x{axis + 1})")
            )
        );
}
