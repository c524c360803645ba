using System.Collections.Concurrent;
using Thalweg.Landscapes.Curvature;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Symmetries;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Numerics.Parallel;
using Thalweg.Results.Records;
using Thalweg.Studies.Analyses;
using Thalweg.Studies.Catalogues;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Syntax;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Tests.Analyses;

/// <summary>All stationary points of small networks for the exclusive or, of ½ · mean squared error + ½ μ ‖θ‖².</summary>
public sealed class XorCensusTests : IDisposable
{
    private static readonly SourceLocation Here = new("test", 1, 1);
    private static readonly ConcurrentDictionary<(int, double), CensusRecord> Taken = new();

    private readonly TemporaryFolder folder = new();

    [Theory]
    [InlineData(1, 1e-1)]
    [InlineData(1, 1e-2)]
    [InlineData(1, 1e-3)]
    [InlineData(2, 1e-1)]
    [InlineData(2, 1e-2)]
    [InlineData(2, 1e-3)]
    public void The_list_is_complete_by_search_and_check(int width, double ridge)
    {
        var census = Take(width, ridge);
        Assert.Equal((4 * width) + 1, census.Parameters);
        Assert.Equal("complete by search and check", census.Verdict);
        Assert.True(census.Complete);
        Assert.Equal(1, census.Euler);
        // Where the ridge is strong the network that gives the mean of the targets is alone, with all weights 0.
        if (ridge == 1e-1)
        {
            var only = Assert.Single(census.Points);
            var b = 0.5 / (1 + ridge);
            Assert.Equal((0.5 * ((b * b) + ((1 - b) * (1 - b)))) + (ridge * b * b), only.Value, 1e-12);
            Assert.Equal((0, 1), (only.Index, only.Orbit));
            return;
        }
        // Copies by exchanges and signs are points; images under the exchange of the inputs are orbits of their own, or the same.
        var objective = new Ridge(Loss(width, "tanh"), 2 * ridge);
        foreach (var point in census.Points)
        {
            Assert.True(point.Verified, point.Label);
            Assert.True(Gradient(objective, Exchanged([.. point.Point], width)) < 1e-9);
            Assert.Contains(census.Points, other => Math.Abs(other.Value - point.Value) < 1e-9);
        }
        Assert.Equal(census.Counts!.Values.Sum(), census.Points.Sum(p => p.Orbit));
    }

    /// <summary>A unit of zero weights and bias adds nothing, and where σ(0) = 0 nothing that moves it does at first.</summary>
    [Theory]
    [InlineData(1, 1e-2)]
    [InlineData(1, 1e-3)]
    [InlineData(2, 1e-2)]
    public void Points_stay_stationary_in_a_wider_network_with_an_index_no_lower(int width, double ridge)
    {
        var wider = new Ridge(Loss(width + 1, "tanh"), 2 * ridge);
        Assert.All(
            Take(width, ridge).Points,
            point =>
            {
                var extended = Extended([.. point.Point], width);
                Assert.InRange(Gradient(wider, extended), 0, 1e-9);
                Assert.True(Index(wider, extended) >= point.Index);
            }
        );
    }

    [Fact]
    public void Softplus_gives_a_unit_of_zero_weights_something_to_do()
    {
        const double Strength = 2e-2;
        var census = CensusAnalysis
            .Instance.Measure(
                new CensusInputs(Source(1, "softplus"), Strength, null, 20, null, 1),
                new TaskContext(new ObjectivePool(), WorkerTeam.Sequential)
            )
            .Record;
        var wider = new Ridge(Loss(2, "softplus"), Strength);
        Assert.NotEmpty(census.Points);
        Assert.All(census.Points, p => Assert.True(Gradient(wider, Extended([.. p.Point], 1)) > 1e-4));
    }

    /// <summary>Every map that the loss names leaves it as it is, and images of a point are as many as the group has maps.</summary>
    [Theory]
    [InlineData("tanh", 3, 48)]
    [InlineData("softplus", 3, 6)]
    public void The_loss_names_exchanges_and_signs_of_its_units(string activation, int width, int images)
    {
        var objective = Loss(width, activation);
        var symmetry = objective.As<ISymmetric>()!.Symmetry;
        double[] θ = [.. Enumerable.Range(1, objective.ParameterCount).Select(i => 0.1 * i * ((i % 3) - 1.4))];
        var known = new HashSet<string>();
        var open = new Queue<double[]>([θ]);
        while (open.TryDequeue(out var point))
        {
            if (!known.Add(string.Join(' ', point)))
            {
                continue;
            }
            Assert.Equal(Value(objective, θ), Value(objective, point), 1e-13);
            foreach (var map in symmetry.Generators)
            {
                open.Enqueue(map.Apply(point));
            }
        }
        Assert.Equal(images, known.Count);
    }

    public void Dispose() => folder.Dispose();

    private CensusRecord Take(int width, double ridge) =>
        Taken.GetOrAdd(
            (width, ridge),
            _ =>
                CensusAnalysis
                    .Instance.Measure(
                        // The loss of data has no ½: twice the loss has the same stationary points with twice the ridge.
                        new CensusInputs(Source(width, "tanh"), 2 * ridge, null, 500, null, 1),
                        new TaskContext(new ObjectivePool(), WorkerTeam.Sequential)
                    )
                    .Record
        );

    private DataSource Source(int width, string activation)
    {
        var path = Path.Combine(folder.Path, "xor.csv");
        File.WriteAllText(path, "a,b,y\n0,0,0\n0,1,1\n1,0,1\n1,1,0\n");
        return new(
            Studies.Catalogues.Networks.Catalogue.Resolve(
                $"mlp(width={width}, depth=1, activation={activation})",
                Here
            ),
            DataSets.Named(path, Here)
        );
    }

    private IObjective Loss(int width, string activation) => Source(width, activation).Create();

    /// <summary>W (h, 2), b (h), v (h), c: a row, an entry and a column of zeros more.</summary>
    private static double[] Extended(double[] θ, int h) =>
        [.. θ[..(2 * h)], 0, 0, .. θ[(2 * h)..(3 * h)], 0, .. θ[(3 * h)..(4 * h)], 0, θ[^1]];

    /// <summary>The columns of W exchanged.</summary>
    private static double[] Exchanged(double[] θ, int h) =>
        [.. Enumerable.Range(0, h).SelectMany(u => new[] { θ[(2 * u) + 1], θ[2 * u] }), .. θ[(2 * h)..]];

    private static double Value(IObjective objective, double[] θ)
    {
        var loss = new double[1];
        objective.Values(θ, loss, default, default, WorkerTeam.Sequential);
        return loss[0];
    }

    private static double Gradient(IObjective objective, double[] θ)
    {
        var gradient = new double[θ.Length];
        objective.Gradient(θ, gradient, default, WorkerTeam.Sequential);
        return Vectors.Norm(gradient);
    }

    private static int Index(IObjective objective, double[] θ) =>
        DenseSpectrum
            .Of(objective.As<ILinearizable>()!.LinearizeAt(θ, WorkerTeam.Sequential), WorkerTeam.Sequential)!
            .Summary.NegativeRange.Most;
}
