using System.Text;
using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Optimizers.FirstOrder;

/// <summary>A first-order method at work.</summary>
internal sealed class StepRun(IMethod method, IObjective objective, MethodState memory, long gradients) : IOptimizerRun
{
    private readonly double[] gradient = new double[objective.ParameterCount];
    private readonly double[] terms = new double[objective.TermNames.Count];
    private IObjective objective = objective;
    private IDrawable? drawable = objective.As<IDrawable>();
    private long gradients = gradients;

    public Evaluations Spent => new(gradients, 0, 0);

    public Standing Stand(ReadOnlyMemory<double> parameters, long step, WorkerTeam team)
    {
        var drawn = drawable?.At(step) ?? objective;
        var loss = drawn.Gradient(parameters, gradient, terms, team);
        return new Standing(loss, Vectors.Norm(gradient), terms, ReferenceEquals(drawn, objective));
    }

    public void Commit() => gradients++;

    public Stride Advance(double factor, Memory<double> parameters, WorkerTeam team)
    {
        method.Step(method.Rate * factor, parameters.Span, gradient, memory);
        return new Stride(Counts: true);
    }

    public void Move(IObjective objective)
    {
        this.objective = objective;
        drawable = objective.As<IDrawable>();
    }

    public byte[] Write()
    {
        using var stream = new MemoryStream();
        using var writer = new BinaryWriter(stream, Encoding.UTF8);
        writer.Write(gradients);
        writer.Write(memory.Steps);
        for (var i = 0; i < memory.Names.Count; i++)
        {
            foreach (var value in memory[i])
            {
                writer.Write(value);
            }
        }
        return stream.ToArray();
    }
}
