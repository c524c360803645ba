using Thalweg.Numerics.Simd;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Models;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Terms;

/// <summary>Functionals r_j = Σ_n Σ_c t_jcn E_c(x_n) − b_j before they have points: what they weigh.</summary>
internal abstract class FunctionalProgram
{
    private readonly IReadOnlyList<Expression> parts;
    private readonly Networks.Network network;
    private readonly TrialFunction trial;
    private readonly LaneWidth width;
    private TileEngine<double>?[]? rows;

    protected FunctionalProgram(
        IReadOnlyList<Expression> parts,
        Networks.Network network,
        TrialFunction trial,
        Arithmetic arithmetic
    )
    {
        this.parts = parts;
        this.network = network;
        this.trial = trial;
        width = arithmetic.Width;
        Fields = TileEngine.For(new JetProgram(network, trial, parts, withGradient: false), arithmetic);
    }

    /// <summary>The values E_c.</summary>
    public TileEngine Fields { get; }

    /// <summary>C.</summary>
    public int Parts => parts.Count;

    /// <summary>The rows of each E_c, compiled when first asked for; null for those without an unknown.</summary>
    public IReadOnlyList<TileEngine<double>?> Rows =>
        rows ??= [
            .. parts.Select(part =>
                Differentiation.Entries(part).Count == 0
                    ? null
                    : new TileEngine<double>(
                        new JetProgram(network, trial, [part], withGradient: true, forward: true),
                        width
                    )
            ),
        ];

    /// <summary>Values of the E_c without an unknown at points, [C, N], and 0 for the others.</summary>
    public double[] Still(PointSet points)
    {
        var values = new double[Parts * points.Count];
        for (var c = 0; c < Parts; c++)
        {
            if (Rows[c] is null)
            {
                CoordinateValues.Of([parts[c]], points).CopyTo(values, c * points.Count);
            }
        }
        return values;
    }

    /// <param name="points">With the weights of an integral.</param>
    /// <param name="scale">Weight of the term.</param>
    public abstract Functional On(PointSet points, double scale);
}
