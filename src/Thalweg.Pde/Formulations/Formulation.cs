using System.Globalization;
using Thalweg.Pde.Problems;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Terms;

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

    /// <summary>First-order least squares: ∫ (s − div p)² + |p − F(x, u, ∇u)|² with the fluxes p as further components of the network
    /// [Lyu2022], [Cai2020].</summary>
    Mixed,

    /// <summary>The weak form against test functions, Σ r_j² or their dual norm [Kharazmi2019], [Rojas2024].</summary>
    Weak,

    /// <summary>The squared strong residual and that of its gradient, ∫ r² + w|∇r|² [Yu2022].</summary>
    GradientEnhanced,

    /// <summary>(1 − s) A + s B of two others, for continuation.</summary>
    Blend,

    /// <summary>The Rayleigh quotient ∫ n / ∫ d of an eigenproblem, with lower states lifted [E2018], [Saad2011].</summary>
    Rayleigh,
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
public sealed partial record Formulation(
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

    /// <summary>The test functions of a weak formulation.</summary>
    public TestFunctions Tests
    {
        get;
        init => field = value ?? throw new ArgumentNullException(nameof(Tests));
    } = new();

    /// <summary>Weight of |∇r|² in a gradient-enhanced formulation.</summary>
    public double GradientWeight
    {
        get;
        init => field = Weight(value, nameof(GradientWeight))!.Value;
    } = 0.01;

    /// <summary>s of a Rayleigh quotient: by how much the eigenvalues of lower states are lifted, which must be more than the eigenvalue that is sought
    /// lies above them.</summary>
    public double Deflation
    {
        get;
        init => field = Weight(value, nameof(Deflation))!.Value;
    } = 100;

    /// <summary>q of a Rayleigh quotient, weight of (∫ d − 1)², which fixes the factor of u; 0 leaves it free.</summary>
    public double Norm
    {
        get;
        init => field = Weight(value, nameof(Norm))!.Value;
    } = 1;

    /// <summary>The parts of a blend; null for every other formulation.</summary>
    public FormulationBlend? Blend { get; init; }

    /// <summary>The word for the kind: <c>ritz</c>, <c>galerkin</c>, <c>supervised</c>, <c>mixed</c>, <c>weak</c>,
    /// <c>gradient-enhanced</c>, <c>blend</c>, <c>rayleigh</c>.</summary>
    public string Label =>
        Kind switch
        {
            FormulationKind.Ritz => "ritz",
            FormulationKind.Galerkin => "galerkin",
            FormulationKind.Mixed => "mixed",
            FormulationKind.Weak => "weak",
            FormulationKind.GradientEnhanced => "gradient-enhanced",
            FormulationKind.Blend => "blend",
            FormulationKind.Rayleigh => "rayleigh",
            _ => "supervised",
        };

    /// <summary>Canonical text with the options that differ from their defaults.</summary>
    public string Name
    {
        get
        {
            var options = new List<string>();
            if (Kind == FormulationKind.Weak)
            {
                options.Add(Tests.ToString());
            }
            if (Kind == FormulationKind.GradientEnhanced)
            {
                options.Add($"weight={GradientWeight.ToString("R", CultureInfo.InvariantCulture)}");
            }
            if (Kind == FormulationKind.Rayleigh)
            {
                options.Add(string.Create(CultureInfo.InvariantCulture, $"deflation={Deflation:R}, norm={Norm:R}"));
            }
            if (Blend is not null)
            {
                options.Add(Blend.ToString());
            }
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

    /// <summary>Whether every loss of this formulation is a sum of squares, and neither an energy nor a quotient.</summary>
    public bool IsSumOfSquares =>
        Blend is { } blend
            ? blend.A.IsSumOfSquares && blend.B.IsSumOfSquares
            : Kind is not (FormulationKind.Ritz or FormulationKind.Rayleigh);

    /// <summary>The rule whose sum the published code of [Wu2021] forms: for the energy Simpson's without the weight at x = 0,
    /// otherwise the given one.</summary>
    public QuadratureRule Published(QuadratureRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return Kind == FormulationKind.Ritz && rule is SimpsonRule simpson
            ? new SimpsonRule(simpson.Intervals, publishedEndWeights: true)
            : rule;
    }

    /// <summary>Infimum of the exact loss where it is known: 0 for squares, the least energy for Ritz without penalty, the eigenvalue for a quotient
    /// whose lower states are lifted above it.</summary>
    public double? LowerBound(Problem problem)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (Blend is { } blend)
        {
            // The solution is the minimiser of both.
            return (1 - blend.Share) * blend.A.LowerBound(problem) + blend.Share * blend.B.LowerBound(problem);
        }
        if (IsSumOfSquares)
        {
            return 0.0;
        }
        if (Kind == FormulationKind.Rayleigh)
        {
            var isLifted = problem.Quotient is { Gap: { } gap } && gap <= Deflation;
            return isLifted && Penalty is null && Weights.Count == 0 ? problem.EnergyMinimum : null;
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
}
