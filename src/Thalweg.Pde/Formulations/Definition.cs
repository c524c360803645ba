using Thalweg.Networks;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Integration;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Sampling;

namespace Thalweg.Pde.Formulations;

/// <summary>One summand of the loss: an integrand over a point set.</summary>
/// <param name="Points">With weights scaled as they enter the loss.</param>
/// <param name="Root">What the integrand is the square of; null for an energy.</param>
internal sealed record IntegralTerm(string Name, TileEvaluator Evaluator, PointSet Points, Expression? Root);

/// <summary>The compiled parts of an objective that every draw of points shares.</summary>
internal sealed partial class Definition
{
    private readonly TileEngine interior;
    private readonly TileEngine? boundary;
    private readonly TileEngine? initial;
    private TileEngine<double>? strongResidual;

    public Definition(
        Problem problem,
        Network network,
        TrialFunction trial,
        Formulation formulation,
        QuadratureRule quadrature,
        Arithmetic arithmetic,
        PointSampler? sampler
    )
    {
        RequireSmoothness(problem, network, formulation);
        RequireSampler(problem, network, formulation, quadrature, sampler);
        RequireConditions(problem, trial, formulation);
        Problem = problem;
        Network = network;
        Trial = trial;
        Formulation = formulation;
        Quadrature = quadrature;
        Arithmetic = arithmetic;
        Sampler = sampler;
        interior = Compile(formulation.Integrand(problem));
        if (formulation.Penalty is not null)
        {
            boundary = Compile(Error(problem.BoundaryValues).Power(2));
        }
        if (problem.InitialValues is { } values && InitialWeight > 0.0)
        {
            initial = Compile(Error(values).Power(2));
        }
    }

    public Problem Problem { get; }

    public Network Network { get; }

    public TrialFunction Trial { get; }

    public Formulation Formulation { get; }

    public QuadratureRule Quadrature { get; }

    public Arithmetic Arithmetic { get; }

    public PointSampler? Sampler { get; }

    private double InitialWeight => Formulation.InitialPenalty ?? Formulation.Penalty ?? 0.0;

    /// <param name="inside">Points and weights of the interior.</param>
    /// <param name="draw">Draw of the other points.</param>
    public IntegralTerm[] Terms(PointSet inside, long draw)
    {
        var domain = Problem.Domain;
        var mean = Formulation.Measure == Measure.Mean;
        var root = Formulation.Root(Problem);
        var terms = new List<IntegralTerm>
        {
            Term("interior", interior, root, inside, mean ? 1.0 / domain.Volume : 1.0),
        };
        if (boundary is not null)
        {
            var scale = Formulation.Penalty!.Value / (mean ? domain.BoundaryMeasure : 1.0);
            terms.Add(
                Term("boundary", boundary, Error(Problem.BoundaryValues), Quadrature.Boundary(domain, draw), scale)
            );
        }
        if (initial is not null)
        {
            var scale = InitialWeight / (mean ? domain.InitialMeasure : 1.0);
            terms.Add(Term("initial", initial, Error(Problem.InitialValues!), Quadrature.Initial(domain, draw), scale));
        }
        return [.. terms];
    }

    /// <summary>What the loss squares in the interior, or for an energy the strong residual, at one θ.</summary>
    public ResidualField ResidualAt(ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        strongResidual ??= new TileEngine<double>(
            new JetProgram(Network, Trial, [Residual(Problem, Formulation)], withGradient: false),
            Arithmetic.Width
        );
        return new ResidualField(Problem.Domain, strongResidual, parameters, team);
    }

    private static Expression Residual(Problem problem, Formulation formulation) =>
        formulation.Root(problem) ?? problem.Residual;

    private static Expression Error(Expression values) => Calculus.U() - values;

    private TileEngine Compile(Expression integrand) =>
        TileEngine.For(new JetProgram(Network, Trial, [integrand], withGradient: true), Arithmetic);

    private static IntegralTerm Term(string name, TileEngine engine, Expression? root, PointSet points, double scale)
    {
        // Unscaled weights keep their bits: an integral is not multiplied by one.
        var scaled = scale == 1.0 ? points : points with { Weights = [.. points.Weights.Select(w => w * scale)] };
        return new IntegralTerm(name, engine.At(scaled), scaled, root);
    }

    private static void RequireSmoothness(Problem problem, Network network, Formulation formulation)
    {
        var order = Order(formulation.Integrand(problem));
        if (network.Smoothness < order)
        {
            throw new ArgumentException(
                $"{formulation.Label} needs derivatives of u to order {order}, but {network} has bounded derivatives only to order {network.Smoothness} and the rest would be silent zeros: choose a smoother activation",
                nameof(network)
            );
        }
    }

    /// <summary>The highest derivative of u in an expression.</summary>
    private static int Order(Expression expression) =>
        Differentiation.Entries(expression).Select(e => e.Order).DefaultIfEmpty(0).Max();

    private static void RequireSampler(
        Problem problem,
        Network network,
        Formulation formulation,
        QuadratureRule quadrature,
        PointSampler? sampler
    )
    {
        if (sampler is null)
        {
            return;
        }
        if (quadrature.Redrawn)
        {
            throw new ArgumentException(
                $"got sampler {sampler} with quadrature {quadrature}, which takes other points at every step: use redraw=never, or leave the sampler out",
                nameof(sampler)
            );
        }
        var order = Order(Residual(problem, formulation)) + (sampler.NeedsGradient ? 1 : 0);
        if (network.Smoothness < order)
        {
            throw new ArgumentException(
                $"sampler {sampler} chooses points by the residual of {problem} and needs derivatives of u to order {order}, but {network} has bounded derivatives only to order {network.Smoothness}: choose a smoother activation, or leave the sampler out",
                nameof(sampler)
            );
        }
    }

    private static void RequireConditions(Problem problem, TrialFunction trial, Formulation formulation)
    {
        var isTimeDependent = problem.InitialValues is not null;
        if (isTimeDependent != (problem.Domain.TimeAxis is not null))
        {
            throw new ArgumentException(
                $"got {problem} {(isTimeDependent ? "with" : "without")} initial values on the {problem.Domain.Name}: give a problem initial values where its domain has a time, and nowhere else",
                nameof(problem)
            );
        }
        if (formulation.InitialPenalty is not null && !isTimeDependent)
        {
            throw new ArgumentException(
                $"got {formulation} for {problem}, which has no initial condition: leave initial out",
                nameof(formulation)
            );
        }
        if (trial.Factor is not null && (formulation.Penalty ?? formulation.InitialPenalty) is not null)
        {
            throw new ArgumentException(
                $"got trial {trial.Name} with penalty: a hard trial function satisfies the conditions already; use trial none with a penalty, or leave the penalty out",
                nameof(trial)
            );
        }
        if (trial.Factor is not null || formulation.Kind == FormulationKind.Supervised)
        {
            return;
        }
        if (formulation.Penalty is null)
        {
            throw new ArgumentException(
                $"got trial none without a penalty: nothing imposes the boundary conditions; use trial hard or {formulation.Label}(penalty=100)",
                nameof(trial)
            );
        }
        if (formulation.InitialPenalty == 0.0)
        {
            throw new ArgumentException(
                $"got {formulation} with trial none: nothing imposes the initial condition; use trial hard or a positive weight such as initial=100",
                nameof(formulation)
            );
        }
    }
}
