using Thalweg.Landscapes.Directions;
using Thalweg.Landscapes.Evaluation;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Landscapes.Roughness;

/// <summary>One setting of a sweep.</summary>
/// <param name="Directions">M.</param>
/// <param name="Intervals">m.</param>
/// <param name="Radius">l.</param>
public readonly record struct SweepSetting(int Directions, int Intervals, double Radius);

/// <summary>Roughness at one setting of a sweep.</summary>
public sealed record SweepPoint(SweepSetting Setting, RoughnessSummary Summary);

/// <summary>How the roughness index depends on M, m and l.</summary>
public static class RoughnessSweep
{
    /// <summary>
    /// Measures every setting. Directions are shared: fewer are the first of more. A grid all of whose points belong to a
    /// finer one of the same l, to the bit, takes its losses from there.
    /// Cost: at most Σ max M · (m + 1) values over the distinct (m, l).
    /// </summary>
    /// <param name="options">Everything but M, m and l.</param>
    /// <param name="directions">Raw directions, at least max M; null draws them from the seed.</param>
    /// <returns>In the order of the settings.</returns>
    public static IReadOnlyList<SweepPoint> Measure(
        IObjective objective,
        ReadOnlyMemory<double> centre,
        RoughnessOptions options,
        IReadOnlyList<SweepSetting> settings,
        WorkerTeam team,
        DirectionSet? directions = null,
        IProgress<LandscapeProgress>? progress = null
    )
    {
        ArgumentNullException.ThrowIfNull(objective);
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(settings);
        ArgumentNullException.ThrowIfNull(team);
        if (settings.Count == 0)
        {
            return [];
        }
        foreach (var setting in settings)
        {
            // The setters of the options hold the limits.
            _ = options with
            {
                Directions = setting.Directions,
                Intervals = setting.Intervals,
                Radius = setting.Radius,
            };
        }
        if (options.Refinement is not null)
        {
            throw new ArgumentException(
                "a sweep fixes m, so it cannot refine it; leave out one of the two",
                nameof(options)
            );
        }
        var most = settings.Max(s => s.Directions);
        var set = directions ?? DirectionSet.Random(most, objective.ParameterCount, options.Seed);
        if (set.Count < most)
        {
            throw new ArgumentException(
                $"{set.Count} directions are given and the sweep asks for {most}; give more or sweep fewer",
                nameof(directions)
            );
        }
        var radii = settings
            .GroupBy(s => s.Radius)
            .Select(group => new SweptRadius(options with { Radius = group.Key }, [.. group]))
            .ToList();
        var losses = new SliceLosses(
            objective,
            centre,
            set,
            options,
            radii.Sum(r => r.Evaluations(objective)),
            team,
            progress
        );
        var summaries = new Dictionary<SweepSetting, RoughnessSummary>();
        foreach (var radius in radii)
        {
            radius.Measure(losses, summaries);
        }
        return [.. settings.Select(setting => new SweepPoint(setting, summaries[setting]))];
    }
}
