using Thalweg.Numerics.Statistics;

namespace Thalweg.Studies.Analyses;

/// <summary>Figures of two variants, and how they compare.</summary>
internal interface IFigurePairs
{
    /// <summary>Runs of a variant that have figures; 0 where there is no ratio.</summary>
    int Seeds { get; }

    /// <summary>NaN where there is none.</summary>
    double Ratio { get; }

    /// <summary>NaN where there is none.</summary>
    Interval IntervalAt(double level);

    /// <summary>How <see cref="IntervalAt"/> is made, for reports.</summary>
    string Method { get; }
}
