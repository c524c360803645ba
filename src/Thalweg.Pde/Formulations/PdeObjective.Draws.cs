using Thalweg.Numerics.Objectives;
using Thalweg.Pde.Terms;

namespace Thalweg.Pde.Formulations;

public sealed unsafe partial class PdeObjective
{
    // The objective that every draw of this one is given as, its terms, and the draw that they are on.
    private PdeObjective? drawn;
    private DrawnTerm[] drawnTerms = [];
    private long? at;

    // What this is a draw of; null where it is none.
    private PdeObjective? origin;

    /// <inheritdoc/>
    /// <remarks>This objective where the points stay. Otherwise one and the same at every call, on the points of that draw; the first call
    /// makes it, later ones put points in place and allocate nothing.</remarks>
    public IObjective At(long draw)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(draw);
        return Quadrature.Redrawn ? (origin ?? this).Drawn(draw) : this;
    }

    private PdeObjective Drawn(long draw)
    {
        // The points of a draw are put in the place of the one before, which must not be looked at meanwhile.
        using var loan = scratch.Lend(1);
        if (drawn is null)
        {
            drawnTerms = compiled.Drawn(draw, termFactors);
            drawn = new PdeObjective(
                compiled,
                drawnTerms[0].Points,
                initialCount,
                [.. drawnTerms.Select(t => t.Term)],
                scratch,
                Errors
            )
            {
                origin = this,
                stated = stated,
                LowerBound = LowerBound,
            };
        }
        else if (at != draw)
        {
            // Terms that are not all on one draw are on none.
            at = null;
            foreach (var term in drawnTerms)
            {
                term.MoveTo(draw);
            }
        }
        at = draw;
        return drawn;
    }
}
