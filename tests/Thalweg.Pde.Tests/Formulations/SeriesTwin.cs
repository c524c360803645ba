namespace Thalweg.Pde.Tests.Formulations;

/// <summary>A function of d coordinates near a point as a polynomial to fourth order, with the derivative along one parameter: truncated power
/// series multiplied term by term, which share nothing with streams along directions.</summary>
internal sealed class Series
{
    private const int Degree = 4;

    private readonly int dimension;
    private readonly Dictionary<int, (int[] Powers, Dual Coefficient)> terms = [];

    private Series(int dimension) => this.dimension = dimension;

    public Dual Value => Derivative();

    public static Series Constant(int dimension, Dual value)
    {
        var series = new Series(dimension);
        series.Add(new int[dimension], value);
        return series;
    }

    public static Series Coordinate(int dimension, int axis, double at)
    {
        var series = Constant(dimension, at);
        var powers = new int[dimension];
        powers[axis] = 1;
        series.Add(powers, 1.0);
        return series;
    }

    public static Series operator +(Series a, Series b)
    {
        var sum = new Series(a.dimension);
        foreach (var (powers, coefficient) in a.terms.Values.Concat(b.terms.Values))
        {
            sum.Add(powers, coefficient);
        }
        return sum;
    }

    public static Series operator *(Series a, Series b)
    {
        var product = new Series(a.dimension);
        foreach (var (left, x) in a.terms.Values)
        {
            foreach (var (right, y) in b.terms.Values)
            {
                if (left.Sum() + right.Sum() <= Degree)
                {
                    product.Add([.. left.Zip(right, (i, j) => i + j)], x * y);
                }
            }
        }
        return product;
    }

    public static Series operator *(double factor, Series a) => Constant(a.dimension, factor) * a;

    /// <summary>σ of this, with σ and its derivatives at the value given as plain numbers.</summary>
    public Series Through(Func<double, double[]> derivatives)
    {
        var s = derivatives(Value.Value);
        var slope = Value.Slope;
        var rest = this + Constant(dimension, (Dual)0.0 - Value);
        var (result, power, factorial) = (new Series(dimension), Constant(dimension, 1.0), 1.0);
        for (var k = 0; k <= Degree; k++)
        {
            factorial *= Math.Max(1, k);
            result += Constant(dimension, new Dual(s[k] / factorial, s[k + 1] * slope / factorial)) * power;
            power *= rest;
        }
        return result;
    }

    /// <summary>The derivative along axes.</summary>
    public Dual Derivative(params int[] axes)
    {
        var powers = new int[dimension];
        var factor = 1.0;
        foreach (var axis in axes)
        {
            factor *= ++powers[axis];
        }
        return terms.TryGetValue(Key(powers), out var term) ? (Dual)factor * term.Coefficient : 0.0;
    }

    private void Add(int[] powers, Dual coefficient)
    {
        var key = Key(powers);
        terms[key] = (powers, terms.TryGetValue(key, out var there) ? there.Coefficient + coefficient : coefficient);
    }

    private static int Key(int[] powers) => powers.Aggregate((sum, power) => (10 * sum) + power);
}

/// <summary>A network of such series: what streams of any order must agree with.</summary>
internal sealed class SeriesTwin(
    int inputs,
    int[] widths,
    int outputs,
    bool residual,
    Func<double, double[]> activation
)
{
    /// <summary>The outputs near x; the derivative with respect to θ_j rides along.</summary>
    public Series[] Evaluate(double[] parameters, int j, double[] x)
    {
        var next = 0;
        var y = Enumerable.Range(0, inputs).Select(k => Series.Coordinate(inputs, k, x[k])).ToArray();
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
        return Linear(y, outputs);

        Series Parameter()
        {
            var value = new Dual(parameters[next], next == j ? 1.0 : 0.0);
            next++;
            return Series.Constant(inputs, value);
        }

        Series[] Linear(Series[] source, int width)
        {
            Series[] sums =
            [
                .. Enumerable
                    .Range(0, width)
                    .Select(_ => source.Select(s => Parameter() * s).Aggregate((a, b) => a + b)),
            ];
            return [.. sums.Select(s => s + Parameter())];
        }

        Series[] Activate(Series[] source) => [.. source.Select(s => s.Through(activation))];
    }

    /// <summary>tanh and its derivatives to sixth order, by differentiating polynomials in tanh.</summary>
    public static double[] Tanh(double z)
    {
        var t = Math.Tanh(z);
        double[] polynomial = [0.0, 1.0];
        var values = new double[7];
        for (var k = 0; k < values.Length; k++)
        {
            values[k] = polynomial.Select((c, i) => c * Math.Pow(t, i)).Sum();
            var next = new double[polynomial.Length + 1];
            for (var i = 1; i < polynomial.Length; i++)
            {
                next[i - 1] += i * polynomial[i];
                next[i + 1] -= i * polynomial[i];
            }
            polynomial = next;
        }
        return values;
    }
}
