using System.Globalization;
using Thalweg.Pde.Equations;

namespace Thalweg.Pde.Models;

/// <summary>Fields that are linear in a network and its derivatives, u_k = g_k + Σ_a c_ka(x) ∂_a N_k, and what their derivatives are of those.</summary>
/// <param name="fields">u_k, with jet entries that are of N_k; null for u_k = N_k.</param>
/// <param name="timeAxis">The axis that is the time, if one is.</param>
internal sealed class NetworkFields(IReadOnlyList<Expression?> fields, int? timeAxis)
{
    private readonly Dictionary<(int Output, string Axes), Expression> known = [];

    /// <summary>Derivatives of N more than of u.</summary>
    public int Raise { get; } = fields.Max(field => field is null ? 0 : Differentiation.Order(field));

    /// <summary>Expressions of u as expressions of N.</summary>
    /// <exception cref="ArgumentException">A derivative of N is of too high an order.</exception>
    public Expression Written(Expression expression, int dimension) =>
        new Replacement(leaf =>
            leaf is JetEntry entry && entry.Output < fields.Count && fields[entry.Output] is not null
                ? Of(entry, dimension)
                : null
        ).In(expression);

    /// <summary>The same of the components behind at x + shift.</summary>
    public NetworkFields WithImage(IReadOnlyList<double> shift, int outputs)
    {
        var own = Enumerable.Range(0, outputs).Select(k => k < fields.Count ? fields[k] : null).ToArray();
        return new NetworkFields([.. own, .. own.Select(Image)], timeAxis);

        Expression? Image(Expression? field) =>
            field is null
                ? null
                : new Replacement(leaf =>
                    leaf is JetEntry entry ? new JetEntry(entry.Output + outputs, entry.Axes, entry.TimeAxis) : null
                ).In(Substitution.Shifted(field, shift));
    }

    private Expression Of(JetEntry entry, int dimension) =>
        entry.Kind == JetKind.Laplacian
            ? Calculus.SumOver(dimension, k => Derivative(entry.Output, [k, k]))
            : Derivative(entry.Output, entry.Axes.ToArray());

    private Expression Derivative(int output, int[] axes)
    {
        var key = (output, string.Join(',', axes.Select(a => a.ToString(CultureInfo.InvariantCulture))));
        lock (known)
        {
            if (!known.TryGetValue(key, out var derivative))
            {
                derivative = Collected(
                    axes.Length == 0
                        ? fields[output]!
                        : TotalDerivative.Along(Derivative(output, axes[..^1]), axes[^1], axes[^1] == timeAxis)
                );
                known.Add(key, derivative);
            }
            return derivative;
        }
    }

    // What stands before a derivative of N is of the coordinates alone: it is computed once for each point.
    private static Expression Collected(Expression e)
    {
        var sum = NumberFolding.Of(new Replacement(leaf => leaf is JetEntry ? (Expression)0.0 : null).In(e));
        foreach (var entry in Differentiation.Entries(e))
        {
            sum += NumberFolding.Of(Differentiation.ByEntry(e, entry)) * entry;
        }
        return sum;
    }
}
