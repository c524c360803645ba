using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Texts;

/// <summary>A problem as a person writes it: a domain, unknowns, equations and conditions as texts.</summary>
/// <param name="Domain">Such as <c>polygon((-1,-1), (0,-1), (0,0))</c> or <c>interval(-1, 1) x time(1)</c>.</param>
/// <param name="Unknowns">Names of the fields, each with <c>[k]</c> behind it where it has k components.</param>
/// <param name="Residuals">Expressions that vanish, or equations <c>a = b</c>.</param>
/// <param name="Conditions">Such as <c>u = 0 on boundary</c>.</param>
public sealed record ProblemText(
    string Domain,
    IReadOnlyList<string> Unknowns,
    IReadOnlyList<string> Residuals,
    IReadOnlyList<string> Conditions
)
{
    /// <summary>The keys under which parts are written.</summary>
    internal const string DomainKey = "domain",
        UnknownKey = "unknown",
        ResidualKey = "residual",
        EnergyKey = "energy",
        BoundaryEnergyKey = "boundary-energy",
        ConditionsKey = "conditions",
        ReferenceKey = "reference",
        ConstantsKey = "constants",
        DefineKey = "define",
        CoefficientsKey = "coefficients",
        DataKey = "data",
        RayleighKey = "rayleigh",
        LowerKey = "lower";

    public string Domain { get; init; } = Domain ?? throw new ArgumentNullException(nameof(Domain));

    public IReadOnlyList<string> Unknowns { get; init; } =
        Unknowns ?? throw new ArgumentNullException(nameof(Unknowns));

    public IReadOnlyList<string> Residuals { get; init; } =
        Residuals ?? throw new ArgumentNullException(nameof(Residuals));

    public IReadOnlyList<string> Conditions { get; init; } =
        Conditions ?? throw new ArgumentNullException(nameof(Conditions));

    /// <summary>The energy density, or null.</summary>
    public string? Energy { get; init; }

    /// <summary>Further parts of the energy, such as <c>-g*u on arc 2</c>.</summary>
    public IReadOnlyList<string> BoundaryEnergies { get; init; } = [];

    /// <summary>The quotient of an eigenproblem, <c>numerator = density</c> and <c>denominator = density</c>, the latter the square of the unknowns where it
    /// is left out; empty where the problem is none. Residuals may then be left out too.</summary>
    public IReadOnlyList<string> Rayleigh { get; init; } = [];

    /// <summary>Eigenfunctions that the unknown is kept away from.</summary>
    public IReadOnlyList<string> Lower { get; init; } = [];

    /// <summary>The exact solution, an expression for each component; empty where none is known.</summary>
    public IReadOnlyList<string> Reference { get; init; } = [];

    /// <summary>Numbers with names, <c>name = number</c>.</summary>
    public IReadOnlyList<string> Constants { get; init; } = [];

    /// <summary>Abbreviations, <c>name = expression</c>, each of those before it.</summary>
    public IReadOnlyList<string> Definitions { get; init; } = [];

    /// <summary>What is to be found beside the unknowns: <c>k = 1</c> a number and what it is before training, <c>a(x, y)</c> a function of
    /// neighbouring coordinates.</summary>
    public IReadOnlyList<string> Coefficients { get; init; } = [];

    /// <summary>What was measured: the name of a component and its values.</summary>
    public IReadOnlyList<KeyValuePair<string, Measurements>> Data { get; init; } = [];

    /// <summary>The problem that the texts mean.</summary>
    /// <param name="name">Its canonical name; problems of one name are taken for the same.</param>
    /// <exception cref="ProblemTextException">A text says nothing, or contradicts another.</exception>
    public Problem Build(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new ProblemBuilder(this, name).Build();
    }
}
