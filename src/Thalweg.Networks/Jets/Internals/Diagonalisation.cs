namespace Thalweg.Networks.Jets;

/// <summary>A quadratic form as a sum of squares along as many directions as its rank, by completing squares axis by axis.</summary>
internal static class Diagonalisation
{
    /// <summary>Operators whose parts of second order are multiples of one form, over the directions of that form; null where they are not, where
    /// something is of higher order, or where a square cannot be completed.</summary>
    public static IReadOnlyList<DirectionSum>? Of(IReadOnlyList<StreamOperator> operators)
    {
        if (operators.Any(o => o.Order > 2) || operators.FirstOrDefault(o => o.Order == 2) is not { } model)
        {
            return null;
        }
        var form = Form(model);
        var scales = operators.Select(o => Multiple(form, Form(o))).ToArray();
        if (scales.Any(s => s is null) || Squares(form) is not { } squares)
        {
            return null;
        }
        return
        [
            .. scales.Select(scale =>
            {
                var sum = new DirectionSum();
                foreach (var (vector, coefficient) in squares)
                {
                    sum.Add(vector, 2, scale!.Value * coefficient);
                }
                return sum;
            }),
        ];
    }

    private static double[,] Form(StreamOperator op)
    {
        var form = new double[op.Dimension, op.Dimension];
        foreach (var term in op.Terms.Where(t => t.Order == 2))
        {
            var (i, j) = (term.Axes[0], term.Axes[1]);
            form[i, j] += i == j ? term.Coefficient : 0.5 * term.Coefficient;
            form[j, i] = form[i, j];
        }
        return form;
    }

    private static double? Multiple(double[,] form, double[,] other)
    {
        double? scale = null;
        for (var i = 0; i < form.GetLength(0); i++)
        {
            for (var j = 0; j <= i; j++)
            {
                if (form[i, j] != 0.0)
                {
                    scale ??= other[i, j] / form[i, j];
                }
                if ((scale ?? 0.0) * form[i, j] != other[i, j])
                {
                    return null;
                }
            }
        }
        return scale;
    }

    private static List<(double[] Vector, double Coefficient)>? Squares(double[,] form)
    {
        var d = form.GetLength(0);
        var rest = (double[,])form.Clone();
        var largest = form.Cast<double>().Max(Math.Abs);
        var squares = new List<(double[], double)>();
        while (true)
        {
            // The largest pivot; what rounding leaves of a form of lower rank is nothing.
            var pivot = Enumerable.Range(0, d).MaxBy(k => Math.Abs(rest[k, k]));
            if (Math.Abs(rest[pivot, pivot]) <= 1e-15 * largest)
            {
                return rest.Cast<double>().Max(Math.Abs) <= 1e-15 * largest ? squares : null;
            }
            var coefficient = rest[pivot, pivot];
            double[] vector = [.. Enumerable.Range(0, d).Select(k => k == pivot ? 1.0 : rest[pivot, k] / coefficient)];
            squares.Add((vector, coefficient));
            for (var i = 0; i < d; i++)
            {
                for (var j = 0; j < d; j++)
                {
                    rest[i, j] = i == pivot || j == pivot ? 0.0 : rest[i, j] - coefficient * vector[i] * vector[j];
                }
            }
        }
    }
}
