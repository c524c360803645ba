using System.Globalization;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Formulations;

/// <summary>How a problem becomes a loss.</summary>
public enum FormulationKind
{
    /// <summary>Deep Ritz: the energy ∫ e(x, u, ∇u) [E2018].</summary>
    Ritz,

    /// <summary>Deep Galerkin: the squared strong residual ∫ r(x, u, ∇u, Δu)² [Sirignano2018], [Raissi2019].</summary>
    Galerkin,

    /// <summary>Regression on the exact solution: ∫ (u − u*)².</summary>
    Supervised,
}

/// <summary>Whether a term is an integral or a mean over its domain.</summary>
public enum Measure
{
    Integral,
    Mean,
}

/// <summary>A formulation with its options.</summary>
/// <param name="Penalty">Weight of ∫_∂Ω (u − boundary values)², or null for no boundary term.</param>
/// <param name="Measure">Mean divides each term by the measure of its domain.</param>
/// <param name="InitialPenalty">Weight of ∫ (u − initial values)² over the initial surface of a problem with a time, 0 for no
/// initial term; as <paramref name="Penalty"/> if null.</param>
public sealed record Formulation(
    FormulationKind Kind,
    double? Penalty = null,
    Measure Measure = Measure.Integral,
    double? InitialPenalty = null
)
{
    public FormulationKind Kind
    {
        get;
        init => field = Defined(value, nameof(Kind));
    } = Defined(Kind, nameof(Kind));

    public double? Penalty
    {
        get;
        init => field = Weight(value, nameof(Penalty));
    } = Weight(Penalty, nameof(Penalty));

    public Measure Measure
    {
        get;
        init => field = Defined(value, nameof(Measure));
    } = Defined(Measure, nameof(Measure));

    public double? InitialPenalty
    {
        get;
        init => field = Weight(value, nameof(InitialPenalty));
    } = Weight(InitialPenalty, nameof(InitialPenalty));

    /// <summary>The word for the kind: <c>ritz</c>, <c>galerkin</c>, <c>supervised</c>.</summary>
    public string Label =>
        Kind switch
        {
            FormulationKind.Ritz => "ritz",
            FormulationKind.Galerkin => "galerkin",
            _ => "supervised",
        };

    /// <summary>Canonical text with the options that differ from their defaults.</summary>
    public string Name
    {
        get
        {
            var options = new List<string>();
            if (Penalty is { } penalty)
            {
                options.Add($"penalty={penalty.ToString("R", CultureInfo.InvariantCulture)}");
            }
            if (Measure == Measure.Mean)
            {
                options.Add("measure=mean");
            }
            if (InitialPenalty is { } initial)
            {
                options.Add($"initial={initial.ToString("R", CultureInfo.InvariantCulture)}");
            }
            return options.Count == 0 ? Label : $"{Label}({string.Join(", ", options)})";
        }
    }

    /// <summary>The integrand of the interior term.</summary>
    /// <exception cref="PartsRefusedException">Ritz for a problem without an energy.</exception>
    public Expression Integrand(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return Kind switch
        {
            FormulationKind.Ritz => problem.Energy ?? throw new PartsRefusedException(NoEnergy(problem)),
            FormulationKind.Galerkin => problem.Residual.Power(2),
            _ => problem.SquaredError,
        };
    }

    /// <summary>Why the formulation cannot be had of a problem, or null where it can.</summary>
    internal Refusal? RefusalOf(Problem problem) =>
        Kind == FormulationKind.Ritz && problem.Energy is null ? NoEnergy(problem) : null;

    /// <summary>Whether every loss of this formulation is a sum of squares, and no energy.</summary>
    public bool IsSumOfSquares => Kind != FormulationKind.Ritz;

    /// <summary>Weight of the boundary term, or null where there is none.</summary>
    internal double? BoundaryWeight(Problem problem) => problem.Domain.BoundaryMeasure > 0 ? Penalty : null;

    /// <summary>Weight of the initial term, or null where there is none.</summary>
    internal double? InitialWeight(Problem problem) =>
        problem.InitialValues is not null && (InitialPenalty ?? Penalty) is > 0.0 and var weight ? weight : null;

    /// <summary>The rule whose sum the published code of [Wu2021] forms: for the energy Simpson's without the weight at x = 0,
    /// otherwise the given one.</summary>
    public QuadratureRule Published(QuadratureRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return Kind == FormulationKind.Ritz && rule is SimpsonRule simpson
            ? new SimpsonRule(simpson.Intervals, publishedEndWeights: true)
            : rule;
    }

    /// <summary>What the integrand of the interior term is the square of, or null for an energy.</summary>
    public Expression? Root(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        return Kind switch
        {
            FormulationKind.Ritz => null,
            FormulationKind.Galerkin => problem.Residual,
            _ => Calculus.U() - problem.Exact,
        };
    }

    /// <summary>Infimum of the exact loss where it is known: 0 for squares, the least energy for Ritz without penalty.</summary>
    public double? LowerBound(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (Kind != FormulationKind.Ritz)
        {
            return 0.0;
        }
        return Penalty is not null ? null
            : Measure == Measure.Mean ? problem.EnergyMinimum / problem.Domain.Volume
            : problem.EnergyMinimum;
    }

    public override string ToString() => Name;

    private static T Defined<T>(T value, string argument)
        where T : struct, Enum =>
        Enum.IsDefined(value)
            ? value
            : throw new ArgumentOutOfRangeException(
                argument,
                value,
                $"{argument} is {value}, expected one of {string.Join(", ", Enum.GetNames<T>())}"
            );

    private static double? Weight(double? value, string argument) =>
        value is null or (>= 0 and < double.PositiveInfinity)
            ? value
            : throw new ArgumentOutOfRangeException(
                argument,
                value,
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"{argument} is {value}, expected a finite weight, 0 or more, or null for no term"
                )
            );

    private Refusal NoEnergy(Problem problem) =>
        new(
            PdePart.Formulation,
            $"'{Label}' needs an energy, and the solution of '{problem}' minimises none; write galerkin"
        );
}
