using Thalweg.Landscapes.Paths;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.LineSearches;
using Thalweg.Optimization.Optimizers.Searching;

namespace Thalweg.Landscapes.Tests.Passes;

/// <summary>Heights of paths beside the passes below them.</summary>
public sealed class PathHeightTests(KnownSurfaces known) : IClassFixture<KnownSurfaces>
{
    /// <summary>No curve between two minima is lower than the pass between them, whatever method laid it.</summary>
    [Theory]
    [MemberData(nameof(KnownSurfaces.Names), MemberType = typeof(KnownSurfaces))]
    public void No_path_is_lower_than_the_pass(string name, int dimension)
    {
        var surface = KnownSurfaces.Of(name, dimension);
        var (heights, graph) = (surface.Minimax(), known.Graph(name, dimension));
        var loss = AnalyticObjectives.Find(name)!.For(dimension);
        for (var i = 0; i < surface.Minima.Length; i++)
        {
            // Of many minima each and the one before it.
            for (var j = surface.Minima.Length > 4 ? Math.Max(0, i - 1) : 0; j < i; j++)
            {
                foreach (var height in Heights(graph.Minima[i].Point.Parameters, graph.Minima[j].Point.Parameters))
                {
                    Assert.InRange(height, heights[i, j] - 1e-9, double.PositiveInfinity);
                }
            }
        }

        IEnumerable<double> Heights(double[] a, double[] b)
        {
            foreach (var shape in new[] { PathShape.Fourier, PathShape.Bezier, PathShape.Chain })
            {
                foreach (var terms in new[] { 0, 3 })
                {
                    var fit = new PathFitOptions
                    {
                        Shape = shape,
                        Terms = terms,
                        Points = 21,
                        Lambda = 0.1,
                        Steps = 20,
                        Optimizer = new SearchOptimizer(new Lbfgs(), new HagerZhang()),
                    };
                    yield return PathFit.Find([new("f", loss)], a, b, fit, WorkerTeam.Sequential).Losses[0].Height.Loss;
                }
            }
            foreach (var climb in new[] { true, false })
            {
                var band = new ElasticBandOptions
                {
                    Images = 7,
                    Climb = climb,
                    Steps = 300,
                };
                yield return ElasticBand
                    .Find([new("f", loss)], a, b, band, WorkerTeam.Sequential)
                    .Losses[0]
                    .Height.Loss;
            }
            var text = new StringOptions { Images = 9, Steps = 300 };
            yield return StringMethod.Find([new("f", loss)], a, b, text, WorkerTeam.Sequential).Losses[0].Height.Loss;
        }
    }
}
