namespace Thalweg.Numerics.Statistics;

/// <summary>The logarithm of a positive figure of a sample, with the standard error that the sample itself suggests.</summary>
internal interface ILogStatistic
{
    /// <summary>n, the number of rows (directions).</summary>
    int Count { get; }

    /// <summary>The logarithm for the given rows, repeated as often as they occur, and its standard error by the delta method; not
    /// finite where the figure is not positive. Cost: a few n.</summary>
    (double Value, double Error) Evaluate(ReadOnlySpan<int> rows);
}
