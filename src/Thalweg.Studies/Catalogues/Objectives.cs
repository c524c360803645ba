using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Studies.Sources.External;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The losses that are not of a problem: analytic functions with known answers, and what other programs compute.</summary>
public static class Objectives
{
    /// <summary>The option of functions that have any dimension.</summary>
    public const string Dimension = "dim";

    public static Catalogue Catalogue { get; } =
        new(
            "objective",
            "objectives",
            "Losses in place of a problem and a network: functions with known answers, or what another program computes",
            [
                .. AnalyticObjectives.Known.Select(known => new Signature(known.Name, Describe(known), Options(known))),
                ExternalSignature.Signature,
            ]
        );

    /// <summary>What the library knows of a function.</summary>
    public static AnalyticEntry Entry(ResolvedCall call)
    {
        ArgumentNullException.ThrowIfNull(call);
        return AnalyticObjectives.Known.First(known => known.Name == call.Name);
    }

    /// <summary>P: that of the formula, else what was asked for, else the least that the formula takes.</summary>
    /// <param name="given">Number of coordinates of a point that somebody gave.</param>
    public static int DimensionOf(ResolvedCall call, int? given = null)
    {
        ArgumentNullException.ThrowIfNull(call);
        return given ?? (call.Has(Dimension) ? call.Integer(Dimension) : Entry(call).Dimension ?? 2);
    }

    /// <summary>The function of that many variables.</summary>
    /// <exception cref="InputException">The formula has another dimension.</exception>
    public static AnalyticObjective Create(ResolvedCall call, int dimension)
    {
        ArgumentNullException.ThrowIfNull(call);
        if (call.Has(Dimension) && call.Integer(Dimension) != dimension)
        {
            throw new InputException(
                $"'{call.Name}' has dim={call.Integer(Dimension)}, and {dimension} coordinates are given; make them agree",
                call.LocationOf(Dimension)
            );
        }
        try
        {
            return Entry(call).For(dimension);
        }
        catch (ArgumentException exception)
        {
            throw new InputException(InputException.WithoutParameter(exception), call.Location, exception);
        }
    }

    private static Option[] Options(AnalyticEntry known) =>
        known.Dimension is null
            ?
            [
                new IntegerOption(Dimension, null, "number of variables; 2 if absent")
                {
                    Minimum = 2,
                    IsOptional = true,
                    Maximum = 1000,
                },
            ]
            : [];

    private static string Describe(AnalyticEntry known) =>
        known.Dimension is { } dimension
            ? $"{known.Summary}; dimension {dimension}"
            : $"{known.Summary}; any dimension";
}
