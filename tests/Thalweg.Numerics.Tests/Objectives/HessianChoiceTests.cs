using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Tests.Objectives;

/// <summary>Second derivatives asked for by the names of their part and term.</summary>
public sealed class HessianChoiceTests
{
    private static readonly double[] Point = [-1.2, 1.0];

    // 100 (y − x²)² + (1 − x)² at (−1.2, 1).
    [Theory]
    [InlineData(HessianPart.Whole, null, "1330 480 480 200")]
    [InlineData(HessianPart.Whole, "valley", "1328 480 480 200")]
    [InlineData(HessianPart.Whole, "slope", "2 0 0 0")]
    [InlineData(HessianPart.GaussNewton, null, "1154 480 480 200")]
    [InlineData(HessianPart.GaussNewton, "valley", "1152 480 480 200")]
    [InlineData(HessianPart.GaussNewton, "slope", "2 0 0 0")]
    [InlineData(HessianPart.Remainder, null, "176 0 0 0")]
    [InlineData(HessianPart.Remainder, "valley", "176 0 0 0")]
    [InlineData(HessianPart.Remainder, "slope", "0 0 0 0")]
    public void Parts_and_terms_have_their_values(HessianPart part, string? term, string expected)
    {
        var choice = new HessianChoice(part, term);
        var objective = new CountingObjective(new Rosenbrock(2), (_, _) => { });
        Assert.Null(choice.Refusal(objective));
        var got = Dense(choice.At(objective, Point, WorkerTeam.Sequential));
        var numbers = expected.Split(' ').Select(text => double.Parse(text, null)).ToArray();
        for (var i = 0; i < 4; i++)
        {
            Assert.Equal(numbers[i], got[i], 1e-10);
        }
    }

    [Fact]
    public void A_term_that_is_not_there_is_refused_with_those_there_are()
    {
        var choice = new HessianChoice(Term: "boundary");
        var error = Assert.Throws<ArgumentException>(() => choice.At(new Rosenbrock(2), Point, WorkerTeam.Sequential));
        Assert.Contains("term is 'boundary', expected one of valley, slope", error.Message);
    }

    [Theory]
    [InlineData(HessianPart.GaussNewton, "no Gauss-Newton part")]
    [InlineData(HessianPart.Remainder, "no Gauss-Newton part")]
    public void What_an_objective_does_not_know_is_refused(HessianPart part, string expected)
    {
        var error = Assert.Throws<ArgumentException>(() =>
            new HessianChoice(part).At(ExponentialSum.MullerBrown(), Point, WorkerTeam.Sequential)
        );
        Assert.Contains(expected, error.Message);
    }

    [Fact]
    public void Residuals_alone_give_the_part_of_Gauss_and_Newton_and_nothing_else()
    {
        var objective = new ResidualsAlone(new Rosenbrock(2));
        var got = Dense(new HessianChoice(HessianPart.GaussNewton).At(objective, Point, WorkerTeam.Sequential));
        Assert.Equal([1154, 480, 480, 200], got.Select(v => Math.Round(v, 9)));
        Assert.Contains("differences", new HessianChoice().Refusal(objective));
        Assert.Contains("whole Hessian", new HessianChoice(HessianPart.Remainder).Refusal(objective));
        Assert.Contains(
            "has no terms",
            Assert.Throws<ArgumentException>(() => new HessianChoice(Term: "valley").Refusal(objective)).Message
        );
        Assert.Throws<ArgumentOutOfRangeException>(() => new HessianChoice((HessianPart)7));
    }

    private static double[] Dense(ILinearOperator part)
    {
        var products = new double[4];
        part.Apply(new double[] { 1, 0, 0, 1 }, products, WorkerTeam.Sequential);
        return products;
    }

    private sealed class ResidualsAlone(IObjective inner) : AlteringObjective(inner)
    {
        public override string Name => "residuals";

        public override T? As<T>()
            where T : class => typeof(T) == typeof(IResiduals) ? Inner.As<T>() : this as T;

        public override void Values(
            ReadOnlyMemory<double> parameters,
            Memory<double> losses,
            Memory<double> terms,
            Memory<double> metrics,
            WorkerTeam team
        ) => Inner.Values(parameters, losses, terms, metrics, team);

        public override double Gradient(
            ReadOnlyMemory<double> parameters,
            Memory<double> gradient,
            Memory<double> terms,
            WorkerTeam team
        ) => Inner.Gradient(parameters, gradient, terms, team);
    }
}
