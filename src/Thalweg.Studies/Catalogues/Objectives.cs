using Thalweg.Numerics.Objectives.Analytic;
using Thalweg.Studies.Syntax;

namespace Thalweg.Studies.Catalogues;

/// <summary>The analytic objectives with known answers, as the library knows them.</summary>
public static class Objectives
{
    public static Catalogue Catalogue { get; } =
        new(
            "objective",
            "objectives",
            "Analytic functions with known answers, in place of a network and a problem",
            [.. AnalyticObjectives.Known.Select(known => new Signature(known.Name, Describe(known), []))]
        );

    /// <summary>The objective in the dimension of the point that an analysis starts from.</summary>
    /// <exception cref="InputException">The formula has another dimension.</exception>
    public static AnalyticObjective Create(ResolvedCall call, int dimension)
    {
        try
        {
            return AnalyticObjectives.Known.First(known => known.Name == call.Name).For(dimension);
        }
        catch (ArgumentException exception)
        {
            throw new InputException(LossParts.WithoutParameter(exception), call.Location, exception);
        }
    }

    private static string Describe(AnalyticEntry known) =>
        known.Dimension is { } dimension
            ? $"{known.Summary}; dimension {dimension}"
            : $"{known.Summary}; any dimension";
}
