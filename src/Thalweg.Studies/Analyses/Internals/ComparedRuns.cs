using Thalweg.Numerics.Statistics;
using Thalweg.Results.Records;

namespace Thalweg.Studies.Analyses;

/// <summary>The runs of one variant, by seed.</summary>
internal sealed record ComparedRuns(ComparedVariant Variant, IReadOnlyList<TrainRecord> Records)
{
    public IReadOnlyDictionary<string, double> MedianErrors
    {
        get
        {
            var medians = new OrderedDictionary<string, double>(StringComparer.Ordinal);
            foreach (var name in Records[0].Final.Errors.Keys)
            {
                medians.Add(name, Descriptive.Median([.. Records.Select(r => r.Final.Errors[name])]));
            }
            return medians;
        }
    }

    public double? MedianAboveBound =>
        Records[0].LowerBound is { } bound ? Descriptive.Median([.. Records.Select(r => r.Final.Loss - bound)]) : null;
}
