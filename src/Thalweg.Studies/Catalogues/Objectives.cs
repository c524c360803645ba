using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Formulas;
using Thalweg.Studies.Sources.External;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The losses that are not of a problem: analytic functions with known answers, formulas, and what other programs compute.</summary>
public static class Objectives
{
    /// <summary>The option of functions that have any dimension: how many variables or atoms.</summary>
    public const string Number = "n";

    private const string FormulaText = "text";
    private const int UsualNumber = 2;
    private const int MostVariables = 1000;

    private static readonly Signature Formula = new(
        "formula",
        "a formula of x1, x2, … with + - * / ^, pi, exp, log, sqrt, sin, cos, tanh and abs; may be written without its name",
        [new FormulaOption(FormulaText, null, "the formula", UnknownWord)]
    )
    {
        Positional = FormulaText,
    };

    public static Catalogue Catalogue { get; } =
        new(
            "objective",
            "objectives",
            "Losses in place of a problem and a network: functions with known answers, a formula of x1, x2, …, or what another program computes",
            [
                .. AnalyticObjectives.Known.Select(known => new Signature(known.Name, Describe(known), Options(known))
                {
                    Aliases = known.Aliases,
                }),
                Formula,
                ExternalSignature.Signature,
            ]
        )
        {
            Otherwise = Formula,
        };

    /// <summary>What the library knows of a function; null for a formula.</summary>
    public static AnalyticEntry? Entry(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return AnalyticObjectives.Find(call.Name);
    }

    /// <summary>P: that of the formula, else what was asked for, else the least that the formula takes.</summary>
    /// <param name="given">Number of coordinates of a point that somebody gave.</param>
    public static int DimensionOf(ResolvedCall call, int? given = null)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (given is { } coordinates)
        {
            return coordinates;
        }
        return Entry(call) is { } entry
            ? entry.Dimension ?? ((call.Has(Number) ? call.Integer(Number) : UsualNumber) * entry.VariablesPerUnit)
            : new FormulaObjective(Parsed(call)).ParameterCount;
    }

    /// <summary>The function of that many variables.</summary>
    /// <exception cref="InputException">The formula has another dimension.</exception>
    public static IObjective Create(ResolvedCall call, int dimension)
    {
        ArgumentNullException.ThrowIfNull(call);
        var entry = Entry(call);
        if (entry is not null && call.Has(Number) && call.Integer(Number) * entry.VariablesPerUnit != dimension)
        {
            throw new InputException(
                $"'{call.Name}' has {Number}={call.Integer(Number)}, and {dimension} coordinates are given; make them agree"
                    + (entry.VariablesPerUnit > 1 ? $", {entry.VariablesPerUnit} for each of its {entry.Unit}" : ""),
                call.LocationOf(Number)
            );
        }
        try
        {
            return entry is null ? new FormulaObjective(Parsed(call), dimension) : entry.For(dimension);
        }
        catch (ArgumentException exception)
        {
            throw new InputException(InputException.WithoutParameter(exception), call.Location, exception);
        }
    }

    private static Expression Parsed(ResolvedCall call) => FormulaParser.Parse(call.Word(FormulaText));

    private static string UnknownWord(string word) =>
        $"{Catalogue.Unknown(word)} ({Catalogue.Listed}; or a formula of x1, x2, … with {string.Join(", ", FormulaParser.Words)})";

    private static Option[] Options(AnalyticEntry known) =>
        known.Dimension is null
            ?
            [
                new IntegerOption(Number, null, $"number of {known.Unit}; {UsualNumber} if absent")
                {
                    Minimum = known.LeastDimension / known.VariablesPerUnit,
                    IsOptional = true,
                    Maximum = MostVariables,
                    Aliases = ["dim"],
                },
            ]
            : [];

    private static string Describe(AnalyticEntry known) =>
        known.Dimension is { } dimension
            ? $"{known.Summary}; dimension {dimension}"
            : $"{known.Summary}; any number of {known.Unit}";
}
