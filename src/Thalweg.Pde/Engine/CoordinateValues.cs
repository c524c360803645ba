using Thalweg.Pde.Equations;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Engine;

/// <summary>Values of expressions of the coordinates alone.</summary>
public static class CoordinateValues
{
    /// <summary>[expressions, n] at points.</summary>
    /// <exception cref="ArgumentException">An expression holds an unknown.</exception>
    public static unsafe double[] Of(IReadOnlyList<Expression> expressions, PointSet points)
    {
        ArgumentNullException.ThrowIfNull(expressions);
        ArgumentNullException.ThrowIfNull(points);
        var program = new PointProgram(expressions, points.Dimension);
        const int lanes = 8;
        var stride = (points.Count + lanes - 1) / lanes * lanes;
        var rows = new double[(points.Dimension + expressions.Count + 1 + program.FunctionCount) * stride];
        for (var k = 0; k < points.Dimension; k++)
        {
            var row = rows.AsSpan(k * stride, stride);
            points.Axis(k).CopyTo(row);
            row[points.Count..].Fill(points.Axis(k)[^1]);
        }
        var temporaries = new double[program.Temporaries];
        fixed (double* at = rows)
        fixed (double* spare = temporaries)
        {
            program.Run(at, stride, points.Count, spare, points);
        }
        var values = new double[expressions.Count * points.Count];
        for (var e = 0; e < expressions.Count; e++)
        {
            rows.AsSpan((points.Dimension + e) * stride, points.Count).CopyTo(values.AsSpan(e * points.Count));
        }
        return values;
    }
}
