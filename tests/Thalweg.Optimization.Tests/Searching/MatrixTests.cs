using System.Globalization;
using Thalweg.Numerics.Objectives;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers.Searching;
using Thalweg.Optimization.Tests.Problems;

namespace Thalweg.Optimization.Tests.Searching;

/// <summary>Every method on every problem of [More1981], on ill-conditioned quadratics and on the Müller–Brown surface.</summary>
public sealed class MatrixTests(ITestOutputHelper output)
{
    private static readonly Dictionary<string, (IDescent Descent, ILineSearch Search, long Iterations)> Methods = new()
    {
        ["lbfgs hager-zhang"] = (new Lbfgs(), new HagerZhang(), 20000),
        ["lbfgs more-thuente"] = (new Lbfgs(), new MoreThuente(), 20000),
        ["lbfgs backtracking"] = (new Lbfgs(), new Backtracking(), 20000),
        ["lbfgs golden-section"] = (new Lbfgs(), new GoldenSection(), 20000),
        ["lbfgs cubic-zoom"] = (new Lbfgs(), new CubicZoom(), 20000),
        ["bfgs hager-zhang"] = (new Bfgs(), new HagerZhang(), 5000),
        ["bfgs more-thuente"] = (new Bfgs(), new MoreThuente(), 5000),
        ["self-scaled-bfgs hager-zhang"] = (new SelfScaledBfgs(), new HagerZhang(), 5000),
        ["self-scaled-broyden hager-zhang"] = (new SelfScaledBroyden(), new HagerZhang(), 5000),
        ["self-scaled-broyden more-thuente"] = (new SelfScaledBroyden(), new MoreThuente(), 5000),
        ["steepest hager-zhang"] = (new SteepestDescent(), new HagerZhang(), 300),
        ["published-lbfgs-gss"] = (new PublishedLbfgsGss(), new PublishedGoldenSection(), 300),
        ["newton-cg hager-zhang"] = (new NewtonCg(), new HagerZhang(), 300),
        ["newton-cg backtracking"] = (new NewtonCg(), new Backtracking(), 300),
        ["newton-cg forward hager-zhang"] = (
            new NewtonCg(Forcing: ForcingRule.Gradient, Differences: FiniteDifference.Forward),
            new HagerZhang(),
            300
        ),
        ["nonlinear-cg more-thuente"] = (new NonlinearCg(), new MoreThuente(Curvature: 0.001), 2000),
        ["nonlinear-cg hager-zhang"] = (new NonlinearCg(), new HagerZhang(), 2000),
        ["nonlinear-cg polak-ribiere more-thuente"] = (
            new NonlinearCg(ConjugacyRule.PolakRibiere),
            new MoreThuente(Curvature: 0.001),
            2000
        ),
        ["natural-gradient hager-zhang"] = (new NaturalGradient(), new HagerZhang(), 3000),
        ["natural-gradient backtracking"] = (new NaturalGradient(), new Backtracking(), 3000),
        ["natural-gradient fixed hager-zhang"] = (new NaturalGradient(1e-6, DampingRule.Fixed), new HagerZhang(), 500),
    };

    /// <summary>What does not reach its tolerance, and why.</summary>
    private static readonly Dictionary<string, (string Reason, string[] Problems)> Exceptions = new()
    {
        ["self-scaled-broyden more-thuente"] = (
            "In its curved valley a decrease is below the rounding of the loss long before the end, and strong Wolfe conditions need one; by slopes alone the same descent arrives.",
            ["powell-badly-scaled"]
        ),
        ["steepest hager-zhang"] = (
            "The loss falls by a factor of about (1 − 4/κ) per iteration: 300 are too few for these condition numbers.",
            [
                "rosenbrock",
                "freudenstein-roth",
                "powell-badly-scaled",
                "brown-badly-scaled",
                "beale",
                "jennrich-sampson",
                "helical-valley",
                "bard",
                "meyer",
                "gulf",
                "box-3d",
                "powell-singular",
                "wood",
                "kowalik-osborne",
                "osborne-1",
                "biggs-exp6",
                "osborne-2",
                "watson-6",
                "watson-9",
                "extended-rosenbrock-10",
                "extended-powell-12",
                "penalty-1-4",
                "penalty-1-10",
                "penalty-2-4",
                "penalty-2-10",
                "brown-almost-linear-10",
                "discrete-boundary-value-10",
                "broyden-banded-10",
                "quadratic-1e2",
                "quadratic-1e4",
                "quadratic-1e6",
            ]
        ),
        ["newton-cg hager-zhang"] = (
            "Conjugate gradients see no curvature below the rounding of the products, and along such valleys the steps are steepest ones.",
            ["powell-badly-scaled", "meyer"]
        ),
        ["newton-cg backtracking"] = (
            "Conjugate gradients see no curvature below the rounding of the products, and along such valleys the steps are steepest ones.",
            ["powell-badly-scaled", "meyer", "gulf"]
        ),
        ["newton-cg forward hager-zhang"] = (
            "As with central differences, and a forward difference has half the digits: the singular problems end at 1e-16.",
            ["powell-badly-scaled", "meyer", "gulf", "powell-singular", "osborne-1", "watson-9", "extended-powell-12"]
        ),
        ["nonlinear-cg more-thuente"] = (
            "Iterations grow with the root of the condition number, and the steps do not become conjugate in curved valleys.",
            ["powell-badly-scaled", "brown-badly-scaled", "meyer", "watson-9"]
        ),
        ["nonlinear-cg polak-ribiere more-thuente"] = (
            "Iterations grow with the root of the condition number, and the steps do not become conjugate in curved valleys.",
            ["powell-badly-scaled", "meyer", "watson-9"]
        ),
        ["nonlinear-cg hager-zhang"] = (
            "A search that is content with any step of less slope leaves directions that are far from conjugate; broyden-banded-10 ends in another minimum.",
            [
                "powell-badly-scaled",
                "brown-badly-scaled",
                "meyer",
                "gulf",
                "powell-singular",
                "osborne-1",
                "biggs-exp6",
                "watson-6",
                "watson-9",
                "penalty-2-4",
                "broyden-banded-10",
                "quadratic-1e4",
                "quadratic-1e6",
            ]
        ),
        ["natural-gradient fixed hager-zhang"] = (
            "Where residuals stay large and bend, or the matrix is close to singular, a damping that is too small for the start stays so.",
            ["powell-badly-scaled", "meyer", "chebyquad-8"]
        ),
        ["published-lbfgs-gss"] = (
            "It follows the published code: six evaluations, an absolute tolerance on the loss, damping of 1e-6, uphill steps.",
            [
                "rosenbrock",
                "powell-badly-scaled",
                "brown-badly-scaled",
                "jennrich-sampson",
                "meyer",
                "gulf",
                "box-3d",
                "powell-singular",
                "wood",
                "osborne-1",
                "watson-9",
                "extended-rosenbrock-10",
                "extended-powell-12",
                "penalty-1-4",
                "penalty-1-10",
                "penalty-2-4",
                "penalty-2-10",
                "discrete-boundary-value-10",
                "broyden-banded-10",
                "quadratic-1e2",
                "quadratic-1e4",
                "quadratic-1e6",
            ]
        ),
    };

    public static TheoryData<string> Names => [.. Methods.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Every_problem_is_solved_or_listed(string name)
    {
        var (descent, search, iterations) = Methods[name];
        var missed = new List<string>();
        foreach (var problem in MatrixCase.All)
        {
            // Below this gradient the singular problems go on for ever, gaining nothing that the tolerance asks for.
            var optimizer = new SearchOptimizer(descent, search) { GradientTolerance = 1e-16 };
            var objective = problem.Objective();
            if (descent is NaturalGradient && objective.As<IResiduals>() is null)
            {
                output.WriteLine($"{problem.Name, -28} has no residuals");
                continue;
            }
            var result = SearchTrace.Of(optimizer, iterations, objective, problem.Start);
            var reached = result.History.FirstOrDefault(row => problem.Reached(row.Loss));
            if (!problem.Reached(result.Loss))
            {
                missed.Add(problem.Name);
            }
            output.WriteLine(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{problem.Name, -28} {(problem.Reached(result.Loss) ? "reached" : "missed "), -8} {reached.GradientEvaluations, 6}+{reached.ValueEvaluations, -6} end {result.Iterations, 5} {result.GradientEvaluations, 6}+{result.ValueEvaluations, -6} {result.Loss, -14:e6} {result.GradientNorm, -8:e1} {result.Stop}"
                )
            );
        }
        var (reason, exceptions) = Exceptions.GetValueOrDefault(name, ("", []));
        output.WriteLine(reason);
        Assert.Equal(exceptions, missed);
    }
}
