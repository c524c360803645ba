using Thalweg.Landscapes.Stationary;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Objectives.Wrapping;
using Thalweg.Studies.Sources;
using Thalweg.Studies.Tasks;

namespace Thalweg.Studies.Analyses;

/// <summary>A loss as stationary points are looked for on it: with its ridge, and on finer quadratures.</summary>
public sealed class CensusLoss
{
    /// <param name="ridge">μ of a term ½ μ ‖θ‖²; null for none.</param>
    public CensusLoss(Source source, double? ridge, ObjectivePool objectives)
    {
        ArgumentNullException.ThrowIfNull(source);
        ArgumentNullException.ThrowIfNull(objectives);
        Objective = Ridged(source);
        Finer = [.. source.As<IFinerQuadratures>()?.Finer.Select(Ridged) ?? []];
        var growth = source.As<IGrowth>();
        Box = growth?.Box ?? [(-2, 2)];
        var isKnown = growth is not null && source is not AnalyticSource { IsGrowthKnown: false };
        NoCheck =
            !isKnown || (ridge is not null && growth!.GrowsWithRidge) ? null
            : growth!.BoundedBy is { } reason ? reason
            : null;
        NotVerified = ridge is null ? growth?.NotVerified : null;
        IsCoercive = isKnown && NoCheck is null ? true : null;

        IObjective Ridged(Source one) =>
            ridge is { } weight ? new Ridge(objectives.Of(one), weight) : objectives.Of(one);
    }

    public IObjective Objective { get; }

    /// <summary>With twice and five times the nodes; none where there is no quadrature.</summary>
    public IReadOnlyList<IObjective> Finer { get; }

    /// <summary>Where starts are drawn if nobody says.</summary>
    public IReadOnlyList<(double From, double To)> Box { get; }

    /// <summary>Why the Euler sum means nothing; null where it does, or may.</summary>
    public string? NoCheck { get; }

    /// <summary>Why none of its points may count as verified; null where they may.</summary>
    public string? NotVerified { get; }

    /// <summary>μ of the search for passes: what was asked for, 0 being none, else what is usual for the source.</summary>
    public static double? RidgeOf(Source source, double? asked)
    {
        ArgumentNullException.ThrowIfNull(source);
        return asked is null ? source.As<IGrowth>()?.UsualRidge
            : asked == 0 ? null
            : asked;
    }

    /// <summary>Whether the loss grows in all directions; null where nobody knows.</summary>
    public bool? IsCoercive { get; }

    /// <summary>Beyond this number of parameters no dense Hessian is made.</summary>
    public static int LargestCount => StationaryOptions.LargestCount;
}
