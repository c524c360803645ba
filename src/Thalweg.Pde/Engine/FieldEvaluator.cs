using Thalweg.Networks;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Engine;

/// <summary>Values of expressions of the trial function (u, its derivatives, errors, residuals) at given points.</summary>
public sealed unsafe class FieldEvaluator : IWork
{
    private readonly TileEvaluator evaluator;
    private readonly ScratchPool scratch = new();
    private double* parameters;
    private double[] results = [];

    /// <param name="arithmetic">What the values are computed with; they are delivered as doubles.</param>
    /// <exception cref="ArgumentException">An expression uses a component or a coordinate that the network does not have.</exception>
    public FieldEvaluator(
        Network network,
        TrialFunction trial,
        IReadOnlyList<Expression> expressions,
        PointSet points,
        Arithmetic arithmetic = default
    )
    {
        ArgumentNullException.ThrowIfNull(network);
        ArgumentNullException.ThrowIfNull(trial);
        ArgumentNullException.ThrowIfNull(expressions);
        ArgumentNullException.ThrowIfNull(points);
        var program = new JetProgram(network, trial, expressions, withGradient: false);
        evaluator = TileEngine.For(program, arithmetic).At(points);
    }

    internal FieldEvaluator(TileEngine engine, PointSet points) => evaluator = engine.At(points);

    /// <summary>[expressions, points] at θ.</summary>
    public double[] Evaluate(ReadOnlyMemory<double> vector, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        var network = evaluator.Program.Network;
        if (vector.Length != network.ParameterCount)
        {
            throw new ArgumentException(
                $"got {vector.Length} numbers, expected {network.ParameterCount}, the parameters of {network}",
                nameof(vector)
            );
        }
        using var loan = scratch.Lend(team.Threads);
        results = new double[evaluator.Program.ExpressionCount * evaluator.PointCount];
        using var pin = vector.Pin();
        parameters = (double*)pin.Pointer;
        team.Run(evaluator.Tiles, this);
        return results;
    }

    void IWork.Run(int item, int worker)
    {
        var evaluated = evaluator.At(parameters, scratch[worker]).Forward(item);
        var count = evaluator.PointCount;
        for (var e = 0; e < evaluator.Program.ExpressionCount; e++)
        {
            evaluated.Read(e, results.AsSpan(e * count, count));
        }
    }
}
