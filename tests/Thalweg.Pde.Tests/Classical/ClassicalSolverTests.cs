using Thalweg.Pde.Classical;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Texts;
using Thalweg.Pde.Texts.Known;

namespace Thalweg.Pde.Tests.Classical;

/// <summary>Classical solvers converge with their order to the references of the catalogue.</summary>
public sealed class ClassicalSolverTests
{
    public static TheoryData<string, double> OnBoxes { get; } =
        new()
        {
            { "line", 1e-12 },
            { "peak", 1e-11 },
            { "square", 1e-11 },
            { "square-peak", 3e-9 },
            { "cube", 1e-8 },
            { "helmholtz", 3e-8 },
            { "heat", 1e-9 },
            { "heat-2", 3e-7 },
            { "text", 1e-10 },
        };

    [Theory]
    [MemberData(nameof(OnBoxes))]
    public void Differences_converge_with_the_fourth_order(string name, double reached)
    {
        var problem = Problem(name);
        var result = ClassicalLevels.Of(
            ClassicalSolver.OnBox(problem)!,
            problem,
            TestContext.Current.CancellationToken
        );
        Assert.True(result.Levels.Min(level => level.RelativeL2) < reached, string.Join("\n", result.Levels));
        // Where a grid sees the solution, and rounding nothing.
        var orders = result
            .Levels.Zip(result.Levels.Skip(1))
            .Where(pair => pair.First.RelativeL2 < 3e-3 && pair.Second.RelativeL2 > 3e-11)
            .Select(pair => Math.Log2(pair.First.RelativeL2 / pair.Second.RelativeL2))
            .ToList();
        Assert.NotEmpty(orders);
        Assert.All(orders, order => Assert.InRange(order, 3.7, 4.6));
    }

    [Fact]
    public void Waves_converge_faster_than_any_power()
    {
        var problem = ConvectionProblem.Create(5);
        var result = ClassicalLevels.Of(FourierSolver.Convection(5), problem, TestContext.Current.CancellationToken);
        Assert.True(result.Levels.Min(level => level.RelativeL2) < 1e-10, string.Join("\n", result.Levels));
    }

    [Theory]
    [InlineData("cubic")]
    [InlineData("semilinear")]
    [InlineData("robin")]
    public void Polynomials_on_intervals_converge_faster_than_any_power(string name)
    {
        var problem = name switch
        {
            "cubic" => CubicProblem.Create(),
            "semilinear" => SemilinearProblem.Create(),
            // Nonlinear in u and u′, with a slope and a Robin condition; u* = eˣ.
            _ => new ProblemText(
                "interval(-1, 2)",
                ["u"],
                ["-D(u, x, x) + u*D(u, x) + u^2 - 2*exp(2*x) + exp(x)"],
                ["u = exp(-1) on x=-1", "D(u, n) + 2*u = 3*exp(2) on x=2"]
            )
            {
                Reference = ["exp(x)"],
            }.Build("robin"),
        };
        var solver = ClassicalSolver.OnInterval(problem);
        Assert.NotNull(solver);
        var levels = ClassicalLevels.Of(solver, problem, TestContext.Current.CancellationToken).Levels;
        Assert.True(levels.Min(level => level.RelativeL2) < 1e-11, string.Join("\n", levels));
        // From 8 to 16 more than any fixed order in use; an order of 4 would gain 16 times.
        var (coarse, fine) = (levels.Single(l => l.Size == 8), levels.Single(l => l.Size == 16));
        Assert.True(fine.RelativeL2 < 1e-4 * coarse.RelativeL2, string.Join("\n", levels));
    }

    // Newton's method begins at 1, where the logarithm has no value.
    [Fact]
    public void Steps_that_lead_nowhere_leave_no_number_and_no_fault()
    {
        var problem = new ProblemText(
            "interval(0, 1)",
            ["u"],
            ["-D(u, x, x) - 2 + log(u - 2) - log(1 + x*(1 - x))"],
            ["u = 3 on boundary"]
        )
        {
            Reference = ["3 + x*(1 - x)"],
        }.Build("out of reach");
        var solver = ClassicalSolver.OnInterval(problem);
        Assert.NotNull(solver);
        var levels = ClassicalLevels.Of(solver, problem, TestContext.Current.CancellationToken).Levels;
        Assert.NotEmpty(levels);
        Assert.All(levels, level => Assert.True(double.IsNaN(level.RelativeL2)));
    }

    [Fact]
    public void Problems_of_another_kind_have_no_solver_on_intervals() =>
        Assert.All(
            (Problem[])[PoissonProblem.Sine(2), HeatProblem.Create(1), BurgersProblem.Create(), WaveProblem.Create()],
            problem => Assert.Null(ClassicalSolver.OnInterval(problem))
        );

    [Fact]
    public void What_the_reference_is_computed_with_is_no_finer_than_the_reference()
    {
        var result = ClassicalLevels.Of(
            FourierSolver.KortewegDeVries(),
            KortewegDeVriesProblem.Create(),
            TestContext.Current.CancellationToken
        );
        var errors = result.Levels.Select(level => level.RelativeL2).ToList();
        Assert.True(errors[^1] < 1e-3, string.Join("\n", result.Levels));
        Assert.All(result.Levels, level => Assert.True(level.Size < 512));
    }

    [Fact]
    public void Errors_have_the_same_bits_again()
    {
        double[] Errors() =>
            [
                .. ClassicalLevels
                    .Of(
                        ClassicalSolver.OnBox(PoissonProblem.Sine(2))!,
                        PoissonProblem.Sine(2),
                        TestContext.Current.CancellationToken
                    )
                    .Levels.Select(level => level.RelativeL2),
            ];
        Assert.Equal(Errors(), Errors());
    }

    [Fact]
    public void Equations_of_another_kind_have_no_solver_on_boxes()
    {
        Problem[] others =
        [
            PoissonProblem.Ball(),
            PoissonProblem.Sine(4),
            CubicProblem.Create(),
            BurgersProblem.Create(),
            HeatProblem.Create(3),
            ErikssonJohnsonProblem.Create(),
            WaveProblem.Create(),
            KovasznayProblem.Create(),
            SemilinearProblem.Create(),
            Text("-laplacian(u) - D(u, x, y) - 2*pi^2*s + pi^2*cos(pi*x)*cos(pi*y)", "u = 0 on boundary", "s"),
            Text("-laplacian(u) + x*u - (2*pi^2 + x)*s", "u = 0 on boundary", "s"),
            Text("-laplacian(u) - 2*pi^2*s", "u = 1 on boundary", "1 + s"),
            Text("-laplacian(u) - 2*pi^2*s", "u = 0 on x=0, x=1, y=0", "s"),
        ];
        Assert.All(others, problem => Assert.Null(ClassicalSolver.OnBox(problem)));
    }

    private static Problem Problem(string name) =>
        name switch
        {
            "line" => PoissonProblem.Sine(1),
            "peak" => PoissonProblem.Peak(1),
            "square" => PoissonProblem.Sine(2),
            "square-peak" => PoissonProblem.Peak(2),
            "cube" => PoissonProblem.Sine(3),
            "helmholtz" => HelmholtzProblem.Create(3),
            "heat" => HeatProblem.Create(1),
            "heat-2" => HeatProblem.Create(2),
            // Coefficients, sides and sources of which no two are alike, and a source that is not 0 on the sides.
            _ => new ProblemText(
                "box((0, -1), (3, 1))",
                ["u"],
                ["2*D(u, x, x) + 0.5*D(u, y, y) - 3*u + f"],
                ["u = 0 on boundary"]
            )
            {
                Definitions =
                [
                    "s = x*(3 - x)*exp(x)*(1 - y^2)",
                    "f = -2*((3 - 2*x)*2 - 2 + x*(3 - x))*exp(x)*(1 - y^2) + x*(3 - x)*exp(x) + 3*s",
                ],
                Reference = ["x*(3 - x)*exp(x)*(1 - y^2)"],
            }.Build("text"),
        };

    private static Problem Text(string residual, string condition, string reference) =>
        new ProblemText("box((0, 0), (1, 1))", ["u"], [residual], [condition])
        {
            Definitions = ["s = sin(pi*x)*sin(pi*y)"],
            Reference = [reference],
        }.Build("text");
}
