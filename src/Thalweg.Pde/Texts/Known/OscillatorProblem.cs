using System.Globalization;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Problems;
using Thalweg.Pde.References;

namespace Thalweg.Pde.Texts.Known;

/// <summary>−Δu + |x|²u = λu on (−6, 6)^d, u = 0 on the boundary: the harmonic oscillator, ∫ |∇u|² + |x|²u² over ∫u² stationary
/// [E2018].</summary>
public static class OscillatorProblem
{
    public const int MaximumDimension = 10;

    public const int MaximumState = 9;

    private const double Half = 6;

    /// <summary>u* = ∏ ψ_{k_i}(x_i) with the functions of the interval, λ = Σ (2k_i + 1) and what the ends add, 3e-15 for the lowest state; states are
    /// numbered as those of <see cref="BoxEigenvalueProblem"/>.</summary>
    /// <param name="dimension">d in [1, 10].</param>
    /// <param name="state">0 for the lowest one, at most 9.</param>
    /// <exception cref="ArgumentOutOfRangeException">A number is out of range.</exception>
    public static Problem Create(int dimension = 1, int state = 0)
    {
        EigenProblem.Require(dimension, MaximumDimension, nameof(dimension));
        EigenProblem.Require(state, MaximumState, nameof(state), least: 0);
        var states = SeparableStates.UpTo(dimension, state, k => k);
        var reference = new OscillatorReference(dimension, Half, states.Max(s => s.Max()));
        var eigenvalue = reference.Eigenvalue(states[state]);
        var axes = Enumerable.Range(1, dimension).Select(k => string.Create(CultureInfo.InvariantCulture, $"x{k}^2"));
        var name = string.Create(CultureInfo.InvariantCulture, $"oscillator(dim={dimension}, state={state})");
        var problem = new ProblemText(
            EigenProblem.Cube("-6", "6", dimension),
            ["u"],
            ["-laplacian(u) + potential*u - eigenvalue*u"],
            ["u = 0 on boundary"]
        )
        {
            Constants = [string.Create(CultureInfo.InvariantCulture, $"eigenvalue = {eigenvalue:R}")],
            Definitions = [$"potential = {string.Join(" + ", axes)}"],
            Rayleigh = ["numerator = dot(grad(u), grad(u)) + potential*u^2", "denominator = u^2"],
        }.Build(name);
        var exact = reference.Functions(name.Replace(", ", ",", StringComparison.Ordinal), states[state]);
        return problem with
        {
            Exact = [exact[0]],
            ExactGradient = [.. exact.Skip(1)],
            EnergyMinimum = eigenvalue,
            Quotient = problem.Quotient! with
            {
                Lower =
                [
                    .. states
                        .Where((_, i) => i != state)
                        .Select(s => (IReadOnlyList<Expression>)[reference.Functions($"psi{string.Concat(s)}", s)[0]]),
                ],
                Gap = eigenvalue - reference.Eigenvalue(states[0]),
            },
            Certify = () => reference.Certify(states[state]),
        };
    }
}
