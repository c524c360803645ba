using Thalweg.Landscapes.Evaluation;

namespace Thalweg.Landscapes.Roughness;

/// <summary>Follows one direction from its centre to both sides until the slice between oscillates.</summary>
internal sealed class OutwardScan
{
    private const int Steps = 512;
    private const int Portion = 32;
    private const int MostPoints = 1 << 16;
    private const double Tolerance = 0.01;

    private readonly SliceLosses losses;
    private readonly int direction;
    private readonly double largest;
    private readonly ScatterPool pool;
    private readonly List<double> right = [];
    private readonly List<double> left = [];
    private readonly List<double> sizes = [];
    private double step;
    private double roundingOverSize;
    private bool isCut;

    public OutwardScan(SliceLosses losses, int direction, double largest, ScatterPool pool)
    {
        this.losses = losses;
        this.direction = direction;
        this.largest = largest;
        this.pool = pool;
        step = largest / Steps;
    }

    /// <summary>Whether radius and oscillation no longer changed at the last step.</summary>
    public bool IsSettled { get; private set; } = true;

    /// <summary>The smallest l whose slice has an inner maximum and an inner minimum; ∞ without one, NaN where a loss is not finite before.</summary>
    public double Radius()
    {
        var critical = Scan();
        while (right.Count > 1)
        {
            if (2 * right.Count > MostPoints)
            {
                IsSettled = false;
                break;
            }
            var (before, radius) = (Oscillation(), critical * step);
            Halve();
            var after = Oscillation();
            critical = Critical();
            var now = critical * step;
            Keep(critical);
            var isKnown = double.IsInfinity(now) || Math.Max(radius - now, step) <= Tolerance * now;
            if (isKnown && Math.Abs(after - before) <= Tolerance)
            {
                break;
            }
        }
        return isCut && double.IsInfinity(critical) ? double.NaN : critical * step;
    }

    /// <summary>Outward in portions, no further than needed; the critical number of steps, or ∞.</summary>
    private double Scan()
    {
        Append(0, 1);
        while (right.Count <= Steps && !isCut)
        {
            Append(right.Count, Math.Min(Portion, Steps + 1 - right.Count));
            var critical = Critical();
            if (!double.IsInfinity(critical))
            {
                Keep(critical);
                return critical;
            }
        }
        return double.PositiveInfinity;
    }

    private void Append(int first, int count)
    {
        var grid = new double[2 * count];
        for (var i = 0; i < count; i++)
        {
            grid[i] = At(first + i);
            grid[count + i] = -grid[i];
        }
        var sampled = losses.At(direction, 1, grid);
        for (var i = 0; i < count; i++)
        {
            right.Add(sampled.Losses[i]);
            left.Add(sampled.Losses[count + i]);
            sizes.Add(Math.Max(sampled.Magnitudes[i], sampled.Magnitudes[count + i]));
        }
        Cut();
        // Where nothing changes yet there is nothing to measure.
        if (first > 0 && roundingOverSize == 0 && sampled.BottomOf(0) is not null)
        {
            roundingOverSize = losses.Rounding(direction, sampled, grid, pool)[0] / sampled.LargestMagnitudeOf(0);
        }
    }

    /// <summary>The points between, and half the step.</summary>
    private void Halve()
    {
        var n = right.Count - 1;
        var grid = new double[2 * n];
        for (var i = 0; i < n; i++)
        {
            grid[i] = 0.5 * (At(i) + At(i + 1));
            grid[n + i] = -grid[i];
        }
        var sampled = losses.At(direction, 1, grid);
        Interleave(right, i => sampled.Losses[i]);
        Interleave(left, i => sampled.Losses[n + i]);
        Interleave(sizes, i => Math.Max(sampled.Magnitudes[i], sampled.Magnitudes[n + i]));
        step *= 0.5;
        Cut();
    }

    private static void Interleave(List<double> values, Func<int, double> between)
    {
        double[] coarse = [.. values];
        values.Clear();
        values.Add(coarse[0]);
        for (var i = 1; i < coarse.Length; i++)
        {
            values.Add(between(i - 1));
            values.Add(coarse[i]);
        }
    }

    private double At(int i) => Math.Min(i * step, largest);

    private void Keep(double critical)
    {
        if (!double.IsInfinity(critical))
        {
            RemoveFrom((int)critical + 1);
        }
    }

    /// <summary>What lies beyond a loss that is not finite is not looked at.</summary>
    private void Cut()
    {
        for (var i = 0; i < right.Count; i++)
        {
            if (!double.IsFinite(right[i]) || !double.IsFinite(left[i]))
            {
                isCut = true;
                RemoveFrom(i);
            }
        }
    }

    private void RemoveFrom(int first)
    {
        right.RemoveRange(first, right.Count - first);
        left.RemoveRange(first, left.Count - first);
        sizes.RemoveRange(first, sizes.Count - first);
    }

    private double Oscillation() => right.Count > 1 ? SliceShape.Of(Slice(right.Count - 1))?.Oscillation ?? 0 : 0;

    /// <summary>The smallest number of steps whose slice oscillates, by bisection: what turns within some stays a turn within more.</summary>
    private double Critical()
    {
        var (low, high) = (0, right.Count - 1);
        if (high < 1 || !Oscillates(high))
        {
            return double.PositiveInfinity;
        }
        while (high - low > 1)
        {
            var middle = (low + high) / 2;
            (low, high) = Oscillates(middle) ? (low, middle) : (middle, high);
        }
        return high;
    }

    private bool Oscillates(int steps)
    {
        var size = 0.0;
        for (var i = 0; i <= steps; i++)
        {
            size = Math.Max(size, sizes[i]);
        }
        var (maxima, minima) = SliceShape.Turns(Slice(steps), 2 * roundingOverSize * size);
        return maxima > 0 && minima > 0;
    }

    private double[] Slice(int steps)
    {
        var slice = new double[(2 * steps) + 1];
        for (var i = 0; i <= steps; i++)
        {
            (slice[steps - i], slice[steps + i]) = (left[i], right[i]);
        }
        return slice;
    }
}
