using Thalweg.Numerics.Objectives;
using Thalweg.Pde.Equations;

namespace Thalweg.Pde.Engine;

/// <summary>An integrand F with its first and second derivatives in its jet entries, compiled for the tangents of a gradient or for a part
/// of them.</summary>
/// <remarks>The part of Gauss and Newton pulls back ∂²F/∂(entries)² for an energy and 2 ∂R ∂Rᵀ for a square F = R²; the remainder is what
/// ∂F/∂(entries) meets in the network, and for a square 2R ∂²R/∂(entries)². The principal part pulls back ∂²F/∂(entries)² of two derivatives of u;
/// beyond it are the other pairs, and what ∂F/∂(entries) meets.</remarks>
internal sealed class CurvatureProgram
{
    private CurvatureProgram(
        HessianPart part,
        JetProgram loss,
        IReadOnlyList<JetEntry> entries,
        Expression[] slopes,
        Expression[] lower
    )
    {
        Part = part;
        Slopes = entries.Count;
        var pairs = new List<(int A, int B, Expression Second)>();
        var next = 0;
        for (var a = 0; a < entries.Count; a++)
        {
            for (var b = 0; b <= a; b++, next++)
            {
                if (lower[next] is not Constant { Value: 0.0 })
                {
                    pairs.Add((a, b, lower[next]));
                }
            }
        }
        // The entries stand among the expressions so that none of them is folded into another.
        Program = new JetProgram(
            loss.Network,
            loss.Trial,
            [.. entries, .. slopes, .. pairs.Select(p => p.Second)],
            withGradient: false,
            forward: true,
            whole: true
        );
        Entries = [.. entries.Select(e => (e.Output, Program.StreamOf(e)))];
        Pairs = [.. pairs.Select((p, i) => (p.A, p.B, entries.Count + slopes.Length + i))];
    }

    /// <param name="loss">The program of the loss: its entries, folded or not, are those of F here.</param>
    /// <param name="root">R, or null for an energy.</param>
    public static CurvatureProgram Of(HessianPart part, JetProgram loss, Expression? root)
    {
        var squared =
            part is not (HessianPart.GaussNewton or HessianPart.Remainder) || root is null
                ? null
                : new JetProgram(loss.Network, loss.Trial, [root], withGradient: true, forward: true);
        var entries = squared?.Entries ?? loss.Entries;
        var integrand = squared?.Integrand.Power(2) ?? loss.Integrand;
        Expression[] slopes = part is HessianPart.GaussNewton or HessianPart.Principal ? [] : Gradient(integrand);
        return new CurvatureProgram(part, loss, entries, slopes, [.. Lower()]);

        bool AreDerivatives(int a, int b) => entries[a].Order > 0 && entries[b].Order > 0;

        Expression[] Gradient(Expression f) => [.. entries.Select(e => Differentiation.ByEntry(f, e))];

        IEnumerable<Expression> Lower()
        {
            var whole = squared is null ? Gradient(integrand) : [];
            var own = squared is null ? [] : Gradient(squared.Integrand);
            for (var a = 0; a < entries.Count; a++)
            {
                for (var b = 0; b <= a; b++)
                {
                    yield return (part, squared) switch
                    {
                        (HessianPart.GaussNewton, not null) => 2.0 * (own[a] * own[b]),
                        (HessianPart.Remainder, not null) => 2.0
                            * (squared.Integrand * Differentiation.ByEntry(own[a], entries[b])),
                        (HessianPart.Remainder, _) => 0.0,
                        (HessianPart.Principal, _) when !AreDerivatives(a, b) => 0.0,
                        (HessianPart.BeyondPrincipal, _) when AreDerivatives(a, b) => 0.0,
                        _ => Differentiation.ByEntry(whole[a], entries[b]),
                    };
                }
            }
        }
    }

    /// <summary>Whether the network's second derivatives enter beside those of F.</summary>
    public bool Bends => Part is not (HessianPart.GaussNewton or HessianPart.Principal);

    public HessianPart Part { get; }

    public JetProgram Program { get; }

    /// <summary>Number of entries; ∂F/∂(entry a) is tape output Slopes + a, where the part reads it.</summary>
    public int Slopes { get; }

    /// <summary>Output of u and stream of every entry.</summary>
    public IReadOnlyList<(int Output, int Stream)> Entries { get; }

    /// <summary>Pairs a ≥ b whose second derivative does not vanish identically, with the tape output that holds it.</summary>
    public IReadOnlyList<(int A, int B, int Tape)> Pairs { get; }
}
