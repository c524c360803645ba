using System.Globalization;
using Thalweg.Landscapes.Roughness;
using Thalweg.Results.Records;

namespace Thalweg.Cli;

/// <summary>A roughness index and what it consists of: numbers for programs, sentences for people.</summary>
internal static class RoughnessOutcome
{
    public static Outcome Of(RoughnessRecord record, bool isJson)
    {
        var outcome = new Outcome
        {
            { "roughness", record.Roughness },
            { "interval95", new[] { record.IntervalLower, record.IntervalUpper } },
            { "intervalMethod", record.IntervalMethod },
            { "meanTotalVariation", record.MeanTotalVariation },
            { "standardDeviation", record.StandardDeviation },
            { "constantSlices", record.ConstantSlices },
            { "nonFiniteSlices", record.NonFiniteSlices },
            { "notResolved", record.NotResolvedSlices / (double)record.Directions },
            { "unresolvedSlices", record.UnresolvedSlices },
        };
        outcome.AddRange(isJson ? Numbers(record) : Sentences(record));
        outcome.AddRange(
            new Outcome
            {
                { "intervals", (object?)record.ReachedIntervals ?? record.Intervals },
                { "gridPoints", record.GridPoints },
                { "computedIn", record.ComputedIn },
                { "evaluations", record.Evaluations },
                { "totalVariations", record.TotalVariations },
            }
        );
        return outcome;
    }

    /// <summary>Each loss by its name, and the ratio of each later index to the first one.</summary>
    public static Outcome Of(IReadOnlyList<string> names, RoughnessRecord[] records, bool isJson)
    {
        var (byName, ratios) = (new Outcome(), new Outcome());
        for (var i = 0; i < records.Length; i++)
        {
            byName.Add(names[i], Of(records[i], isJson));
            if (i > 0)
            {
                var ratio =
                    double.IsNaN(records[i].Roughness) || double.IsNaN(records[0].Roughness)
                        ? PairedRatio.Unknown("an index is not known")
                        : PairedRatio.Of(
                            [records[i].TotalVariations],
                            [records[0].TotalVariations],
                            records[0].DirectionSeed
                        );
                ratios.Add(
                    $"{names[i]}/{names[0]}",
                    new Outcome
                    {
                        { "ratio", ratio.Ratio },
                        { "interval95", new[] { ratio.Interval.Lower, ratio.Interval.Upper } },
                        { "intervalMethod", ratio.Method },
                    }
                );
            }
        }
        return new Outcome { { "formulations", byName }, { "ratios", ratios } };
    }

    private static Outcome Numbers(RoughnessRecord record)
    {
        var (oscillation, parts) = (record.Oscillation!, record.Parts!);
        var outcome = new Outcome
        {
            { "oscillationIndex", oscillation.OscillationIndex },
            { "oscillating", oscillation.Oscillating },
            {
                "oscillationIndexInterval95",
                new[] { oscillation.OscillationIndexLower, oscillation.OscillationIndexUpper }
            },
            { "oscillatingInterval95", new[] { oscillation.OscillatingLower, oscillation.OscillatingUpper } },
            { "humps", oscillation.HumpSlices / (double)record.Directions },
            {
                "parts",
                new Outcome
                {
                    { "valley", parts.Valley },
                    { "oscillation", parts.Oscillation },
                    { "offset", parts.Offset },
                }
            },
            {
                "shares",
                record.Shares is { } shares
                    ? new Outcome
                    {
                        { "offset", shares.Offset },
                        { "asymmetry", shares.Asymmetry },
                        { "oscillation", shares.Oscillation },
                    }
                    : null
            },
            {
                "minimiser",
                new Outcome
                {
                    { "verdict", record.Minimiser!.Verdict },
                    { "offset", record.Minimiser.MedianOffset },
                    { "decrement", record.Minimiser.Decrement },
                }
            },
        };
        if (record.Valley is { } valley)
        {
            outcome.Add(
                "valleyRadius",
                Interval("value", valley.ValleyRadius, valley.ValleyRadiusLower, valley.ValleyRadiusUpper)
            );
        }
        if (record.Bottom is { } bottom)
        {
            outcome.Add(
                "aboutBottom",
                Interval("roughness", bottom.BottomRoughness, bottom.BottomLower, bottom.BottomUpper)
            );
        }
        if (record.Polished is { } polished)
        {
            var at = Interval("roughness", polished.PolishedRoughness, polished.PolishedLower, polished.PolishedUpper);
            at.Add("verdict", polished.Minimiser.Verdict);
            at.Add("decrement", polished.Minimiser.Decrement);
            at.Add("steps", polished.PolishSteps);
            outcome.Add("polished", at);
        }
        return outcome;
    }

    private static Outcome Interval(string name, double value, double lower, double upper) =>
        new() { { name, value }, { "interval95", new[] { lower, upper } } };

    private static Outcome Sentences(RoughnessRecord record)
    {
        var outcome = new Outcome
        {
            { "centre", record.Minimiser!.Verdict },
            { "oscillation", Oscillation(record.Oscillation!) },
        };
        if (record.Oscillation!.HumpSlices > 0)
        {
            outcome.Add(
                "humps",
                Text(
                    $"{record.Oscillation.HumpSlices} of {record.Directions} slices have one inner maximum and no inner minimum, and are left out of the oscillation"
                )
            );
        }
        if (record.Shares is { } shares)
        {
            outcome.Add(
                "variesBy",
                Text(
                    $"offset {Percent(shares.Offset)}, asymmetry {Percent(shares.Asymmetry)}, oscillation {Percent(shares.Oscillation)}; parabolas with these offsets have an index of {record.TwinRoughness:G4}"
                )
            );
        }
        if (record.Influence is { } influence)
        {
            outcome.Add(
                "oneDirection",
                Text(
                    $"carries up to {Percent(influence.LargestShare)} of what varies; without one the index is {influence.LowestWithoutOne:G4} to {influence.HighestWithoutOne:G4}"
                )
            );
        }
        if (record.Valley is { } valley)
        {
            outcome.Add("valleyRadius", Radius(valley));
        }
        if (record.Bottom is { } bottom)
        {
            outcome.Add(
                "aboutBottom",
                Text(
                    $"index {bottom.BottomRoughness:G4} ({bottom.BottomLower:G3} to {bottom.BottomUpper:G3}) of {bottom.BottomSlices} slices centred at their vertices"
                )
            );
        }
        if (record.Polished is { } polished)
        {
            outcome.Add(
                "polished",
                Text(
                    $"index {polished.PolishedRoughness:G4} ({polished.PolishedLower:G3} to {polished.PolishedUpper:G3}) after {polished.PolishSteps} further steps: {polished.Minimiser.Verdict}"
                )
            );
        }
        return outcome;
    }

    private static string Radius(ValleyRadiusRecord valley) =>
        double.IsPositiveInfinity(valley.ValleyRadius)
            ? Text(
                $"infinite ({valley.ValleyRadiusLower:G3} to {valley.ValleyRadiusUpper:G3}): at most 5 % of slices oscillate up to l = {valley.LargestRadius:G4}"
            )
            : Text(
                $"{valley.ValleyRadius:G4} ({valley.ValleyRadiusLower:G3} to {valley.ValleyRadiusUpper:G3}), looked for up to l = {valley.LargestRadius:G4}"
            );

    private static string Oscillation(OscillationRecord oscillation) =>
        oscillation switch
        {
            { Oscillating: double.NaN } => "not known",
            { OscillatingSlices: 0 } => Text(
                $"none of {oscillation.CountedSlices} slices oscillates, so at most {Percent(oscillation.OscillatingUpper)} of all do"
            ),
            { OscillatingSlices: 1 } => Text(
                $"1 of {oscillation.CountedSlices} slices oscillates ({Percent(oscillation.OscillatingLower)} to {Percent(oscillation.OscillatingUpper)}); oscillation index {oscillation.OscillationIndex:G4}, to which one slice gives no interval"
            ),
            _ => Text(
                $"{oscillation.OscillatingSlices} of {oscillation.CountedSlices} slices oscillate ({Percent(oscillation.OscillatingLower)} to {Percent(oscillation.OscillatingUpper)}); oscillation index {oscillation.OscillationIndex:G4} ({oscillation.OscillationIndexLower:G3} to {oscillation.OscillationIndexUpper:G3})"
            ),
        };

    private static string Percent(double share) => Text($"{100 * share:0.#} %");

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
