using System.Text;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Optimization.Methods;
using Thalweg.Optimization.Trajectories;

namespace Thalweg.Optimization.Phases;

/// <summary>A first-order method: θ_{k+1} = method(θ_k, ∇L(θ_k)). Cost: one gradient per step.</summary>
/// <remarks>On an <see cref="IDrawable"/> objective step k descends on <c>At(k)</c>.</remarks>
public sealed record StepOptimizer(IMethod Method) : Optimizer
{
    public override string Description => Method.Description;

    internal override void Check(IObjective objective) { }

    internal override IPhaseRun Begin(IObjective objective, ReadOnlySpan<double> parameters) =>
        new StepRun(Method, objective, Method.Begin(parameters.Length), 0);

    internal override IPhaseRun Restore(IObjective objective, ReadOnlySpan<byte> bytes)
    {
        var reader = new StateReader(bytes);
        var memory = Method.Begin(objective.ParameterCount);
        var gradients = reader.Int64();
        memory.Steps = reader.Int64();
        for (var i = 0; i < memory.Names.Count; i++)
        {
            reader.Doubles(memory[i]);
        }
        reader.End();
        return new StepRun(Method, objective, memory, gradients);
    }
}

/// <summary>A first-order method at work.</summary>
internal sealed class StepRun(IMethod method, IObjective objective, MethodState memory, long gradients) : IPhaseRun
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
        return new Standing(loss, EuclideanNorm.Of(gradient), terms, ReferenceEquals(drawn, objective));
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
