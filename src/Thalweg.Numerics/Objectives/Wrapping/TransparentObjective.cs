using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives.Wrapping;

/// <summary>
/// The base of wrappers that leave every value as it is (counting, cancelling, timing, keeping the best): it has every
/// capability of what it wraps, sees every evaluation, also those made through a capability, and wraps again whatever objective a
/// capability returns.
/// </summary>
/// <remarks>
/// <para>A capability interface of this library is answered by a view that calls <see cref="Before"/> and <see cref="After"/>; one
/// that it does not know is passed on as it is, unseen. Classes are not passed on: <see cref="As{T}"/> with the class of the inner
/// objective gives null, else evaluations would pass by the wrapper.</para>
/// <para>What changes a value belongs on <see cref="AlteringObjective"/>.</para>
/// </remarks>
public abstract partial class TransparentObjective(IObjective inner) : IObjective
{
    private TransparentObjective? last;

    /// <summary>What is wrapped.</summary>
    public IObjective Inner => inner;

    public string Name => inner.Name;

    public int ParameterCount => inner.ParameterCount;

    public IReadOnlyList<string> TermNames => inner.TermNames;

    public virtual IReadOnlyList<string> MetricNames => inner.MetricNames;

    public double? LowerBound => inner.LowerBound;

    public T? As<T>()
        where T : class
    {
        if (this is T own)
        {
            return own;
        }
        if (!typeof(T).IsInterface || inner.As<T>() is not { } capability)
        {
            return null;
        }
        object view = capability switch
        {
            ITermGradients terms when typeof(T) == typeof(ITermGradients) => new TermGradientsView(this, terms),
            ILinearizable linear when typeof(T) == typeof(ILinearizable) => new LinearizableView(this, linear),
            ITermHessians terms when typeof(T) == typeof(ITermHessians) => new TermHessiansView(this, terms),
            IGaussNewton split when typeof(T) == typeof(IGaussNewton) => new GaussNewtonView(this, split),
            IPrincipalPart split when typeof(T) == typeof(IPrincipalPart) => new PrincipalView(this, split),
            IResiduals residuals when typeof(T) == typeof(IResiduals) => new ResidualsView(this, residuals),
            ISecondVariation rows when typeof(T) == typeof(ISecondVariation) => new VariationView(this, rows),
            ISummands summands when typeof(T) == typeof(ISummands) => new SummandsView(this, summands),
            IDrawable drawable when typeof(T) == typeof(IDrawable) => new DrawableView(this, drawable),
            IAdaptive adaptive when typeof(T) == typeof(IAdaptive) => new AdaptiveView(this, adaptive),
            IWeightable weightable when typeof(T) == typeof(IWeightable) => new WeightableView(this, weightable),
            IAugmentable augmentable when typeof(T) == typeof(IAugmentable) => new AugmentableView(this, augmentable),
            IPseudoTime pseudo when typeof(T) == typeof(IPseudoTime) => new PseudoTimeView(this, pseudo),
            _ => capability,
        };
        return (T)view;
    }

    public virtual void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> metrics,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        Before(EvaluationKind.Value, losses.Length);
        inner.Values(parameters, losses, terms, metrics, team);
        After(EvaluationKind.Value, losses.Length);
    }

    public virtual double Gradient(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradient,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        Before(EvaluationKind.Gradient, 1);
        var loss = inner.Gradient(parameters, gradient, terms, team);
        After(EvaluationKind.Gradient, 1);
        return loss;
    }

    public virtual void Gradients(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> gradients,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        Before(EvaluationKind.Gradient, losses.Length);
        inner.Gradients(parameters, losses, gradients, terms, team);
        After(EvaluationKind.Gradient, losses.Length);
    }

    /// <summary>The same wrapper around another objective: a draw, or one on other points.</summary>
    protected abstract TransparentObjective Around(IObjective inner);

    /// <summary>Called before an evaluation, whichever capability it is asked of.</summary>
    /// <param name="number">Of vectors, rows or gradients, as the kind says.</param>
    protected virtual void Before(EvaluationKind kind, int number) { }

    /// <summary>Called after an evaluation that did not throw.</summary>
    protected virtual void After(EvaluationKind kind, int number) { }

    private HessianView Linearized(Func<ILinearOperator> linearize)
    {
        Before(EvaluationKind.Linearization, 1);
        var hessian = linearize();
        After(EvaluationKind.Linearization, 1);
        return new HessianView(this, hessian);
    }

    private TransparentObjective Wrap(IObjective objective)
    {
        if (ReferenceEquals(objective, inner))
        {
            return this;
        }
        if (!ReferenceEquals(objective, last?.Inner))
        {
            last = Around(objective);
        }
        return last;
    }
}
