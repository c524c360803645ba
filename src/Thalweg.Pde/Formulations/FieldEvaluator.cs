using Thalweg.Networks;
using Thalweg.Networks.Jets;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Integration;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Formulations;

/// <summary>Values of expressions of the trial function (u, its derivatives, errors, residuals) at given points.</summary>
public sealed unsafe class FieldEvaluator : IWork
{
    private readonly TileEvaluator evaluator;
    private readonly ScratchPool scratch = new();
    private double* parameters;
    private double[] results = [];

    /// <exception cref="ArgumentException">An expression uses a component or a coordinate that the network does not have.</exception>
    public FieldEvaluator(Network network, TrialFunction trial, IReadOnlyList<Expression> expressions, PointSet points)
    {
        var program = new JetProgram(network, trial, expressions, withGradient: false);
        evaluator = new TileEvaluator(program, new PointData(program, points));
    }

    /// <summary>[expressions, points] at θ.</summary>
    public double[] Evaluate(ReadOnlyMemory<double> vector, WorkerTeam team)
    {
        scratch.Provide(team.Threads);
        results = new double[evaluator.Program.ExpressionCount * evaluator.Points.Count];
        using var pin = vector.Pin();
        parameters = (double*)pin.Pointer;
        team.Run(evaluator.Points.Tiles, this);
        return results;
    }

    void IWork.Run(int item, int worker)
    {
        evaluator.Forward(parameters, item, scratch[worker], keepSlopes: false);
        var first = item * Tile.Points;
        var count = Math.Min(Tile.Points, evaluator.Points.Count - first);
        for (var e = 0; e < evaluator.Program.ExpressionCount; e++)
        {
            new ReadOnlySpan<double>(evaluator.Output(e, item, scratch[worker]), count).CopyTo(
                results.AsSpan(e * evaluator.Points.Count + first, count)
            );
        }
    }
}
