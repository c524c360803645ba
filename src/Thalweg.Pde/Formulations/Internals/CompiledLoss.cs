using Thalweg.Networks;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Numerics.Simd;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Models;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Sampling;
using Thalweg.Pde.Terms;

namespace Thalweg.Pde.Formulations;

/// <summary>The compiled parts of an objective that every draw of points shares.</summary>
internal sealed partial class CompiledLoss
{
    private readonly Dictionary<(HessianPart, int), CurvatureEngine> curvatures = [];
    private TileEngine<double>? strongResidual;

    public CompiledLoss(
        Problem problem,
        Network network,
        TrialFunction trial,
        Formulation formulation,
        QuadratureRule quadrature,
        Arithmetic arithmetic,
        PointSampler? sampler
    )
    {
        ArgumentNullException.ThrowIfNull(quadrature);
        Compatibility.Require(problem, network, trial, formulation, quadrature, sampler);
        Problem = problem;
        Network = network;
        Trial = trial;
        Formulation = formulation;
        Quadrature = quadrature;
        Arithmetic = arithmetic;
        Sampler = sampler;
        Terms = [.. Compiled()];
    }

    public Problem Problem { get; }

    public Network Network { get; }

    public TrialFunction Trial { get; }

    public Formulation Formulation { get; }

    public QuadratureRule Quadrature { get; }

    public Arithmetic Arithmetic { get; }

    public PointSampler? Sampler { get; }

    /// <summary>Interior, boundary, initial, as far as there are any.</summary>
    public IReadOnlyList<TermProgram> Terms { get; }

    /// <param name="inside">Points and weights of the interior.</param>
    /// <param name="draw">Draw of the other points.</param>
    public IntegralTerm[] On(PointSet inside, long draw) =>
        [.. Terms.Select(term => term.On(term.Part == DomainPart.Interior ? inside : PointsOn(term.Part, draw)))];

    /// <summary>Points of the rule, whose weights sum to the measure of the part unless the rule says otherwise.</summary>
    public PointSet PointsOn(DomainPart part, long draw = 0)
    {
        var points = Quadrature.PointsOn(Problem.Domain, part, draw);
        var (sum, measure) = (points.Weights.Sum(), Problem.Domain.MeasureOf(part));
        return !Quadrature.IntegratesOne || QuadratureRule.IsMeasure(sum, measure)
            ? points
            : throw new PartsRefusedException(
                new Refusal(
                    PdePart.Quadrature,
                    FormattableString.Invariant(
                        $"quadrature '{Quadrature.Name}' has weights that sum to {sum:g7} on the {part.ToString().ToLowerInvariant()} of the {Problem.Domain.Name}, expected {measure:g7}, its measure: scale them, or let the rule say that it does not integrate 1"
                    )
                )
            );
    }

    /// <summary>The least value of the loss where it is known: that of squares where no weight is negative, that of an energy only
    /// where the weights are those of an integral.</summary>
    public double? LowerBoundOn(IReadOnlyList<IntegralTerm> terms) =>
        terms.All(IsPositive) && (Quadrature.IntegratesOne || Formulation.IsSumOfSquares)
            ? Formulation.LowerBound(Problem)
            : null;

    /// <summary>Second derivatives of term t, or a part of them, compiled when first asked for.</summary>
    public CurvatureEngine Curvature(HessianPart part, int t)
    {
        if (!curvatures.TryGetValue((part, t), out var engine))
        {
            var program = CurvatureProgram.Of(part, Terms[t].Engine.Program, Terms[t].Root, Trial);
            engine = CurvatureEngine.For(program, Arithmetic);
            curvatures.Add((part, t), engine);
        }
        return engine;
    }

    /// <summary>The terms on points that are drawn again in place.</summary>
    public DrawnTerm[] Drawn(long draw) =>
        [.. Terms.Select(term => new DrawnTerm(term, Quadrature.DrawingOn(Problem.Domain, term.Part), draw))];

    /// <summary>What the loss squares in the interior, or for an energy the strong residual, at one θ.</summary>
    public ResidualField ResidualAt(ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        strongResidual ??= new TileEngine<double>(
            new JetProgram(Network, Trial, [Compatibility.SampledResidual(Problem, Formulation)], withGradient: false),
            Arithmetic.Width
        );
        return new ResidualField(Problem.Domain, strongResidual, parameters, team);
    }

    private IEnumerable<TermProgram> Compiled()
    {
        var domain = Problem.Domain;
        var inside = Formulation.Integrand(Problem);
        yield return Term("interior", DomainPart.Interior, inside, Formulation.Root(Problem), 1.0, domain.Volume);
        if (Formulation.BoundaryWeight(Problem) is { } boundary)
        {
            yield return Error(
                "boundary",
                DomainPart.Boundary,
                Problem.BoundaryValues,
                boundary,
                domain.BoundaryMeasure
            );
        }
        if (Formulation.InitialWeight(Problem) is { } initial)
        {
            yield return Error("initial", DomainPart.Initial, Problem.InitialValues!, initial, domain.InitialMeasure);
        }
    }

    private TermProgram Error(string name, DomainPart part, Expression values, double weight, double measure)
    {
        var error = Calculus.U() - values;
        return Term(name, part, error.Power(2), error, weight, measure);
    }

    private TermProgram Term(
        string name,
        DomainPart part,
        Expression integrand,
        Expression? root,
        double weight,
        double measure
    )
    {
        var program = new JetProgram(Network, Trial, [integrand], withGradient: true);
        var scale = weight / (Formulation.Measure == Measure.Mean ? measure : 1.0);
        return new TermProgram(name, part, TileEngine.For(program, Arithmetic), root, scale);
    }
}
