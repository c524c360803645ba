using Thalweg.Formats.Arrays;
using Thalweg.Networks;
using Thalweg.Networks.Activations;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Tests.Quadrature;

public sealed class PointFileRuleTests : IDisposable
{
    private static readonly NpyArray Nodes = new([3, 2], [0.25, 0.5, 0, 1, 0.75, 0.125]);
    private static readonly NpyArray Weights = new([3], [0.5, 0.75, -0.25]);
    private static readonly NpyArray BoundaryNodes = new([2, 2], [0, 0.5, 1, 0.25]);
    private static readonly NpyArray BoundaryWeights = new([2], [2, 2]);

    private readonly string file = Path.Combine(Path.GetTempPath(), $"thalweg-points-{Guid.NewGuid():N}.npz");

    public void Dispose() => File.Delete(file);

    [Fact]
    public void Gives_the_points_of_the_file_an_axis_per_row()
    {
        var rule = Load(
            ("nodes", Nodes),
            ("weights", Weights),
            ("boundary_nodes", BoundaryNodes),
            ("boundary_weights", BoundaryWeights)
        );
        var inside = rule.Interior(Box.UnitCube(2), 5);
        Assert.Equal([0.25, 0, 0.75], inside.Axis(0));
        Assert.Equal([0.5, 1, 0.125], inside.Axis(1));
        Assert.Equal(Weights.Values, inside.Weights);
        var boundary = rule.Boundary(Box.UnitCube(2));
        Assert.Equal([0, 1, 0.5, 0.25], boundary.Coordinates);
        Assert.Equal([2, 2], boundary.Weights);
        Assert.Equal($"points:{file}", rule.Name);
        Assert.False(rule.Redrawn);
    }

    [Fact]
    public void Fingerprint_changes_with_any_number()
    {
        var first = Load(("nodes", Nodes), ("weights", Weights)).Fingerprint;
        Assert.Equal(64, first.Length);
        Assert.Equal(first, Load(("nodes", Nodes), ("weights", Weights)).Fingerprint);
        Assert.NotEqual(first, Load(("nodes", Nodes), ("weights", new([3], [0.5, 0.75, -0.2500001]))).Fingerprint);
        Assert.NotEqual(
            first,
            Load(
                ("nodes", Nodes),
                ("weights", Weights),
                ("boundary_nodes", BoundaryNodes),
                ("boundary_weights", BoundaryWeights)
            ).Fingerprint
        );
    }

    [Fact]
    public void One_dimension_needs_no_boundary_points()
    {
        var rule = Load(("nodes", new([2, 1], [0.25, 0.75])), ("weights", new([2], [0.5, 0.5])));
        Assert.Equal([0, 1], rule.Boundary(Box.UnitCube(1)).Coordinates);
    }

    [Fact]
    public void Faults_of_the_file_are_named()
    {
        Refused("has no array 'weights', found nodes: add it", ("nodes", Nodes));
        Refused("has no array 'nodes', found none", []);
        Refused(
            "holds an array 'boundary_node', expected nodes, weights",
            ("nodes", Nodes),
            ("weights", Weights),
            ("boundary_node", Nodes)
        );
        Refused(
            "has no array 'boundary_weights'",
            ("nodes", Nodes),
            ("weights", Weights),
            ("boundary_nodes", BoundaryNodes)
        );
        Refused(
            "has 'nodes' of shape [6], expected [points, dimension]",
            ("nodes", new([6], Nodes.Values)),
            ("weights", Weights)
        );
        Refused("has 'nodes' of shape [0, 2]", ("nodes", new([0, 2], [])), ("weights", new([0], [])));
        Refused("has 'weights' of shape [2], expected [3]", ("nodes", Nodes), ("weights", BoundaryWeights));
        Refused(
            "has 'weights' of shape [3, 1], expected [3]",
            ("nodes", Nodes),
            ("weights", new([3, 1], Weights.Values))
        );
        Refused("has NaN in 'weights' at index 1", ("nodes", Nodes), ("weights", new([3], [1, double.NaN, 1])));
        Refused(
            "in 'nodes' at index 2, expected finite",
            ("nodes", new([3, 2], [0, 0, 1, 1, 0, double.NegativeInfinity])),
            ("weights", Weights)
        );
        Refused(
            "has 'boundary_nodes' of shape [1, 3], expected [points, 2]",
            ("nodes", Nodes),
            ("weights", Weights),
            ("boundary_nodes", new([1, 3], [0, 0, 0])),
            ("boundary_weights", new([1], [1]))
        );
    }

    [Fact]
    public void Points_that_do_not_fit_the_domain_are_named()
    {
        var rule = Load(("nodes", new([2, 2], [0.5, 0.5, 0.5, -0.125])), ("weights", new([2], [1, 1])));
        Says(
            "has the point (0.5, -0.125) in 'nodes' at index 1, expected points in the unit cube, d = 2",
            () => rule.Interior(Box.UnitCube(2))
        );
        Says(
            "is for d = 2 ('nodes' has that many columns), received the unit cube, d = 3: use nodes with 3 columns",
            () => rule.Interior(Box.UnitCube(3))
        );
        Says("has no boundary_nodes and boundary_weights", () => rule.Boundary(Box.UnitCube(2)));
        var inner = Load(
            ("nodes", Nodes),
            ("weights", Weights),
            ("boundary_nodes", Nodes),
            ("boundary_weights", Weights)
        );
        Says(
            "has the point (0.25, 0.5) in 'boundary_nodes' at index 0, expected points on the boundary of",
            () => inner.Boundary(Box.UnitCube(2))
        );
    }

    [Theory]
    [InlineData(-1.0)]
    [InlineData(0.0)]
    [InlineData(3.0)]
    [InlineData(1.00001)]
    public void Weights_that_do_not_integrate_1_are_refused(double total)
    {
        NpyArray half = new([2], [0.5 * total, 0.5 * total]);
        var rule = Load(
            ("nodes", new([2, 2], [0.5, 0.5, 0.25, 0.75])),
            ("weights", half),
            ("boundary_nodes", BoundaryNodes),
            ("boundary_weights", half),
            ("initial_nodes", new([2, 2], [0.5, 0, 0.25, 0])),
            ("initial_weights", half)
        );
        var cylinder = new Box([new(0, 1)], duration: 1);
        Says("has 'weights' that sum to", () => rule.Interior(Box.UnitCube(2)));
        Says("where the volume of the unit cube, d = 2 is 1, expected", () => rule.Interior(Box.UnitCube(2)));
        Says("'boundary_weights' that sum to", () => rule.Boundary(cylinder));
        Says("'initial_weights' that sum to", () => rule.Initial(cylinder));
        Says("measure=given to take them as they are", () => rule.Initial(cylinder));
        var given = PointFileRule.Load(file, PointMeasure.Given);
        Assert.Equal(half.Values, given.Interior(cylinder).Weights);
        Assert.Equal(half.Values, given.Boundary(cylinder).Weights);
        Assert.Equal(half.Values, given.Initial(cylinder).Weights);
        var scaled = PointFileRule.Load(file, PointMeasure.Scaled);
        if (total <= 0)
        {
            Says("expected weights with a positive sum", () => scaled.Interior(cylinder));
            return;
        }
        Assert.Equal(cylinder.Volume, scaled.Interior(cylinder).Weights.Sum(), 1e-15);
        Assert.Equal(cylinder.BoundaryMeasure, scaled.Boundary(cylinder).Weights.Sum(), 1e-15);
        Assert.Equal(cylinder.InitialMeasure, scaled.Initial(cylinder).Weights.Sum(), 1e-15);
    }

    [Fact]
    public void Rounding_to_single_precision_and_negative_weights_of_a_rule_are_no_fault()
    {
        var thirds = Load(("nodes", new([3, 1], [0.2, 0.5, 0.8])), ("weights", new([3], [1 / 3f, 1 / 3f, 1 / 3f])));
        Assert.NotEqual(1.0, thirds.Interior(Box.UnitCube(1)).Weights.Sum());
        // Milne's open rule.
        var milne = Load(
            ("nodes", new([3, 1], [0.25, 0.5, 0.75])),
            ("weights", new([3], [2.0 / 3, -1.0 / 3, 2.0 / 3]))
        );
        Assert.Equal(-1.0 / 3, milne.Interior(Box.UnitCube(1)).Weights[1]);
    }

    [Fact]
    public void A_loss_says_no_lower_bound_that_its_weights_do_not_keep()
    {
        NpyArray nodes = new([3, 1], [0.25, 0.5, 0.75]);
        Bounds(0.0, -0.25 * Math.PI * Math.PI, new([3], [0.25, 0.5, 0.25]), PointMeasure.Volume);
        Bounds(null, null, new([3], [2.0 / 3, -1.0 / 3, 2.0 / 3]), PointMeasure.Volume);
        Bounds(0.0, null, new([3], [1, 2, 3]), PointMeasure.Given);
        Bounds(0.0, -0.25 * Math.PI * Math.PI, new([3], [1, 2, 3]), PointMeasure.Scaled);
        Bounds(null, null, new([3], [1, -2, 3]), PointMeasure.Given);

        void Bounds(double? galerkin, double? ritz, NpyArray weights, PointMeasure measure)
        {
            Load(("nodes", nodes), ("weights", weights));
            var rule = PointFileRule.Load(file, measure);
            Assert.Equal(galerkin, Objective(FormulationKind.Galerkin, rule).LowerBound);
            var bound = Objective(FormulationKind.Ritz, rule).LowerBound;
            Assert.Equal(ritz is null, bound is null);
            Assert.Equal(ritz ?? 0, bound ?? 0, 1e-12);
        }
    }

    [Fact]
    public void A_rule_of_somebody_else_is_held_to_what_it_says()
    {
        PointSet twice = new(1, [0.25, 0.75], [1, 1]);
        Says(
            "quadrature 'own' has weights that sum to 2 on the interior of the unit cube, d = 1, expected 1",
            () => Objective(FormulationKind.Galerkin, new Own(twice, integratesOne: true))
        );
        Assert.Equal(0, Objective(FormulationKind.Galerkin, new Own(twice, integratesOne: false)).LowerBound);
    }

    private static PdeObjective Objective(FormulationKind kind, QuadratureRule rule)
    {
        var problem = PoissonProblem.Sine(1);
        var network = Network.Residual(1, 1, 4, 1, Activation.Swish);
        return new PdeObjective(problem, network, TrialFunction.Hard(problem), new Formulation(kind), rule);
    }

    private sealed class Own(PointSet points, bool integratesOne) : QuadratureRule
    {
        public override string Name => "own";

        public override bool IntegratesOne => integratesOne;

        public override PointSet Interior(Domain domain, long draw = 0) => points;

        public override PointSet Boundary(Domain domain, long draw = 0) => points;
    }

    private PointFileRule Load(params (string Name, NpyArray Array)[] arrays)
    {
        NpzFile.Write(file, arrays.Select(a => KeyValuePair.Create(a.Name, a.Array)));
        return PointFileRule.Load(file);
    }

    private void Refused(string message, params (string Name, NpyArray Array)[] arrays) =>
        Says(message, () => Load(arrays));

    private static void Says(string message, Func<object> act) =>
        Assert.Contains(message, Assert.ThrowsAny<ArgumentException>(act).Message, StringComparison.Ordinal);
}
