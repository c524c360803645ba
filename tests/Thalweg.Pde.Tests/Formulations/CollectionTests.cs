using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Formulations;

/// <summary>Memory behind pointers outlives their use while the collector runs.</summary>
/// <remarks>Code of the first tier keeps everything to the end of a method; DOTNET_TieredCompilation=0 makes a fault sure to
/// show.</remarks>
public sealed class CollectionTests
{
    [Fact]
    public async Task Points_are_prepared_alike_while_memory_is_collected()
    {
        // Every construction evaluates the exact solution, its source and the boundary factor at the points.
        var problem = PoissonProblem.Peak(4);
        var network = Network.Mlp(4, 1, [3], Activation.Tanh);
        var trial = TrialFunction.Hard(problem);
        var points = new SobolRule(1 << 14).Interior(problem.Domain);
        var parameters = Enumerable.Range(0, network.ParameterCount).Select(i => Math.Sin(i + 0.5)).ToArray();
        double[] Values() =>
            new FieldEvaluator(network, trial, [problem.Residuals[0], problem.Exact[0]], points).Evaluate(
                parameters,
                WorkerTeam.Sequential
            );
        var expected = Values();
        using var done = new CancellationTokenSource();
        var damaged = 0;
        var collecting = Task.Run(
            () =>
            {
                while (!done.IsCancellationRequested)
                {
                    GC.Collect();
                    // What was let go of too early belongs to these now.
                    byte[][] owners =
                    [
                        .. Enumerable.Range(1, 40).Select(i => GC.AllocateArray<byte>(512 * i, pinned: true)),
                    ];
                    Thread.Sleep(1);
                    damaged += owners.Count(o => o.AsSpan().ContainsAnyExcept((byte)0));
                }
            },
            TestContext.Current.CancellationToken
        );
        for (var i = 0; i < 120; i++)
        {
            Variants.SameBits(expected, Values(), $"construction {i}");
        }
        await done.CancelAsync();
        await collecting;
        Assert.Equal(0, damaged);
    }
}
