using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Diagnostics;

/// <summary>Solution, exact solution, error u − u* and strong residual on the <see cref="Domain.Grid"/> of a problem.</summary>
public sealed class Profile
{
    private static readonly string[] Names = ["u", "exact", "error", "residual"];

    private readonly Grid grid;
    private readonly FieldEvaluator fields;
    private readonly IReadOnlyList<string> notes;

    /// <summary>Cost: compiles the equation once more.</summary>
    /// <param name="objective">Any loss of the network; its problem, network and trial function count.</param>
    public Profile(PdeObjective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        var problem = objective.Problem;
        grid = problem.Domain.Grid();
        var u = Calculus.U();
        fields = new FieldEvaluator(
            objective.Network,
            objective.Trial,
            [u, problem.Exact, u - problem.Exact, problem.Residual],
            new PointSet(grid.Dimension, grid.Coordinates, new double[grid.Count])
        );
        notes =
            objective.Network.Smoothness >= Differentiation.Order(problem.Residual)
                ? []
                : ["The residual leaves out the kinks of the activation, where second derivatives do not exist."];
    }

    /// <summary>The fields at θ, [P]. Cost: the expressions at every point of the grid.</summary>
    public ProfileFields At(ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        var values = fields.Evaluate(parameters, team);
        var count = grid.Count;
        return new ProfileFields(
            grid.Description,
            grid.Axes,
            [.. Names.Select((name, i) => new ProfileField(name, values[(i * count)..((i + 1) * count)]))],
            notes
        );
    }
}

/// <summary>Fields on a grid.</summary>
/// <param name="Description">Where the grid lies in the domain.</param>
/// <param name="Axes">One or two; the last is the fastest.</param>
/// <param name="Fields"><c>u</c>, <c>exact</c>, <c>error</c> and <c>residual</c>.</param>
/// <param name="Notes">What a reader of the fields has to know, one sentence each; empty where there is nothing.</param>
public sealed record ProfileFields(
    string Description,
    IReadOnlyList<GridAxis> Axes,
    IReadOnlyList<ProfileField> Fields,
    IReadOnlyList<string> Notes
)
{
    /// <summary>Points per axis.</summary>
    public IReadOnlyList<int> Shape => [.. Axes.Select(axis => axis.Values.Length)];
}

/// <summary>One field of a <see cref="ProfileFields"/>.</summary>
/// <param name="Values">Over the grid, row-major.</param>
public sealed record ProfileField(string Name, double[] Values);
