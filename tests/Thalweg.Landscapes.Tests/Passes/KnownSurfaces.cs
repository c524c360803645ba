using Thalweg.Landscapes.Passes;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Tests.Passes;

/// <summary>Surfaces whose minima and passes are all known, computed independently (NumPy, SciPy and mpmath), with the passes between their minima
/// as a search finds them: once for all tests.</summary>
public sealed class KnownSurfaces
{
    private readonly Dictionary<string, PassGraph> graphs = [];

    /// <param name="Name">In the catalogue.</param>
    /// <param name="Dimension">P.</param>
    /// <param name="Minima">To a few digits: where a search begins.</param>
    /// <param name="Passes">Which of them a pass joins, and its height to 12 digits.</param>
    internal sealed record Surface(
        string Name,
        int Dimension,
        double[][] Minima,
        (int From, int To, double Height)[] Passes
    )
    {
        /// <summary>The lowest highest pass between all pairs, by Floyd's scheme.</summary>
        public double[,] Minimax()
        {
            var n = Minima.Length;
            var heights = new double[n, n];
            for (var i = 0; i < n; i++)
            {
                for (var j = 0; j < n; j++)
                {
                    heights[i, j] = i == j ? double.NegativeInfinity : double.PositiveInfinity;
                }
            }
            foreach (var (from, to, height) in Passes)
            {
                heights[from, to] = heights[to, from] = Math.Min(heights[from, to], height);
            }
            for (var k = 0; k < n; k++)
            {
                for (var i = 0; i < n; i++)
                {
                    for (var j = 0; j < n; j++)
                    {
                        heights[i, j] = Math.Min(heights[i, j], Math.Max(heights[i, k], heights[k, j]));
                    }
                }
            }
            return heights;
        }
    }

    public static TheoryData<string, int> Names
    {
        get
        {
            var data = new TheoryData<string, int>();
            foreach (var surface in All)
            {
                data.Add(surface.Name, surface.Dimension);
            }
            return data;
        }
    }

    internal static Surface Of(string name, int dimension) =>
        All.Single(s => s.Name == name && s.Dimension == dimension);

    internal static IReadOnlyList<Surface> All { get; } =
    [
        new(
            "two-gaussians",
            2,
            [
                [-0.62, -0.54],
                [0.49, -0.02],
            ],
            [(0, 1, 0.624393347187), (0, 1, 0.637257237656)]
        ),
        new(
            "muller-brown",
            2,
            [
                [-0.558, 1.442],
                [0.623, 0.028],
                [-0.05, 0.467],
            ],
            [(0, 2, -40.664843508657), (2, 1, -72.248940112325)]
        ),
        new(
            "three-hole",
            2,
            [
                [-1.048, -0.042],
                [1.048, -0.042],
                [0, 1.537],
            ],
            [(0, 2, -1.646687453475), (1, 2, -1.646687453475), (0, 1, -1.384586640398)]
        ),
        new(
            "camel",
            2,
            [
                [0.09, -0.713],
                [-0.09, 0.713],
                [1.704, -0.796],
                [-1.704, 0.796],
                [1.607, 0.569],
                [-1.607, -0.569],
            ],
            [
                (0, 1, 0),
                (0, 2, 0.543718600978),
                (1, 3, 0.543718600978),
                (2, 4, 2.229357197531),
                (3, 5, 2.229357197531),
                (1, 4, 2.229470818030),
                (0, 5, 2.229470818030),
            ]
        ),
        new(
            "himmelblau",
            2,
            [
                [3, 2],
                [3.584, -1.848],
                [-3.779, -3.283],
                [-2.805, 3.131],
            ],
            [(0, 1, 13.311926270406), (0, 3, 67.719150087526), (2, 3, 104.015162917558), (1, 2, 178.337239201927)]
        ),
        Signs("styblinski-tang", [2.747, 2.747, 2.747], [-2.904, -2.904, -2.904], TangPass),
        Signs("cube", [1, 1, 1], [-1, -1, -1], (_, j) => j + 1),
        .. new[] { 3.7082419966473, 4.6573714282006, 5.646383966588, 6.63626250756, 7.6261590034385 }.Select(
            (height, i) => new Surface("rosenbrock", i + 4, [Ones(i + 4), Second(i + 4)], [(0, 1, height)])
        ),
        new("lennard-jones", 18, [Octahedron, Bipyramid], [(0, 1, -12.07903127)]),
    ];

    /// <summary>Vertices of a regular octahedron, and a capped trigonal bipyramid, near the two minima of six atoms.</summary>
    private static double[] Octahedron => [0.8, 0, 0, -0.8, 0, 0, 0, 0.8, 0, 0, -0.8, 0, 0, 0, 0.8, 0, 0, -0.8];

    private static double[] Bipyramid =>
        [0.65, 0, 0, -0.32, 0.56, 0, -0.32, -0.56, 0, 0, 0, 0.92, 0, 0, -0.92, 0.65, 1.1, 0.6];

    public PassGraph Graph(string name, int dimension)
    {
        var key = $"{name} {dimension}";
        lock (graphs)
        {
            if (!graphs.TryGetValue(key, out var graph))
            {
                var surface = All.Single(s => s.Name == name && s.Dimension == dimension);
                graph = new PassSearch(AnalyticObjectives.Find(name)!.For(dimension)).Between(
                    surface.Minima,
                    WorkerTeam.Sequential
                );
                graphs.Add(key, graph);
            }
            return graph;
        }
    }

    /// <summary>Every choice of one of two values for each coordinate; passes change one of them.</summary>
    private static Surface Signs(string name, double[] high, double[] low, Func<int, int, double> height)
    {
        var count = 1 << high.Length;
        return new Surface(
            name,
            high.Length,
            [
                .. Enumerable
                    .Range(0, count)
                    .Select(m => high.Select((x, j) => (m >> j & 1) == 1 ? low[j] : x).ToArray()),
            ],
            [
                .. from m in Enumerable.Range(0, count)
                from j in Enumerable.Range(0, high.Length)
                where (m >> j & 1) == 0
                select (m, m | (1 << j), height(m, j)),
            ]
        );
    }

    private static double TangPass(int minimum, int coordinate) =>
        0.195612359055
        + Enumerable
            .Range(0, 3)
            .Where(j => j != coordinate)
            .Sum(j => (minimum >> j & 1) == 1 ? -39.166165703771 : -25.029446655284);

    private static double[] Ones(int n) => [.. Enumerable.Repeat(1.0, n)];

    /// <summary>Near the second minimum: the first coordinate is turned round.</summary>
    private static double[] Second(int n)
    {
        var x = Ones(n);
        x[0] = -1;
        return x;
    }
}
