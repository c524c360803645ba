using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives.Wrapping;

/// <summary>
/// The base of wrappers whose loss is another one (a ridge, a blend, weights of terms, frozen parameters): it has the capabilities
/// that it implements itself and none of what it wraps, whose Hessian, residuals and bounds belong to another loss.
/// </summary>
/// <remarks>
/// <para>A derived class may implement a capability from the inner one, asked for by <see cref="IObjective.As{T}"/>; where the
/// inner objective has it only sometimes, <see cref="As{T}"/> is overridden to give null then.</para>
/// <para>Terms, metrics and bound are none unless the derived class says which: terms would have to sum to the new loss, and a
/// bound to hold for it.</para>
/// </remarks>
public abstract class AlteringObjective(IObjective inner) : IObjective
{
    public abstract string Name { get; }

    public virtual int ParameterCount => inner.ParameterCount;

    public virtual IReadOnlyList<string> TermNames => [];

    public virtual IReadOnlyList<string> MetricNames => [];

    public virtual double? LowerBound => null;

    /// <summary>What is altered.</summary>
    protected IObjective Inner => inner;

    public virtual T? As<T>()
        where T : class => this as T;

    public abstract void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> metrics,
        WorkerTeam team
    );

    public abstract double Gradient(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradient,
        Memory<double> terms,
        WorkerTeam team
    );
}
