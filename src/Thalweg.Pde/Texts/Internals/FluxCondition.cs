using Thalweg.Pde.Equations;
using Thalweg.Pde.Problems;

namespace Thalweg.Pde.Texts;

/// <summary>A condition α D(u_k, n) + βu_k = γ on pieces of a boundary, for any normal.</summary>
/// <param name="Output">k.</param>
internal sealed record FluxCondition(Condition Condition, int Output)
{
    /// <summary>Null where the condition is no such one.</summary>
    public static FluxCondition? Of(Problem problem, Condition condition)
    {
        var entries = Differentiation.Entries(condition.Residual);
        var outputs = entries.Select(e => e.Output).Distinct().ToArray();
        return
            outputs is [var output]
            && output < problem.Fields
            && entries.Any(e => e.Kind == JetKind.First)
            && entries.All(e => e.Kind is JetKind.Value or JetKind.First && e.AlongTime == false)
            && entries.All(e =>
                Differentiation.Entries(NumberFolding.Of(Differentiation.ByEntry(condition.Residual, e))).Count == 0
            )
            ? new FluxCondition(condition, output)
            : null;
    }

    /// <summary>a and h of D(u, n) + au = h with a normal in the place of n.</summary>
    public (Expression Coefficient, Expression Given) Along(IReadOnlyList<Expression> normal)
    {
        var residual = Of(normal);
        Expression flux = 0.0;
        Expression value = 0.0;
        foreach (var entry in Differentiation.Entries(Condition.Residual))
        {
            var slope = Differentiation.ByEntry(Condition.Residual, entry);
            if (entry.Kind == JetKind.Value)
            {
                value = Of(normal, slope);
                continue;
            }
            // α stands before n_k D(u, x_k) for every k; without a normal, as in D(u, x) on a face, the slope itself is α n_k.
            if (!CoordinateFunction.In([slope]).Any(f => f.IsNormal))
            {
                flux += slope * normal[entry.Axis];
            }
            else if (flux is Constant { Value: 0.0 })
            {
                flux = Of([.. normal.Select((_, k) => (Expression)(k == entry.Axis ? 1.0 : 0.0))], slope);
            }
        }
        flux = NumberFolding.Of(flux);
        var still = NumberFolding.Of(new Replacement(leaf => leaf is JetEntry ? (Expression)0.0 : null).In(residual));
        return (NumberFolding.Of(value / flux), NumberFolding.Of(-still / flux));
    }

    private Expression Of(IReadOnlyList<Expression> normal, Expression? part = null) =>
        NumberFolding.Of(
            new Replacement(leaf => leaf is CoordinateFunction { IsNormal: true } n ? normal[n.Member] : null).In(
                part ?? Condition.Residual
            )
        );
}
