using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>Cancellation is seen inside one evaluation, and the objective is as good as before.</summary>
public sealed class CancellationTests
{
    private static readonly Problem Problem = PoissonProblem.Sine(2);
    private static readonly Network Network = Network.Mlp(2, 1, [40, 40, 40], Activation.Tanh);

    [Theory]
    [InlineData("value")]
    [InlineData("batch")]
    [InlineData("gradient")]
    [InlineData("residuals")]
    [InlineData("transposed")]
    [InlineData("errors")]
    public void Inside(string kind)
    {
        var objective = new PdeObjective(
            Problem,
            Network,
            TrialFunction.Hard(Problem),
            new Formulation(FormulationKind.Galerkin),
            new SobolRule(60_000)
        );
        var p = Network.ParameterCount;
        var residuals = objective.As<IResiduals>()!;
        double[] theta = [.. Enumerable.Range(0, p).Select(i => 0.1 * Math.Sin(i))];
        double[] batch = [.. Enumerable.Repeat(theta, 8).SelectMany(t => t)];
        // On a fast machine the evaluation may be over before the first of these, on a busy one the timer may be late.
        int[] delays = [20, 5, 1];
        Assert.Contains(Enumerable.Repeat(delays, 20).SelectMany(d => d), IsCancelledAfter);
        var small = new double[1];
        objective.Values(theta, small, default, default, WorkerTeam.Sequential);
        Assert.Equal(objective.Gradient(theta, new double[p], default, WorkerTeam.Sequential), small[0]);

        bool IsCancelledAfter(int milliseconds)
        {
            using var source = new CancellationTokenSource();
            using var team = new WorkerTeam(1, source.Token);
            source.CancelAfter(milliseconds);
            try
            {
                Evaluate(team);
                return false;
            }
            catch (OperationCanceledException)
            {
                return true;
            }
        }

        void Evaluate(WorkerTeam team)
        {
            switch (kind)
            {
                case "value":
                    objective.Values(theta, new double[1], default, default, team);
                    break;
                case "batch":
                    objective.Values(batch, new double[8], default, default, team);
                    break;
                case "gradient":
                    objective.Gradient(theta, new double[p], default, team);
                    break;
                case "residuals":
                    residuals.Residuals(theta, new double[residuals.RowCount], team);
                    break;
                case "transposed":
                    residuals.MultiplyTransposed(theta, new double[residuals.RowCount], new double[p], team);
                    break;
                default:
                    // So many vectors that the first level alone takes longer.
                    var many = Enumerable.Repeat(theta, 4000).SelectMany(t => t).ToArray();
                    objective.Errors!.Evaluate(many, new double[4 * 4000], team);
                    break;
            }
        }
    }
}
