using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Random;
using Thalweg.Studies.Sources.External;

namespace Thalweg.Studies.Tests.Sources.External;

/// <summary>The same function in this process and in another gives the same bits.</summary>
public sealed class ExternalObjectiveTests
{
    private const int Size = 5;

    private static readonly Rosenbrock Own = new(Size);

    [Fact]
    public void It_is_what_the_process_says()
    {
        using var program = TwinProgram.Start("rosenbrock", "5", "metric=true");
        var objective = program.Objective(TestContext.Current.CancellationToken);
        Assert.Equal("rosenbrock", objective.Name);
        Assert.Equal(Size, objective.ParameterCount);
        Assert.Equal(["valley", "slope"], objective.TermNames);
        Assert.Equal(["norm"], objective.MetricNames);
        Assert.Equal(0, objective.LowerBound);
        Assert.Equal(Own.Layout.Tensors, objective.Layout.Tensors);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(31, 1)]
    [InlineData(100, 1)]
    [InlineData(100, 3)]
    public void Values_terms_and_metrics_keep_their_bits_and_places(int batch, int processes)
    {
        using var program = new ExternalProgram(
            TwinProgram.Command("rosenbrock", "5", "metric=true", "misbehave=slow") with
            {
                Processes = processes,
            }
        );
        var objective = program.Objective(TestContext.Current.CancellationToken);
        var points = Points(batch);
        var (losses, terms, metrics) = (new double[batch], new double[2 * batch], new double[batch]);
        objective.Values(points, losses, terms, metrics, WorkerTeam.Sequential);
        var (ownLosses, ownTerms) = (new double[batch], new double[2 * batch]);
        Own.Values(points, ownLosses, ownTerms, default, WorkerTeam.Sequential);
        Assert.Equal(ownLosses, losses);
        Assert.Equal(ownTerms, terms);
        Assert.Equal(points.Chunk(Size).Select(x => x.Aggregate(0.0, (sum, value) => sum + (value * value))), metrics);
        objective.Values(points, losses, default, default, WorkerTeam.Sequential);
        Assert.Equal(ownLosses, losses);
    }

    [Fact]
    public void A_gradient_brings_the_bits_of_the_value()
    {
        using var program = TwinProgram.Start("rosenbrock", "5");
        var objective = program.Objective(TestContext.Current.CancellationToken);
        var point = Points(1);
        var (gradient, terms) = (new double[Size], new double[2]);
        var (ownGradient, ownTerms) = (new double[Size], new double[2]);
        var expected = Own.Gradient(point, ownGradient, ownTerms, WorkerTeam.Sequential);
        Assert.Equal(expected, objective.Gradient(point, gradient, terms, WorkerTeam.Sequential));
        Assert.Equal(ownGradient, gradient);
        Assert.Equal(ownTerms, terms);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(3)]
    public void A_batch_of_gradients_keeps_bits_and_places(int processes)
    {
        using var program = new ExternalProgram(
            TwinProgram.Command("rosenbrock", "5", "misbehave=slow") with
            {
                Processes = processes,
            }
        );
        var objective = program.Objective(TestContext.Current.CancellationToken);
        const int count = 7;
        var points = Points(count);
        var (losses, gradients, terms) = (new double[count], new double[count * Size], new double[2 * count]);
        objective.Gradients(points, losses, gradients, terms, WorkerTeam.Sequential);
        for (var k = 0; k < count; k++)
        {
            var (own, ownTerms) = (new double[Size], new double[2]);
            var loss = Own.Gradient(points.AsMemory(k * Size, Size), own, ownTerms, WorkerTeam.Sequential);
            Assert.Equal(loss, losses[k]);
            Assert.Equal(own, gradients[(k * Size)..((k + 1) * Size)]);
            Assert.Equal(ownTerms, terms[(2 * k)..((2 * k) + 2)]);
        }
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Products_residuals_and_rows_are_those_of_the_function(int processes)
    {
        using var program = new ExternalProgram(TwinProgram.Command("rosenbrock", "5") with { Processes = processes });
        var objective = program.Objective(TestContext.Current.CancellationToken);
        var (point, vectors) = (Points(1), Points(70));
        var (products, own) = (new double[vectors.Length], new double[vectors.Length]);
        objective
            .As<ILinearizable>()!
            .LinearizeAt(point, WorkerTeam.Sequential)
            .Apply(vectors, products, WorkerTeam.Sequential);
        Own.LinearizeAt(point, WorkerTeam.Sequential).Apply(vectors, own, WorkerTeam.Sequential);
        Assert.Equal(own, products);

        var squares = objective.As<IResiduals>()!;
        Assert.Equal(Own.RowCount, squares.RowCount);
        var (residuals, ownResiduals) = (new double[squares.RowCount], new double[squares.RowCount]);
        squares.Residuals(point, residuals, WorkerTeam.Sequential);
        Own.Residuals(point, ownResiduals, WorkerTeam.Sequential);
        Assert.Equal(ownResiduals, residuals);
        var (rows, ownRows) = (new double[3 * Size], new double[3 * Size]);
        squares.Rows(point, 4, 3, rows, WorkerTeam.Sequential);
        Own.Rows(point, 4, 3, ownRows, WorkerTeam.Sequential);
        Assert.Equal(ownRows, rows);
    }

    [Fact]
    public void Long_vectors_and_many_rows_travel_in_several_requests()
    {
        const int Long = 40_000;
        using var program = new ExternalProgram(TwinProgram.Command("rosenbrock", $"{Long}") with { Processes = 2 });
        var objective = program.Objective(TestContext.Current.CancellationToken);
        var own = new Rosenbrock(Long);
        var points = new double[5 * Long];
        new RandomStream(1, "points").FillGaussian(points);
        var (losses, expected) = (new double[5], new double[5]);
        objective.Values(points, losses, default, default, WorkerTeam.Sequential);
        own.Values(points, expected, default, default, WorkerTeam.Sequential);
        Assert.Equal(expected, losses);
        var (rows, ownRows) = (new double[10 * Long], new double[10 * Long]);
        objective.As<IResiduals>()!.Rows(points.AsMemory(0, Long), Long - 5, 10, rows, WorkerTeam.Sequential);
        own.Rows(points.AsMemory(0, Long), Long - 5, 10, ownRows, WorkerTeam.Sequential);
        Assert.Equal(ownRows, rows);
    }

    [Fact]
    public void What_the_process_does_not_offer_is_not_there()
    {
        using var program = TwinProgram.Start("rosenbrock", "5", "without=gradient,products,residuals,start,terms");
        var objective = program.Objective(TestContext.Current.CancellationToken);
        Assert.Null(objective.As<IResiduals>());
        Assert.Null(objective.As<ILinearizable>());
        Assert.Null(objective.As<IDrawable>());
        Assert.Null(program.Start(1, TestContext.Current.CancellationToken));
        var fault = Assert.Throws<ExternalProcessException>(() =>
            objective.Gradient(Points(1), new double[Size], default, WorkerTeam.Sequential)
        );
        Assert.Equal(ExternalFault.NotOffered, fault.Fault);
        // A loss without terms is a sum of one.
        var (losses, terms) = (new double[2], new double[2]);
        objective.Values(Points(2), losses, terms, default, WorkerTeam.Sequential);
        Assert.Equal(["loss"], objective.TermNames);
        Assert.Equal(losses, terms);
        Assert.NotEqual(0, losses[0]);
    }

    [Fact]
    public void A_seed_gives_a_start()
    {
        using var program = TwinProgram.Start("rosenbrock", "3");
        Assert.Equal([7, 7.125, 7.25], program.Start(7, TestContext.Current.CancellationToken)!);
        Assert.Equal(ulong.MaxValue % 1000, program.Start(ulong.MaxValue, TestContext.Current.CancellationToken)![0]);
    }

    [Fact]
    public void What_is_not_finite_is_a_result()
    {
        using var program = TwinProgram.Start("rosenbrock", "5", "misbehave=not-finite");
        var losses = new double[3];
        program
            .Objective(TestContext.Current.CancellationToken)
            .Values(Points(3), losses, default, default, WorkerTeam.Sequential);
        Assert.True(double.IsNaN(losses[0]));
        Assert.Equal(double.NegativeInfinity, losses[1]);
        Assert.True(double.IsFinite(losses[2]));
    }

    [Fact]
    public void Several_callers_share_the_processes()
    {
        using var folder = new TemporaryFolder();
        using var program = new ExternalProgram(
            TwinProgram.Command("rosenbrock", "5", $"notes={folder.Path}") with
            {
                Processes = 2,
            }
        );
        var points = Points(200);
        var expected = new double[200];
        Own.Values(points, expected, default, default, WorkerTeam.Sequential);
        Parallel.For(
            0,
            6,
            new ParallelOptions { MaxDegreeOfParallelism = 6 },
            _ =>
            {
                var losses = new double[200];
                program
                    .Objective(TestContext.Current.CancellationToken)
                    .Values(points, losses, default, default, WorkerTeam.Sequential);
                Assert.Equal(expected, losses);
            }
        );
        Assert.Equal(2, Twin.Started(folder.Path).Count);
    }

    [Fact]
    public void Two_processes_compute_at_the_same_time()
    {
        using var folder = new TemporaryFolder();
        using var program = new ExternalProgram(
            TwinProgram.Command("rosenbrock", "5", "misbehave=meet", $"notes={folder.Path}") with
            {
                Processes = 2,
            }
        );
        // Each answers only while the other is at work.
        var (losses, expected) = (new double[64], new double[64]);
        program
            .Objective(TestContext.Current.CancellationToken)
            .Values(Points(64), losses, default, default, WorkerTeam.Sequential);
        Own.Values(Points(64), expected, default, default, WorkerTeam.Sequential);
        Assert.Equal(expected, losses);
    }

    [Fact]
    public void Sizes_that_do_not_fit_are_refused_before_anything_is_sent()
    {
        using var program = TwinProgram.Start("rosenbrock", "5");
        var objective = program.Objective(TestContext.Current.CancellationToken);
        var team = WorkerTeam.Sequential;
        Assert.Throws<ArgumentException>(() => objective.Values(new double[9], new double[2], default, default, team));
        Assert.Throws<ArgumentException>(() =>
            objective.Values(new double[10], new double[2], new double[3], default, team)
        );
        Assert.Throws<ArgumentException>(() => objective.Gradient(new double[5], new double[4], default, team));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            objective.As<IResiduals>()!.Rows(new double[5], 6, 3, new double[15], team)
        );
    }

    private static double[] Points(int count)
    {
        var points = new double[count * Size];
        new RandomStream(3, "points").FillGaussian(points);
        return points;
    }
}
