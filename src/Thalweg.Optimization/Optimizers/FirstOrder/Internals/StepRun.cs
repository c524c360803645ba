using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Optimization.Optimizers.Surgery;

namespace Thalweg.Optimization.Optimizers.FirstOrder;

/// <summary>A first-order method at work.</summary>
internal sealed class StepRun(IMethod method, IGradientSurgery? surgery, IObjective objective) : IOptimizerRun
{
    private readonly double[] gradient = new double[objective.ParameterCount];
    private readonly double[] terms = new double[objective.TermNames.Count];
    private readonly double[] apart = surgery is null
        ? []
        : new double[objective.TermNames.Count * objective.ParameterCount];
    private readonly MethodState memory = objective.As<ILayered>() is { } layered
        ? method.Begin(layered.Layout)
        : method.Begin(objective.ParameterCount);
    private IObjective objective = objective;
    private IDrawable? drawable = objective.As<IDrawable>();
    private Standing? known;
    private bool isCounted;
    private long gradients;

    public Evaluations Spent => new(gradients, 0, 0);

    public Standing Stand(in Turn turn)
    {
        if (known is { } standing)
        {
            return standing;
        }
        var drawn = drawable?.At(turn.Step) ?? objective;
        var (loss, norm) = Differentiate(drawn, turn);
        standing = new Standing(loss, norm, terms, ReferenceEquals(drawn, objective));
        known = standing;
        // A run that continues evaluates again, and counts once.
        if (!isCounted)
        {
            gradients++;
            isCounted = true;
        }
        return standing;
    }

    public void Propose(in Turn turn) { }

    /// <summary>Loss and ‖∇L‖, and what the method takes for ∇L.</summary>
    private (double Loss, double Norm) Differentiate(IObjective drawn, in Turn turn)
    {
        if (surgery is null)
        {
            return (drawn.Gradient(turn.Parameters, gradient, terms, turn.Team), Vectors.Norm(gradient));
        }
        drawn.As<ITermGradients>()!.TermGradients(turn.Parameters, apart, terms, turn.Team);
        Array.Clear(gradient);
        var loss = 0.0;
        for (var t = 0; t < terms.Length; t++)
        {
            loss += terms[t];
            Vectors.Combine(gradient, 1.0, apart.AsSpan(t * gradient.Length, gradient.Length), gradient);
        }
        var norm = Vectors.Norm(gradient);
        if (double.IsFinite(loss) && double.IsFinite(norm))
        {
            surgery.Combine(apart, turn.Step, gradient);
        }
        return (loss, norm);
    }

    public Stride Commit(in Turn turn)
    {
        method.Step(method.Rate * turn.Factor, turn.Parameters, gradient, memory);
        (known, isCounted) = (null, false);
        return new Stride(Counts: true);
    }

    public OptimizerView View(in Turn turn)
    {
        var rate = method.Rate * turn.Factor;
        return new OptimizerView(
            method.Description,
            method.PreconditionerAt(turn.Parameters, gradient, memory),
            method.GradientDecay,
            rate,
            method.LargestStable(rate)
        );
    }

    public void Move(IObjective objective)
    {
        this.objective = objective;
        drawable = objective.As<IDrawable>();
        (known, isCounted) = (null, false);
    }

    public void Transfer(StateTransfer state)
    {
        gradients = state.Value(gradients);
        isCounted = state.Value(isCounted);
        memory.Steps = state.Value(memory.Steps);
        for (var i = 0; i < memory.Names.Count; i++)
        {
            state.Values(memory[i]);
        }
    }
}
