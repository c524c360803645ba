using Thalweg.Numerics.Parallel;

namespace Thalweg.Numerics.Objectives;

/// <summary>
/// A scalar function L(θ) of a parameter vector θ ∈ R^P: the narrow waist between what produces a loss (networks,
/// equations, analytic landscapes) and what consumes one (optimizers, roughness, slices).
/// </summary>
/// <remarks>
/// Every method is a pure function of θ: the bits of a value do not depend on the thread count, on the size of the batch it
/// was computed in, or on whether the gradient was asked for too, nor do those of a gradient. A non-finite value is a result and is returned as it is.
/// Further abilities are separate interfaces (<see cref="ILayered"/>, <see cref="ITermGradients"/>,
/// <see cref="ILinearizable"/>, <see cref="ITermHessians"/>, <see cref="IGaussNewton"/>, <see cref="IPrincipalPart"/>, <see cref="IResiduals"/>,
/// <see cref="ISecondVariation"/>, <see cref="ISummands"/>, <see cref="IDrawable"/>, <see cref="IAdaptive"/>, <see cref="IWeightable"/>, <see cref="IAugmentable"/>) that an analysis asks for by <see cref="As{T}"/>, never by a cast, which a wrapper could not answer.
/// An instance may reuse scratch memory and is used by one caller at a time; it parallelises inside.
/// </remarks>
public interface IObjective
{
    /// <summary>Short name for reports, for example <c>galerkin</c> or <c>muller-brown</c>.</summary>
    string Name { get; }

    /// <summary>P, the length of θ.</summary>
    int ParameterCount { get; }

    /// <summary>Names of the T terms; the reported terms are weighted as they enter and sum to the loss.</summary>
    IReadOnlyList<string> TermNames { get; }

    /// <summary>Names of the E metrics (solution errors) that <see cref="Values"/> can report alongside; may be empty.</summary>
    IReadOnlyList<string> MetricNames { get; }

    /// <summary>A known lower bound of L, or null. Ritz energies are negative: nothing may assume L ≥ 0.</summary>
    double? LowerBound { get; }

    /// <summary>Evaluates K = losses.Length parameter vectors at once. Cost: K values.</summary>
    /// <param name="parameters">[K, P], row-major.</param>
    /// <param name="losses">[K], written.</param>
    /// <param name="terms">[K, T], written, or empty when not wanted.</param>
    /// <param name="metrics">[K, E], written, or empty when not wanted (metrics cost extra evaluations).</param>
    void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> metrics,
        WorkerTeam team
    );

    /// <summary>Loss, terms and gradient at one θ. Cost: one gradient evaluation.</summary>
    /// <param name="parameters">[P].</param>
    /// <param name="gradient">[P], written.</param>
    /// <param name="terms">[T], written, or empty when not wanted.</param>
    /// <returns>L(θ), with the same bits as <see cref="Values"/> gives.</returns>
    double Gradient(ReadOnlyMemory<double> parameters, Memory<double> gradient, Memory<double> terms, WorkerTeam team);

    /// <summary>Losses, terms and gradients of K = losses.Length parameter vectors at once. Cost: K gradients.</summary>
    /// <remarks>One vector after the other, unless an implementation knows better.</remarks>
    /// <param name="parameters">[K, P], row-major.</param>
    /// <param name="losses">[K], written.</param>
    /// <param name="gradients">[K, P], written, each with the same bits as <see cref="Gradient"/> gives.</param>
    /// <param name="terms">[K, T], written, or empty when not wanted.</param>
    void Gradients(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> gradients,
        Memory<double> terms,
        WorkerTeam team
    ) => GradientLoop.Run(this, parameters, losses, gradients, terms, team);

    /// <summary>The capability <typeparamref name="T"/> of this objective, or null where it has none.</summary>
    /// <remarks>An objective that has a capability only sometimes (residuals, where the loss is a sum of squares) or keeps it in
    /// another object overrides this; the answer for an instance does not change.</remarks>
    /// <typeparam name="T">An interface such as <see cref="IResiduals"/>.</typeparam>
    T? As<T>()
        where T : class => this as T;
}
