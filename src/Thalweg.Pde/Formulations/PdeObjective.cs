using Thalweg.Networks;
using Thalweg.Networks.Symmetries;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Symmetries;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Sampling;
using Thalweg.Pde.Terms;

namespace Thalweg.Pde.Formulations;

/// <summary>
/// The loss of a network as an approximate solution of a problem: L(θ) = Σ_terms s ∫ F(x, jet of u(·; θ)) by quadrature.
/// </summary>
/// <remarks>
/// <para>Terms: <c>interior</c> and one for each condition with a weight that the trial function does not hold; metrics: solution errors (<see cref="ErrorMetrics"/>) where an exact solution is known.</para>
/// <para>Sums are formed tile by tile in a fixed tree, so that a loss has the same bits alone, in a batch, with its gradient,
/// and for any number of threads. After the first call nothing is allocated per evaluation on one thread.</para>
/// <para>An energy is +∞ where its density takes the logarithm of a number that is not positive, or the square root of a negative one: ln det F of a
/// body that is turned inside out. Any other term is NaN there (<see cref="Undefined"/> tells where).</para>
/// </remarks>
public sealed unsafe partial class PdeObjective
    : IObjective,
        ILayered,
        ITermGradients,
        ILinearizable,
        ITermHessians,
        IGaussNewton,
        IPrincipalPart,
        ISummands,
        ISymmetric,
        IDrawable,
        IAdaptive,
        IWeightable,
        IAugmentable,
        IPartlyDefined,
        IPseudoTime
{
    private readonly CompiledLoss compiled;
    private readonly PointSet inside;
    private readonly int initialCount;
    private readonly IntegralTerm[] terms;
    private readonly ScratchPool scratch;
    private readonly ValueWork valueWork;
    private readonly GradientWork gradientWork;

    // The weak forms among the terms, by their places.
    private readonly (int Term, FunctionalWork Work)[] functionals;

    /// <exception cref="PartsRefusedException">The parts do not fit, for every reason that <see cref="Refusals"/> gives.</exception>
    /// <param name="sampler">What chooses the interior points at each <see cref="Adapt"/>; null where they stay.</param>
    public PdeObjective(
        Problem problem,
        Network network,
        TrialFunction trial,
        Formulation formulation,
        QuadratureRule quadrature,
        Arithmetic arithmetic = default,
        PointSampler? sampler = null
    )
        : this(
            new CompiledLoss(problem, network, trial, formulation, quadrature, arithmetic, sampler),
            ErrorMetrics.Of(problem, network, trial, arithmetic.Width)
        ) { }

    private PdeObjective(CompiledLoss compiled, ErrorMetrics? errors)
        : this(compiled, compiled.Inside, errors) { }

    private PdeObjective(CompiledLoss compiled, PointSet inside, ErrorMetrics? errors)
        : this(compiled, inside, inside.Count, compiled.On(inside, draw: 0), new ScratchPool(), errors) { }

    private PdeObjective(
        CompiledLoss compiled,
        PointSet inside,
        int initialCount,
        IntegralTerm[] terms,
        ScratchPool scratch,
        ErrorMetrics? errors
    )
    {
        this.compiled = compiled;
        this.inside = inside;
        this.initialCount = initialCount;
        this.terms = terms;
        this.scratch = scratch;
        Errors = errors;
        TermNames = [.. terms.Select(t => t.Name)];
        LowerBound = compiled.LowerBoundOn(terms);
        valueWork = new ValueWork(terms, compiled.Network.ParameterCount, scratch);
        gradientWork = new GradientWork(terms, compiled.Network.ParameterCount, scratch);
        functionals =
        [
            .. terms
                .Select((term, t) => (term.Functional, t))
                .Where(f => f.Functional is not null)
                .Select(f => (f.t, new FunctionalWork(f.Functional!, compiled.Network.ParameterCount, scratch))),
        ];
    }

    /// <summary>Why these parts make no loss together, each reason with the part that has to change; empty where they do. Nothing is
    /// compiled and no points are made, so that a study can be judged before it runs.</summary>
    /// <remarks>The network has other inputs than the problem has dimensions, or an activation that is not smooth enough; conditions are
    /// imposed twice or not at all; Ritz is asked for where there is no energy; the rule is for other domains; a sampler is given
    /// beside points that change at every step.</remarks>
    /// <param name="quadrature">Null where it is not known yet: then nothing is said of points.</param>
    /// <param name="sampler">Null where points stay.</param>
    public static IReadOnlyList<Refusal> Refusals(
        Problem problem,
        Network network,
        TrialFunction trial,
        Formulation formulation,
        QuadratureRule? quadrature,
        PointSampler? sampler = null
    ) => Compatibility.Refusals(problem, network, trial, formulation, quadrature, sampler);

    public string Name => compiled.Formulation.Name;

    public int ParameterCount => compiled.Network.ParameterCount;

    public IReadOnlyList<string> TermNames { get; }

    public IReadOnlyList<string> MetricNames => Errors is null ? [] : ErrorMetrics.Names;

    /// <inheritdoc/>
    /// <remarks>Null where a quadrature weight is negative, and for an energy whose weights do not integrate 1.</remarks>
    public double? LowerBound { get; private init; }

    public ParameterLayout Layout => compiled.Network.Layout;

    /// <summary>That of the network: exchanges of hidden units and, where the activation is odd, their signs.</summary>
    public SymmetryGroup Symmetry => compiled.Network.Symmetry;

    public Problem Problem => compiled.Problem;

    public Network Network => compiled.Network;

    public TrialFunction Trial => compiled.Trial;

    public Formulation Formulation => compiled.Formulation;

    public QuadratureRule Quadrature => compiled.Quadrature;

    /// <summary>What chooses the interior points, or null where they stay.</summary>
    public PointSampler? Sampler => compiled.Sampler;

    /// <summary>Points of the interior term with the weights of an integral over the domain.</summary>
    public PointSet InteriorPoints => inside;

    internal IReadOnlyList<IntegralTerm> Terms => terms;

    /// <summary>What losses and gradients are computed with; parameters, sums over tiles and solution errors are doubles always.</summary>
    public Arithmetic Arithmetic => compiled.Arithmetic;

    /// <summary>How each term is evaluated, and what it costs.</summary>
    public IReadOnlyList<TermPlan> Plans => [.. terms.Select(t => TermPlan.Of(t))];

    /// <summary>Solution errors on a quadrature of their own; null where no exact solution is known.</summary>
    public ErrorMetrics? Errors { get; }

    /// <summary>Interior, boundary and initial points of one evaluation.</summary>
    public int PointCount => terms.Sum(t => t.Evaluator.PointCount);

    /// <inheritdoc cref="IObjective.As{T}"/>
    /// <remarks>
    /// <para>Residuals (<see cref="IResiduals"/>) where every term is a square; none for an energy or a negative quadrature weight.</para>
    /// <para>The second variation (<see cref="ISecondVariation"/>) by rows: √(2w_n) ∂R(x_n)/∂θ where a term is a square R²; where it
    /// is an energy with density F, √w_n Σ_a C_ac ∂(entry a)/∂θ with CCᵀ = ∂²F/∂(entries)² at the point. Where F is not convex, its
    /// convex part alone. None for a loss that is linear in u or a negative quadrature weight. Cost: all rows as one gradient per
    /// square and per entry of the energy, and the rows written.</para>
    /// <para>Both are in double precision always, and each call compiles the equation for the points once more.</para>
    /// <para>Alignment (<see cref="IAlignable"/>) by the group of the network, whose function is all that the loss sees of θ.</para>
    /// <para>Draws (<see cref="IDrawable"/>) where the quadrature is redrawn, points that follow θ (<see cref="IAdaptive"/>) where there
    /// is a sampler.</para>
    /// <para>Other weights (<see cref="IWeightable"/>) where no term is a weak form, whose sums are over test functions.</para>
    /// </remarks>
    public T? As<T>()
        where T : class =>
        typeof(T) == typeof(IResiduals) ? compiled.Residuals(terms) as T
        : typeof(T) == typeof(ISecondVariation) ? compiled.Variation(terms) as T
        : typeof(T) == typeof(IPrincipalPart)
        && (Formulation.IsSumOfSquares || functionals.Length > 0 || Trial.Raise > 0)
            ? null
        : typeof(T) == typeof(IAlignable) ? NetworkGroup.Of(Network) as T
        : typeof(T) == typeof(IDrawable) && !Quadrature.Redrawn ? null
        : typeof(T) == typeof(IAdaptive) && (Sampler is null || stated is not null) ? null
        : typeof(T) == typeof(IWeightable) && (functionals.Length > 0 || stated is not null) ? null
        : typeof(T) == typeof(IAugmentable) && !TakesMultipliers ? null
        : typeof(T) == typeof(IPseudoTime) && !TakesPseudoTime ? null
        : this as T;

    public void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> metrics,
        WorkerTeam team
    )
    {
        RequireOrNone(metrics.Length, losses.Length * MetricNames.Count, nameof(metrics));
        Evaluate(parameters, losses, terms, default, team);
        if (!metrics.IsEmpty)
        {
            Errors!.Evaluate(parameters, metrics, team);
        }
    }

    private void Evaluate(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> magnitudes,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        Require(parameters.Length, losses.Length * ParameterCount, nameof(parameters));
        RequireOrNone(terms.Length, losses.Length * this.terms.Length, nameof(terms));
        RequireOrNone(magnitudes.Length, losses.Length, nameof(magnitudes));
        using var loan = scratch.Lend(team.Threads);
        for (var first = 0; first < losses.Length; first += ValueWork.BlockSize)
        {
            var count = Math.Min(ValueWork.BlockSize, losses.Length - first);
            using var pin = parameters.Slice(first * ParameterCount, count * ParameterCount).Pin();
            valueWork.Run((double*)pin.Pointer, count, team, !magnitudes.IsEmpty);
            foreach (var (_, work) in functionals)
            {
                work.Run((double*)pin.Pointer, count, team, !magnitudes.IsEmpty);
            }
            for (var k = 0; k < count; k++)
            {
                var loss = 0.0;
                for (var t = 0; t < this.terms.Length; t++)
                {
                    var own = parameters.Slice((first + k) * ParameterCount, ParameterCount);
                    var term = Extended(t, WorkOf(t)?.Term(k) ?? valueWork.Term(k, t), own, team);
                    loss += term;
                    if (!terms.IsEmpty)
                    {
                        terms.Span[(first + k) * this.terms.Length + t] = term;
                    }
                }
                losses.Span[first + k] = loss;
                if (!magnitudes.IsEmpty)
                {
                    magnitudes.Span[first + k] = valueWork.Magnitude(k);
                    foreach (var (_, work) in functionals)
                    {
                        magnitudes.Span[first + k] += work.Magnitude(k);
                    }
                }
            }
        }
    }

    /// <summary>What evaluates a term that is a weak form, or null.</summary>
    private FunctionalWork? WorkOf(int term)
    {
        foreach (var (t, work) in functionals)
        {
            if (t == term)
            {
                return work;
            }
        }
        return null;
    }

    private static void Require(int got, int expected, string argument)
    {
        if (got != expected)
        {
            throw new ArgumentException($"got {got} numbers, expected {expected}", argument);
        }
    }

    /// <summary>For what may be left out.</summary>
    private static void RequireOrNone(int got, int expected, string argument)
    {
        if (got != 0)
        {
            Require(got, expected, argument);
        }
    }
}
