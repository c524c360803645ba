using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>A loss whose conditions are met at shifts.</summary>
public sealed class AugmentedObjectiveTests
{
    private const double Penalty = 2.5;
    private static readonly Problem Burgers = BurgersProblem.Create();
    private static readonly Problem Square = PoissonProblem.Sine(2);

    public static TheoryData<string> Losses { get; } = ["burgers", "ritz", "data"];

    [Theory]
    [MemberData(nameof(Losses))]
    public void Conditions_are_squared_with_their_shifts(string name)
    {
        var stated = Loss(name);
        var θ = Parameters(stated, 1);
        var c = Conditions(stated, θ);
        var w = stated.PointWeights()[^c.Length..];
        var shifts = Shifts(c.Length);
        var terms = new double[stated.TermNames.Count];
        stated.Values(θ, new double[1], terms, default, WorkerTeam.Sequential);
        var equation = terms.Take(stated.EquationTerms).Sum();
        var squares = c.Select((x, n) => Penalty * w[n] * Math.Pow((x / Math.Sqrt(w[n])) + shifts[n], 2)).Sum();
        var augmented = stated.Augmented(Penalty, shifts);
        var own = new double[terms.Length];
        var loss = new double[1];
        augmented.Values(θ, loss, own, default, WorkerTeam.Sequential);
        Assert.Equal(equation + squares, loss[0], 1e-12 * (Math.Abs(equation) + squares));
        Assert.Equal(terms[..stated.EquationTerms], own[..stated.EquationTerms]);
        // Gradient and Hessian by differences.
        var v = Parameters(stated, 2);
        var (gradient, ahead, behind) = (new double[θ.Length], new double[θ.Length], new double[θ.Length]);
        augmented.Gradient(θ, gradient, default, WorkerTeam.Sequential);
        const double h = 1e-5;
        double[] Moved(double by) => [.. θ.Zip(v, (t, d) => t + (by * d))];
        var (above, below) = (augmented.Gradient(Moved(h), ahead, default, WorkerTeam.Sequential), 0.0);
        below = augmented.Gradient(Moved(-h), behind, default, WorkerTeam.Sequential);
        var slope = gradient.Zip(v, (g, d) => g * d).Sum();
        Assert.Equal((above - below) / (2 * h), slope, 1e-6 * Math.Max(1, Math.Abs(slope)));
        var product = new double[θ.Length];
        augmented.As<ILinearizable>()!.LinearizeAt(θ, WorkerTeam.Sequential).Apply(v, product, WorkerTeam.Sequential);
        var scale = product.Max(Math.Abs);
        for (var i = 0; i < θ.Length; i++)
        {
            Assert.Equal((ahead[i] - behind[i]) / (2 * h), product[i], 1e-6 * scale);
        }
        if (augmented.As<IResiduals>() is { } residuals)
        {
            var r = new double[residuals.RowCount];
            residuals.Residuals(θ, r, WorkerTeam.Sequential);
            Assert.Equal(loss[0], r.Sum(x => x * x), 1e-12 * loss[0]);
        }
        else
        {
            Assert.Equal("ritz", name);
        }
    }

    [Fact]
    public void Put_in_the_place_of_others_shifts_have_the_bits_of_new_ones()
    {
        var stated = Loss("burgers");
        var θ = Parameters(stated, 1);
        var before = Variants.LossTermsAndGradient(stated, θ);
        var count = Conditions(stated, θ).Length;
        var place = (PdeObjective)stated.Augmented(1, new double[count]);
        place.LinearizeAt(θ, WorkerTeam.Sequential);
        Assert.Equal(before[0], Variants.LossTermsAndGradient(place, θ)[0]);
        Assert.Same(place, stated.Augmented(Penalty, Shifts(count), place));
        var fresh = (PdeObjective)stated.Augmented(Penalty, Shifts(count));
        Variants.SameBits(Variants.LossTermsAndGradient(fresh, θ), Variants.LossTermsAndGradient(place, θ), "in place");
        var (one, other) = (new double[θ.Length], new double[θ.Length]);
        place.LinearizeAt(θ, WorkerTeam.Sequential).Apply(θ, one, WorkerTeam.Sequential);
        fresh.LinearizeAt(θ, WorkerTeam.Sequential).Apply(θ, other, WorkerTeam.Sequential);
        Variants.SameBits(other, one, "products");
        Variants.SameBits(before, Variants.LossTermsAndGradient(stated, θ), "what was asked");
    }

    [Fact]
    public void What_has_no_multipliers_is_refused()
    {
        var hard = new PdeObjective(
            Square,
            Network.Mlp(2, 1, [5], Activation.Tanh),
            TrialFunction.Hard(Square),
            new Formulation(FormulationKind.Galerkin),
            new GaussRule(6)
        );
        Assert.Null(hard.As<IAugmentable>());
        Assert.Contains(
            "has no conditions",
            Assert.Throws<InvalidOperationException>(() => hard.Conditions()).Message,
            StringComparison.Ordinal
        );
        Assert.Throws<InvalidOperationException>(() => hard.Augmented(1, []));
        var soft = Loss("burgers");
        Assert.Contains(
            "got 2 numbers",
            Assert.Throws<ArgumentException>(() => soft.Augmented(1, [1, 2])).Message,
            StringComparison.Ordinal
        );
        var count = Conditions(soft, Parameters(soft, 1)).Length;
        Assert.Throws<ArgumentOutOfRangeException>(() => soft.Augmented(0, new double[count]));
        var bad = new double[count];
        bad[3] = double.NaN;
        Assert.Throws<ArgumentException>(() => soft.Augmented(1, bad));
    }

    private static PdeObjective Loss(string name) =>
        name switch
        {
            "ritz" => new PdeObjective(
                Square,
                Network.Mlp(2, 1, [5, 4], Activation.Tanh),
                TrialFunction.None,
                new Formulation(FormulationKind.Ritz, 10),
                new GaussRule(5)
            ),
            _ => new PdeObjective(
                name == "data" ? WithData() : Burgers,
                Network.Mlp(2, 1, [5, 4], Activation.Tanh),
                TrialFunction.None,
                new Formulation(FormulationKind.Galerkin, 3),
                new SobolRule(40)
            ),
        };

    private static Problem WithData() =>
        Square with
        {
            Conditions =
            [
                .. Square.Conditions,
                Condition.Measured(
                    "data",
                    Square.Domain,
                    new Measurements("data", 2, [0.2, 0.5, 0.7, 0.3, 0.6, 0.1], [1, -2, 0.5], [0.5, 0.5, 1])
                ),
            ],
        };

    private static double[] Conditions(PdeObjective objective, double[] θ)
    {
        var residuals = objective.Conditions();
        var values = new double[residuals.RowCount];
        residuals.Residuals(θ, values, WorkerTeam.Sequential);
        return values;
    }

    private static double[] Shifts(int count) => [.. Enumerable.Range(0, count).Select(n => 0.3 * Math.Cos(2 * n))];

    private static double[] Parameters(PdeObjective objective, int variant) =>
        [.. Enumerable.Range(0, objective.ParameterCount).Select(i => 0.7 * Math.Sin((1.7 * i) + variant))];
}
