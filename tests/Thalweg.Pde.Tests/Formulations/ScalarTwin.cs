namespace Thalweg.Pde.Tests.Formulations;

/// <summary>A number with its derivative along one parameter: the slow twin's way to a parameter gradient.</summary>
internal readonly record struct Dual(double Value, double Slope)
{
    public static implicit operator Dual(double value) => new(value, 0.0);

    public static Dual operator +(Dual a, Dual b) => new(a.Value + b.Value, a.Slope + b.Slope);

    public static Dual operator -(Dual a, Dual b) => new(a.Value - b.Value, a.Slope - b.Slope);

    public static Dual operator *(Dual a, Dual b) => new(a.Value * b.Value, a.Slope * b.Value + a.Value * b.Slope);
}

/// <summary>Value, first and second derivative along one coordinate axis.</summary>
internal readonly record struct Taylor(Dual Value, Dual First, Dual Second)
{
    public static Taylor operator +(Taylor a, Taylor b) =>
        new(a.Value + b.Value, a.First + b.First, a.Second + b.Second);

    public static Taylor operator *(Taylor a, Taylor b) =>
        new(
            a.Value * b.Value,
            a.First * b.Value + a.Value * b.First,
            a.Second * b.Value + (Dual)2.0 * a.First * b.First + a.Value * b.Second
        );

    public static Taylor Constant(Dual value) => new(value, 0.0, 0.0);

    /// <summary>σ of this, with σ, σ', σ'', σ''' at the value given as plain functions.</summary>
    public Taylor Through(Func<double, double[]> derivatives)
    {
        var s = derivatives(Value.Value);
        var slope = Value.Slope;
        Dual Lift(int k) => new(s[k], s[k + 1] * slope);
        return new Taylor(Lift(0), Lift(1) * First, Lift(2) * First * First + Lift(1) * Second);
    }
}

/// <summary>A network evaluated point by point with loops and Math functions: what the engine must agree with.</summary>
internal sealed class ScalarTwin(
    int inputs,
    int[] widths,
    int outputs,
    bool residual,
    Func<double, double[]> activation
)
{
    /// <summary>Streams of output 0 along one axis at x; the derivative with respect to θ_j rides along.</summary>
    public Taylor Evaluate(double[] parameters, int j, double[] x, int axis)
    {
        var next = 0;
        Dual Parameter()
        {
            var value = new Dual(parameters[next], next == j ? 1.0 : 0.0);
            next++;
            return value;
        }

        Taylor[] Linear(Taylor[] source, int width)
        {
            var weights = new Dual[width, source.Length];
            for (var o = 0; o < width; o++)
            {
                for (var i = 0; i < source.Length; i++)
                {
                    weights[o, i] = Parameter();
                }
            }
            var result = new Taylor[width];
            for (var o = 0; o < width; o++)
            {
                result[o] = Taylor.Constant(Parameter());
                for (var i = 0; i < source.Length; i++)
                {
                    result[o] += Taylor.Constant(weights[o, i]) * source[i];
                }
            }
            return result;
        }

        Taylor[] Activate(Taylor[] source) => [.. source.Select(t => t.Through(activation))];

        var y = Enumerable.Range(0, inputs).Select(k => new Taylor(x[k], k == axis ? 1.0 : 0.0, 0.0)).ToArray();
        if (residual)
        {
            y = Linear(y, widths[0]);
            var branch = Activate(Linear(Activate(Linear(y, widths[0])), widths[0]));
            y = [.. y.Zip(branch, (a, b) => a + b)];
        }
        else
        {
            foreach (var width in widths)
            {
                y = Activate(Linear(y, width));
            }
        }
        return Linear(y, outputs)[0];
    }
}
