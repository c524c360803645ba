using System.Globalization;
using Thalweg.Networks;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Models;

/// <summary>What stands for the solution: u_k = g_k(x) + φ_k(x) N_k(x; θ), where g_k has the prescribed values and φ_k vanishes
/// where they are prescribed, or N itself.</summary>
public sealed record TrialFunction
{
    private readonly IReadOnlyList<Period> periods;
    private readonly int waves;

    // What u is of N where it is no product with a factor.
    private NetworkFields? fields;

    // Beside those that the problem's own functions have.
    private IReadOnlyList<string> held = [];

    private TrialFunction(
        string name,
        Problem? problem,
        IReadOnlyList<Expression?> factors,
        IReadOnlyList<Expression?> lifts,
        int waves = 0
    )
    {
        Name = name;
        Problem = problem;
        Factors = factors;
        Lifts = lifts;
        this.waves = waves;
        periods = waves == 0 ? [] : problem!.Periods;
    }

    /// <summary>Canonical text: <c>hard</c>, <c>hard(sign=-1)</c>, <c>hard(fluxes=true)</c>, <c>periodic</c> or <c>none</c>.</summary>
    public string Name { get; }

    /// <summary>Whose conditions it keeps; null where it keeps none.</summary>
    public Problem? Problem { get; }

    /// <summary>φ_k, one for each component or one for all; null for u_k = g_k + N_k. Empty for u = N.</summary>
    public IReadOnlyList<Expression?> Factors { get; }

    /// <summary>g_k, one for each component or one for all; null where it is zero. Empty for u = N.</summary>
    public IReadOnlyList<Expression?> Lifts { get; }

    /// <summary>The highest derivatives of the factors that are bounded in the domain.</summary>
    public int FactorSmoothness { get; private init; } = int.MaxValue;

    /// <summary>u = N: conditions are left to penalty terms, or to nothing.</summary>
    public static TrialFunction None { get; } = new("none", null, [], []);

    /// <summary>u = g + φN with the problem's lifts and boundary factors; with a negative sign u = g − φN, for weights trained with
    /// x(x − 1). Where the problem is periodic, N sees waves in the place of the coordinate.</summary>
    /// <param name="waves">Waves for each periodic coordinate: of the length of the period, of half of it and so on; 0 leaves periodic conditions to a
    /// penalty, for solutions that have a kink where the faces meet.</param>
    /// <exception cref="PartsRefusedException">The problem has no such functions.</exception>
    public static TrialFunction Hard(Problem problem, bool negative = false, int waves = 1) =>
        Hard(problem, negative, waves, null);

    /// <summary>The same with the lifts and factors of a copy of the problem.</summary>
    /// <param name="other">What its distances are called, and the copy; null for the problem's own.</param>
    internal static TrialFunction Hard(
        Problem problem,
        bool negative,
        int waves,
        (string Distance, Problem Functions)? other
    )
    {
        ArgumentNullException.ThrowIfNull(problem);
        var functions = other?.Functions ?? problem;
        if (functions.NoHardTrial is { } reason)
        {
            throw new PartsRefusedException(new Refusal(PdePart.Trial, reason));
        }
        if (waves > 0 && functions.RoughSeam is { } seam)
        {
            throw new PartsRefusedException(new Refusal(PdePart.Trial, seam));
        }
        var counted = Waves(problem, waves, least: 0);
        IReadOnlyList<Expression?> factors = negative
            ? [.. functions.BoundaryFactors.Select(factor => factor is null ? -1.0 : -factor)]
            : functions.BoundaryFactors;
        return new(
            $"hard{Options(problem.Periods.Count > 0 ? waves : 1, negative, other?.Distance)}",
            problem,
            factors,
            functions.Lifts,
            counted
        )
        {
            FactorSmoothness = functions.FactorSmoothness,
            held = other is null ? [] : functions.Held,
        };
    }

    /// <summary>The same where u is linear in N and its derivatives, so that conditions on fluxes are held too.</summary>
    /// <param name="fluxes">Names of the conditions that are held, values among them.</param>
    internal static TrialFunction OfFluxes(
        Problem problem,
        bool negative,
        int waves,
        NetworkFields fields,
        IReadOnlyList<Expression?> lifts,
        IReadOnlyList<Expression?> factors,
        IReadOnlyList<string> fluxes
    )
    {
        if (waves > 0 && problem.RoughSeam is { } seam)
        {
            throw new PartsRefusedException(new Refusal(PdePart.Trial, seam));
        }
        return new(
            $"hard{Options(problem.Periods.Count > 0 ? waves : 1, negative, null, fluxes: true)}",
            problem,
            factors,
            lifts,
            Waves(problem, waves, least: 0)
        )
        {
            fields = fields,
            held = fluxes,
        };
    }

    /// <summary>u = N of waves in the place of the periodic coordinates: periodic with all derivatives, all else left to penalty terms.</summary>
    /// <param name="waves">Waves for each periodic coordinate.</param>
    /// <exception cref="PartsRefusedException">The problem is not periodic.</exception>
    public static TrialFunction Periodic(Problem problem, int waves = 1)
    {
        ArgumentNullException.ThrowIfNull(problem);
        if (problem.Periods.Count == 0)
        {
            throw new PartsRefusedException(
                new Refusal(
                    PdePart.Trial,
                    $"trial 'periodic' is for problems with periodic conditions, and '{problem}' has none; take trial 'none', or 'hard'"
                )
            );
        }
        var counted = Waves(problem, waves, least: 1);
        return new($"periodic{Options(counted, negative: false, distance: null)}", problem, [], [], counted);
    }

    /// <summary>What N sees in the place of some neighbouring coordinates; null where it sees these themselves.</summary>
    /// <param name="first">The first of them.</param>
    /// <param name="count">How many.</param>
    public CoordinateFeatures? FeaturesOf(int first, int count)
    {
        var own = periods
            .Where(p => p.Axis >= first && p.Axis < first + count)
            .Select(p => (p.Axis - first, p.Start, p.Length))
            .ToArray();
        return own.Length == 0
            ? null
            : CoordinateFeatures.Periodic(
                count,
                own,
                waves,
                [.. Enumerable.Range(first, count).Select(axis => $"x{axis + 1}")]
            );
    }

    /// <summary>Derivatives that N needs more than u.</summary>
    internal int Raise => fields?.Raise ?? 0;

    /// <summary>What stands for u where expressions are of N: itself, or N where u is more than a product with N.</summary>
    internal TrialFunction Inner => fields is null ? this : new(Name, Problem, [], [], waves);

    /// <summary>Expressions of u as expressions of what <see cref="Inner"/> gives.</summary>
    internal Expression Written(Expression expression, int dimension) =>
        fields?.Written(expression, dimension) ?? expression;

    /// <summary>φ of a component of the network; null for one without, such as those behind the components of u.</summary>
    internal Expression? FactorOf(int output) => Of(Factors, output);

    /// <summary>g of a component of the network; null for one without.</summary>
    internal Expression? LiftOf(int output) => Of(Lifts, output);

    private Expression? Of(IReadOnlyList<Expression?> functions, int output) =>
        functions.Count == 1 ? (output < (Problem?.Outputs ?? int.MaxValue) ? functions[0] : null)
        : output < functions.Count ? functions[output]
        : null;

    /// <summary>Whether the trial function has a condition for every N.</summary>
    public bool Holds(Condition condition)
    {
        ArgumentNullException.ThrowIfNull(condition);
        return Problem is not null
            && (condition.Shift is null ? Factors.Count > 0 : periods.Count > 0)
            && Problem.Held.Concat(held).Contains(condition.Name, StringComparer.Ordinal);
    }

    /// <summary>The same at x and, for the components behind, at x + shift.</summary>
    /// <param name="shift">[d].</param>
    /// <param name="outputs">Numbers that the network gives.</param>
    internal TrialFunction WithImage(IReadOnlyList<double> shift, int outputs)
    {
        return new(Name, Problem, Doubled(Factors), Doubled(Lifts), waves)
        {
            fields = fields?.WithImage(shift, outputs),
        };

        Expression?[] Doubled(IReadOnlyList<Expression?> functions)
        {
            if (functions.Count == 0)
            {
                return [];
            }
            var own = Enumerable.Range(0, outputs).Select(k => Of(functions, k)).ToArray();
            return [.. own, .. own.Select(f => f is null ? null : Substitution.Shifted(f, shift))];
        }
    }

    private static string Options(int waves, bool negative, string? distance, bool fluxes = false)
    {
        var options = new List<string>();
        if (negative)
        {
            options.Add("sign=-1");
        }
        if (waves != 1)
        {
            options.Add(string.Create(CultureInfo.InvariantCulture, $"waves={waves}"));
        }
        if (distance is not null)
        {
            options.Add($"distance={distance}");
        }
        if (fluxes)
        {
            options.Add("fluxes=true");
        }
        return options.Count == 0 ? "" : $"({string.Join(", ", options)})";
    }

    private static int Waves(Problem problem, int waves, int least)
    {
        if (waves < least)
        {
            throw new ArgumentOutOfRangeException(nameof(waves), waves, $"got {waves}, expected at least {least}");
        }
        return problem.Periods.Count > 0 ? waves
            : waves == 1 ? 0
            : throw new PartsRefusedException(
                new Refusal(
                    PdePart.Trial,
                    $"waves are for periodic conditions, and '{problem}' has none; leave them out",
                    "waves"
                )
            );
    }

    public bool Equals(TrialFunction? other) =>
        other is not null && Name == other.Name && Equals(Problem, other.Problem);

    public override int GetHashCode() => HashCode.Combine(Name, Problem);
}
