using Thalweg.Pde.Equations;
using Thalweg.Pde.Models;

namespace Thalweg.Pde.Engine;

/// <summary>An integrand F with its first and second derivatives in its jet entries, compiled for the tangents of a gradient.</summary>
internal sealed class CurvatureProgram
{
    /// <param name="loss">The program of the loss: its entries, folded or not, are those of F here.</param>
    public CurvatureProgram(JetProgram loss, TrialFunction trial)
    {
        var entries = loss.Entries;
        Slopes = entries.Count;
        var slopes = entries.Select(e => Differentiation.ByEntry(loss.Integrand, e)).ToArray();
        var pairs = new List<(int A, int B, Expression Second)>();
        for (var a = 0; a < entries.Count; a++)
        {
            for (var b = 0; b <= a; b++)
            {
                var second = Differentiation.ByEntry(slopes[a], entries[b]);
                if (second is not Constant { Value: 0.0 })
                {
                    pairs.Add((a, b, second));
                }
            }
        }
        // The entries stand among the expressions so that none of them is folded into another.
        Program = new JetProgram(
            loss.Network,
            trial,
            [.. entries, .. slopes, .. pairs.Select(p => p.Second)],
            withGradient: false,
            forward: true
        );
        Entries = [.. entries.Select(e => (e.Output, Program.StreamOf(e)))];
        Pairs = [.. pairs.Select((p, i) => (p.A, p.B, (2 * entries.Count) + i))];
    }

    public JetProgram Program { get; }

    /// <summary>Number of entries; ∂F/∂(entry a) is tape output Slopes + a.</summary>
    public int Slopes { get; }

    /// <summary>Output of u and stream of every entry.</summary>
    public IReadOnlyList<(int Output, int Stream)> Entries { get; }

    /// <summary>Pairs a ≥ b whose second derivative does not vanish identically, with the tape output that holds it.</summary>
    public IReadOnlyList<(int A, int B, int Tape)> Pairs { get; }
}
