using Thalweg.Networks.Jets;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulations;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Diagnostics;

/// <summary>The trial function u(x; θ) and the hidden layers of its network at the interior points of a loss.</summary>
public sealed class FunctionSampler
{
    private readonly FieldEvaluator fields;
    private readonly HiddenLayers hidden;

    /// <summary>Cost: compiles the trial function once more.</summary>
    /// <param name="objective">Its network, trial function and interior points count, in double precision whatever its own is.</param>
    public FunctionSampler(PdeObjective objective)
    {
        ArgumentNullException.ThrowIfNull(objective);
        Points = objective.InteriorPoints;
        hidden = new HiddenLayers(objective.Network);
        fields = new FieldEvaluator(
            objective.Network,
            objective.Trial,
            [.. Enumerable.Range(0, objective.Problem.Outputs).Select(k => Calculus.U(k))],
            Points
        );
    }

    /// <summary>Nodes and weights of integrals over the domain.</summary>
    public PointSet Points { get; }

    /// <inheritdoc cref="HiddenLayers.Names"/>
    public IReadOnlyList<string> Layers => hidden.Names;

    /// <summary>All at θ, [P]. Cost: two values of the network at each point.</summary>
    public FunctionSample At(ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        return new(fields.Evaluate(parameters, team), hidden.At(parameters.Span, Points.Coordinates));
    }
}

/// <summary>A function at the points of a <see cref="FunctionSampler"/>.</summary>
/// <param name="Values">u, [components, n].</param>
/// <param name="Layers">Of each hidden layer its units, [width, n].</param>
public sealed record FunctionSample(double[] Values, IReadOnlyList<double[]> Layers)
{
    public double[] Values { get; init; } = Values ?? throw new ArgumentNullException(nameof(Values));

    public IReadOnlyList<double[]> Layers { get; init; } = Layers ?? throw new ArgumentNullException(nameof(Layers));
}
