using System.Globalization;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Quadrature;
using Thalweg.Pde.Sampling;

namespace Thalweg.Pde.Formulations;

public sealed unsafe partial class PdeObjective
{
    // Dimension and number of points come before coordinates and weights.
    private const int Header = 2;

    /// <summary>How far outside the domain rounding may put a point.</summary>
    private const double Slack = 1e-12;

    /// <summary>d, n, then coordinates [d, n] and weights [n] of the interior points.</summary>
    public double[] SavePoints()
    {
        RequiredSampler();
        return [inside.Dimension, inside.Count, .. inside.Coordinates, .. inside.Weights];
    }

    /// <inheritdoc/>
    public IObjective Adapt(ReadOnlyMemory<double> parameters, long round, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        var sampler = RequiredSampler();
        Require(parameters.Length, ParameterCount, nameof(parameters));
        if (round < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(round),
                round,
                string.Create(CultureInfo.InvariantCulture, $"got round {round}, expected 1 or more")
            );
        }
        var field = compiled.ResidualAt(parameters, team);
        return On(sampler.Choose(new SamplingRound(round, Problem.Domain, inside, initialCount, field)));
    }

    /// <inheritdoc/>
    public IObjective Restore(ReadOnlySpan<double> points)
    {
        RequiredSampler();
        var d = inside.Dimension;
        if (
            points.Length < Header
            || points[0] != d
            || !(points[1] >= 1)
            || points.Length != Header + points[1] * (d + 1)
            || !AreFinite(points)
        )
        {
            throw new ArgumentException(
                string.Create(
                    CultureInfo.InvariantCulture,
                    $"got {points.Length} numbers that are not saved points in {d} dimensions: give what SavePoints returned for the same problem"
                ),
                nameof(points)
            );
        }
        var count = (int)points[1];
        var set = new PointSet(
            d,
            points.Slice(Header, d * count).ToArray(),
            points.Slice(Header + d * count).ToArray()
        );
        RequireInside(set, nameof(points));
        return On(set);
    }

    private static bool AreFinite(ReadOnlySpan<double> numbers)
    {
        foreach (var number in numbers)
        {
            if (!double.IsFinite(number))
            {
                return false;
            }
        }
        return true;
    }

    private PdeObjective On(PointSet points) =>
        ReferenceEquals(points, inside)
            ? this
            : new PdeObjective(compiled, points, initialCount, compiled.On(points, draw: 0), scratch, Errors);

    private PointSampler RequiredSampler() =>
        compiled.Sampler
        ?? throw new InvalidOperationException(
            $"the points of {Quadrature} stay where they are: give the objective a sampler such as rad"
        );

    private void RequireInside(PointSet set, string argument)
    {
        Span<double> point = stackalloc double[set.Dimension];
        for (var i = 0; i < set.Count; i++)
        {
            for (var k = 0; k < point.Length; k++)
            {
                point[k] = set.Axis(k)[i];
            }
            if (!(Problem.Domain.SignedDistance(point) <= Slack))
            {
                throw new ArgumentException(
                    string.Create(
                        CultureInfo.InvariantCulture,
                        $"saved point {i} is not in the {Problem.Domain.Name}: give what SavePoints returned for the same problem"
                    ),
                    argument
                );
            }
        }
    }
}
