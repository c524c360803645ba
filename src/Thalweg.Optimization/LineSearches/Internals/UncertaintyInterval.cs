namespace Thalweg.Optimization.LineSearches;

/// <summary>
/// The interval that holds an acceptable step, between the best trial and another end, and the safeguarded step into it: the
/// four cases of [More1994, §4].
/// </summary>
internal struct UncertaintyInterval(LineSample origin)
{
    public LineSample Best { get; private set; } = origin;

    public LineSample Other { get; private set; } = origin;

    /// <summary>Whether a minimum is known to lie between the ends.</summary>
    public bool Bracketed { get; private set; }

    /// <summary>Takes in a trial and gives the next one.</summary>
    /// <param name="tilt">Slope of the line that is taken off the values before they are compared: 0, or c₁ φ′(0) for the
    /// auxiliary function.</param>
    public double Next(LineSample trial, double lower, double upper, double tilt)
    {
        var x = Tilted(Best, tilt);
        var y = Tilted(Other, tilt);
        var t = Tilted(trial, tilt);
        var opposite = t.Slope * Math.Sign(x.Slope) < 0;
        double next;
        if (t.Value > x.Value)
        {
            // Higher: the minimum is between. The cubic's step if it is nearer to the best, else halfway to the parabola's.
            var cubic = Cubic(x, t);
            var quadratic =
                x.Step + (x.Slope / (((x.Value - t.Value) / (t.Step - x.Step)) + x.Slope) / 2 * (t.Step - x.Step));
            next = Math.Abs(cubic - x.Step) < Math.Abs(quadratic - x.Step) ? cubic : cubic + ((quadratic - cubic) / 2);
            Bracketed = true;
        }
        else if (opposite)
        {
            // Lower and past the minimum: the farther of the cubic's and the secant's step.
            var cubic = Cubic(t, x);
            var secant = Secant(t, x);
            next = Math.Abs(cubic - t.Step) > Math.Abs(secant - t.Step) ? cubic : secant;
            Bracketed = true;
        }
        else if (Math.Abs(t.Slope) < Math.Abs(x.Slope))
        {
            next = FlatterStep(x, y, t, lower, upper);
        }
        else if (Bracketed)
        {
            next = Cubic(t, y);
        }
        else
        {
            next = t.Step > x.Step ? upper : lower;
        }
        Shrink(trial, t.Value > x.Value, opposite);
        return next;
    }

    private readonly double FlatterStep(LineSample x, LineSample y, LineSample t, double lower, double upper)
    {
        // Lower, same direction, flatter: the cubic only if it tends to infinity in the direction of the step.
        var secant = Secant(t, x);
        var theta = (3 * (x.Value - t.Value) / (t.Step - x.Step)) + x.Slope + t.Slope;
        var scale = Math.Max(Math.Abs(theta), Math.Max(Math.Abs(x.Slope), Math.Abs(t.Slope)));
        var root = theta / scale * (theta / scale) - (x.Slope / scale * (t.Slope / scale));
        var gamma = scale * Math.Sqrt(Math.Max(0, root));
        if (t.Step > x.Step)
        {
            gamma = -gamma;
        }
        var r = (gamma - t.Slope + theta) / (gamma + (x.Slope - t.Slope) + gamma);
        var cubic =
            r < 0 && gamma != 0 ? t.Step + (r * (x.Step - t.Step))
            : t.Step > x.Step ? upper
            : lower;
        if (Bracketed)
        {
            var nearer = Math.Abs(cubic - t.Step) < Math.Abs(secant - t.Step) ? cubic : secant;
            var limit = t.Step + (0.66 * (y.Step - t.Step));
            return t.Step > x.Step ? Math.Min(limit, nearer) : Math.Max(limit, nearer);
        }
        var farther = Math.Abs(cubic - t.Step) > Math.Abs(secant - t.Step) ? cubic : secant;
        return Math.Clamp(farther, lower, Math.Max(lower, upper));
    }

    private void Shrink(LineSample trial, bool higher, bool opposite)
    {
        if (higher)
        {
            Other = trial;
            return;
        }
        if (opposite)
        {
            Other = Best;
        }
        Best = trial;
    }

    private static LineSample Tilted(LineSample sample, double tilt) =>
        new(sample.Step, sample.Value - (sample.Step * tilt), sample.Slope - tilt);

    /// <summary>The minimum of the cubic through two samples, counted from the first.</summary>
    private static double Cubic(LineSample from, LineSample to)
    {
        var theta = (3 * (from.Value - to.Value) / (to.Step - from.Step)) + from.Slope + to.Slope;
        var scale = Math.Max(Math.Abs(theta), Math.Max(Math.Abs(from.Slope), Math.Abs(to.Slope)));
        var root = theta / scale * (theta / scale) - (from.Slope / scale * (to.Slope / scale));
        var gamma = scale * Math.Sqrt(Math.Max(0, root));
        if (to.Step < from.Step)
        {
            gamma = -gamma;
        }
        var r = (gamma - from.Slope + theta) / (gamma - from.Slope + gamma + to.Slope);
        return from.Step + (r * (to.Step - from.Step));
    }

    private static double Secant(LineSample from, LineSample to) =>
        from.Step + (from.Slope / (from.Slope - to.Slope) * (to.Step - from.Step));
}
