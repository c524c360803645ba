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
    private readonly Dictionary<int, FormulaDomain?> domains = [];
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

    private CompiledLoss(CompiledLoss other, IReadOnlyList<TermProgram> terms)
    {
        (Problem, Network, Trial, Formulation) = (other.Problem, other.Network, other.Trial, other.Formulation);
        (Quadrature, Arithmetic, Sampler, Terms) = (other.Quadrature, other.Arithmetic, other.Sampler, terms);
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

    /// <summary>The same with c + s squared in the place of c in all terms from a place on; points carry s as if it were measured there.</summary>
    /// <param name="first">The first of these terms.</param>
    public CompiledLoss WithShifts(int first) =>
        new(this, [.. Terms.Select((term, t) => t < first || term.Data is not null ? term : Shifted(term))]);

    /// <summary>The same with R + u_k/Δτ − s squared in the place of the residual R of equation k, where points carry s as if it were measured
    /// there.</summary>
    public CompiledLoss WithRates(IReadOnlyList<double> rates) =>
        new(this, [.. Terms.Select((term, t) => t < rates.Count ? WithRate(term, t, rates[t]) : term)]);

    private TermProgram WithRate(TermProgram term, int component, double rate)
    {
        var root = term.Root! + (rate * Calculus.U(component)) - CoordinateFunction.Measured;
        var (program, integrand) = (term.Engine.Program, root.Power(2));
        var evolved = new JetProgram(program.Network, program.Trial, [integrand], withGradient: true);
        return term with { Engine = TileEngine.For(evolved, Arithmetic), Integrand = integrand, Root = root };
    }

    private TermProgram Shifted(TermProgram term)
    {
        var root = term.Root! + (Expression)CoordinateFunction.Measured;
        var (program, integrand) = (term.Engine.Program, root.Power(2));
        var shifted = new JetProgram(program.Network, program.Trial, [integrand], withGradient: true);
        return term with { Engine = TileEngine.For(shifted, Arithmetic), Integrand = integrand, Root = root };
    }

    /// <param name="inside">Points and weights of the interior.</param>
    /// <param name="draw">Draw of the other points.</param>
    public IntegralTerm[] On(PointSet inside, long draw) =>
        [
            .. Terms.Select(term =>
                term.On(
                    term.Data
                        ?? (
                            term.Region.Part == DomainPart.Interior && term.Functionals is not IntegralProgram
                                ? inside
                                : PointsOn(term, draw)
                        )
                )
            ),
        ];

    /// <summary>Points of the interior.</summary>
    public PointSet Inside => PointsOn(Region.Interior(Problem.Domain), withNormals: false, draw: 0);

    private PointSet PointsOn(TermProgram term, long draw) => PointsOn(term.Region, term.NeedsNormals, draw);

    /// <summary>Points of the rule, whose weights sum to the measure of the region unless the rule says otherwise.</summary>
    private PointSet PointsOn(Region region, bool withNormals, long draw)
    {
        var points = withNormals
            ? RegionPoints.WithNormals(Quadrature, region, draw)
            : Quadrature.PointsOn(region.Domain, region.Part, draw);
        var (sum, measure) = (points.Weights.Sum(), region.Measure);
        return !Quadrature.IntegratesOne || QuadratureRule.IsMeasure(sum, measure)
            ? points
            : throw new PartsRefusedException(
                new Refusal(
                    PdePart.Quadrature,
                    FormattableString.Invariant(
                        $"quadrature '{Quadrature.Name}' has weights that sum to {sum:g7} on the {region.Part.ToString().ToLowerInvariant()} of the {region.Domain.Name}, expected {measure:g7}, its measure: take more points, scale the weights, or let the rule say that it does not integrate 1"
                    )
                )
            );
    }

    /// <summary>The least value of the loss where it is known: that of squares where no weight is negative, that of an energy only
    /// where the weights are those of an integral.</summary>
    public double? LowerBoundOn(IReadOnlyList<IntegralTerm> terms) =>
        terms.All(t => IsPositive(t) && t.Functional?.IsPositive != false)
        && (Quadrature.IntegratesOne || Formulation.IsSumOfSquares)
            ? Formulation.LowerBound(Problem)
            : null;

    /// <summary>Second derivatives of term t, or a part of them, compiled when first asked for.</summary>
    public CurvatureEngine Curvature(HessianPart part, int t)
    {
        if (!curvatures.TryGetValue((part, t), out var engine))
        {
            var program = CurvatureProgram.Of(part, Terms[t].Engine.Program, Terms[t].Root);
            engine = CurvatureEngine.For(program, Arithmetic);
            curvatures.Add((part, t), engine);
        }
        return engine;
    }

    /// <summary>Where term t has a value, compiled when first asked for; null for a term that has one everywhere, or is no integral.</summary>
    public FormulaDomain? DomainOf(int t)
    {
        if (!domains.TryGetValue(t, out var domain))
        {
            domain = Terms[t].Functionals is null ? FormulaDomain.Of(Terms[t], Arithmetic) : null;
            domains.Add(t, domain);
        }
        return domain;
    }

    /// <summary>The terms on points that are drawn again in place.</summary>
    /// <param name="factors">Further factors of the terms, or null for none.</param>
    public DrawnTerm[] Drawn(long draw, double[]? factors) =>
        [
            .. Terms.Select(
                (term, t) =>
                    new DrawnTerm(
                        term,
                        term.Data is { } data
                            ? new StillDrawing(data)
                            : Quadrature.DrawingOn(term.Region.Domain, term.Region.Part),
                        draw,
                        factors?[t]
                    )
            ),
        ];

    /// <summary>What the loss squares in the interior, or for an energy the strong residual, at one θ.</summary>
    public ResidualField ResidualAt(ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        strongResidual ??= new TileEngine<double>(
            new JetProgram(Network, Trial, [Compatibility.SampledResidual(Problem, Formulation)], withGradient: false),
            Arithmetic.Width
        );
        return new ResidualField(Problem.Domain, strongResidual, parameters, team);
    }

    private IEnumerable<TermProgram> Compiled() =>
        Formulation.Inside(Problem).Concat(Formulation.Outside(Problem, Trial)).Select(Compiled);

    // Terms are of what the engine sees: of N, where u is more than a product with it.
    private TermProgram Compiled(FormTerm term)
    {
        var trial = Trial.Inner;
        var (integrand, root) = (Written(term.Integrand), term.Root is null ? null : Written(term.Root));
        if (term.Shift is not null)
        {
            root = Trial.WithImage(term.Shift, Network.Outputs).Written(WithImages(term.Root!), Network.Inputs);
            integrand = root.Power(2);
        }
        return new TermProgram(term.Name, term.Region, Engine(integrand, term.Shift), integrand, root, term.Scale)
        {
            Functionals =
                term.Weak is { } weak
                    ? new WeakProgram(
                        weak with
                        {
                            Parts = [.. weak.Parts.Select(p => (Written(p.Integrand), p.Axis))],
                        },
                        term.Tests!,
                        (Box)Problem.Domain,
                        Quadrature,
                        Network,
                        trial,
                        Arithmetic
                    )
                : term.Density is { } density ? new IntegralProgram(Written(density), Network, trial, Arithmetic)
                : term.Quotient is { } quotient
                    ? new QuotientProgram(
                        quotient with
                        {
                            Parts = [.. quotient.Parts.Select(Written)],
                        },
                        Quadrature,
                        Network,
                        trial,
                        Arithmetic
                    )
                : null,
            Data = term.Data is { } data ? PointsOf(data) : null,
        };
    }

    private Expression Written(Expression e) => Trial.Written(e, Network.Inputs);

    /// <summary>Components at the second place stand behind all numbers that the network gives, which may be more than those of the problem.</summary>
    private Expression WithImages(Expression residual) =>
        new Replacement(leaf =>
            leaf is JetEntry entry && entry.Output >= Problem.Outputs
                ? new JetEntry(entry.Output - Problem.Outputs + Network.Outputs, entry.Axes, entry.TimeAxis)
                : null
        ).In(residual);

    /// <param name="shift">To the second place that the integrand speaks of, or null.</param>
    private TileEngine Engine(Expression integrand, IReadOnlyList<double>? shift)
    {
        var (network, trial) = shift is null
            ? (Network, Trial.Inner)
            : (Network.WithImage(shift), Trial.WithImage(shift, Network.Outputs).Inner);
        return TileEngine.For(new JetProgram(network, trial, [integrand], withGradient: true), Arithmetic);
    }

    private static PointSet PointsOf(Measurements data) =>
        new(data.Dimension, data.Points, data.Weights) { Measured = data.Values };
}
