using Thalweg.Networks.Jets;
using Thalweg.Pde.Equations;

namespace Thalweg.Pde.Engine;

/// <summary>The streams of a function of the coordinates alone, such as φ and g of a trial function, by symbolic differentiation.</summary>
internal sealed class FunctionStreams(Expression function, StreamSet streams)
{
    private readonly Dictionary<string, Expression> known = new(StringComparer.Ordinal) { [""] = function };

    /// <summary>In the order of the streams.</summary>
    public IEnumerable<Expression> All
    {
        get
        {
            yield return function;
            for (var s = 1; s < streams.Count; s++)
            {
                yield return Apply(streams.OperatorAt(s)!);
            }
        }
    }

    private Expression Apply(StreamOperator op)
    {
        Expression sum = 0.0;
        for (var k = 0; k < op.Dimension; k++)
        {
            sum += op.First[k] == 0.0 ? 0.0 : op.First[k] * Derivative([k]);
            sum += op.Second[k] == 0.0 ? 0.0 : op.Second[k] * Derivative([k, k]);
        }
        foreach (var term in op.Others)
        {
            sum += term.Coefficient * Derivative(term.Axes);
        }
        return sum;
    }

    private Expression Derivative(ReadOnlySpan<int> axes)
    {
        var key = string.Join(',', axes.ToArray());
        if (!known.TryGetValue(key, out var derivative))
        {
            derivative = Differentiation.AlongAxis(Derivative(axes[..^1]), axes[^1]);
            known.Add(key, derivative);
        }
        return derivative;
    }
}
