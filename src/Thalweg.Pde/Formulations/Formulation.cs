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

    /// <summary>Weights of single conditions, by the names of their terms, in place of <see cref="Penalty"/> and
    /// <see cref="InitialPenalty"/>; 0 leaves a condition out.</summary>
    public IReadOnlyList<KeyValuePair<string, double>> Weights
    {
        get;
        init => field = Checked(value, nameof(Weights));
    } = [];

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
            if (Weights.Count > 0)
            {
                options.Add(
                    $"weights={string.Join(';', Weights.Select(w => $"{w.Key}={w.Value.ToString("R", CultureInfo.InvariantCulture)}"))}"
                );
            }
            return options.Count == 0 ? Label : $"{Label}({string.Join(", ", options)})";
        }
    }

    /// <summary>The integrands of the interior terms: one, or one for each equation.</summary>
    /// <exception cref="PartsRefusedException">Ritz for a problem without an energy, or regression without a solution.</exception>
    public IReadOnlyList<Expression> Integrands(Problem problem) =>
        Roots(problem) is { } roots ? [.. roots.Select(root => root.Power(2))] : [problem.Energy!];

    /// <summary>Why the formulation cannot be had of a problem, or null where it can.</summary>
    internal Refusal? RefusalOf(Problem problem) =>
        Kind == FormulationKind.Ritz && problem.Energy is null ? NoEnergy(problem)
        : Kind == FormulationKind.Supervised && problem.Exact.Count == 0 ? NoSolution(problem)
        : null;

    /// <summary>Whether every loss of this formulation is a sum of squares, and no energy.</summary>
    public bool IsSumOfSquares => Kind != FormulationKind.Ritz;

    /// <summary>Weight of the term of a condition, or null where there is none: what has a weight of its own has that; what an energy
    /// has by itself has none; measured values have 1.</summary>
    internal double? WeightOf(Problem problem, Condition condition)
    {
        foreach (var (name, own) in Weights)
        {
            if (name == condition.Name)
            {
                return own > 0 ? own : null;
            }
        }
        return condition.Data is not null ? 1.0
            : Kind == FormulationKind.Ritz && problem.IsNatural(condition) ? null
            : !condition.Region.IsInitial ? Penalty
            : (InitialPenalty ?? Penalty) is > 0.0 and var weight ? weight
            : null;
    }

    /// <summary>The rule whose sum the published code of [Wu2021] forms: for the energy Simpson's without the weight at x = 0,
    /// otherwise the given one.</summary>
    public QuadratureRule Published(QuadratureRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return Kind == FormulationKind.Ritz && rule is SimpsonRule simpson
            ? new SimpsonRule(simpson.Intervals, publishedEndWeights: true)
            : rule;
    }

    /// <summary>What the integrands of the interior terms are the squares of, or null for an energy.</summary>
    /// <exception cref="PartsRefusedException">Ritz for a problem without an energy, or regression without a solution.</exception>
    public IReadOnlyList<Expression>? Roots(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (RefusalOf(problem) is { } refusal)
        {
            throw new PartsRefusedException(refusal);
        }
        return Kind switch
        {
            FormulationKind.Ritz => null,
            FormulationKind.Galerkin => problem.Residuals,
            _ => [.. problem.Exact.Select((exact, k) => Calculus.U(k) - exact)],
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
        return Penalty is not null || Weights.Any(w => w.Value > 0) ? null
            : Measure == Measure.Mean ? problem.EnergyMinimum / problem.Domain.Volume
            : problem.EnergyMinimum;
    }

    public bool Equals(Formulation? other) => other is not null && Name == other.Name;

    public override int GetHashCode() => Name.GetHashCode(StringComparison.Ordinal);

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

    private static IReadOnlyList<KeyValuePair<string, double>> Checked(
        IReadOnlyList<KeyValuePair<string, double>> weights,
        string argument
    )
    {
        ArgumentNullException.ThrowIfNull(weights, argument);
        foreach (var (name, weight) in weights)
        {
            Weight(weight, name);
            if (weights.Count(w => w.Key == name) > 1)
            {
                throw new ArgumentException(
                    $"got two weights of '{name}', expected one: leave one of them out",
                    argument
                );
            }
        }
        return weights;
    }

    private Refusal NoSolution(Problem problem) =>
        new(
            PdePart.Formulation,
            $"'{Label}' needs the exact solution, and none is known of '{problem}'; write galerkin"
        );

    private Refusal NoEnergy(Problem problem) =>
        new(
            PdePart.Formulation,
            $"'{Label}' needs an energy, and the solution of '{problem}' minimises none; write galerkin"
        );
}
