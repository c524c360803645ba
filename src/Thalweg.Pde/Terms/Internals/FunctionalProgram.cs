using Thalweg.Numerics.Simd;
using Thalweg.Pde.Engine;
using Thalweg.Pde.Equations;
using Thalweg.Pde.Geometry;
using Thalweg.Pde.Models;
using Thalweg.Pde.Quadrature;

namespace Thalweg.Pde.Terms;

/// <summary>A weak form before it has points: what its functionals r_j = Σ_n Σ_c t_jcn E_c(x_n) − b_j weigh.</summary>
internal sealed class FunctionalProgram
{
    private readonly WeakForm form;
    private readonly TestFunctions tests;
    private readonly Box box;
    private readonly QuadratureRule rule;
    private readonly Networks.Network network;
    private readonly TrialFunction trial;
    private readonly LaneWidth width;
    private TileEngine<double>?[]? rows;

    public FunctionalProgram(
        WeakForm form,
        TestFunctions tests,
        Box box,
        QuadratureRule rule,
        Networks.Network network,
        TrialFunction trial,
        Arithmetic arithmetic
    )
    {
        this.form = form;
        this.tests = tests;
        this.box = box;
        this.rule = rule;
        this.network = network;
        this.trial = trial;
        width = arithmetic.Width;
        var program = new JetProgram(network, trial, [.. form.Parts.Select(p => p.Integrand)], withGradient: false);
        Fields = TileEngine.For(program, arithmetic);
    }

    /// <summary>The values E_c.</summary>
    public TileEngine Fields { get; }

    /// <summary>C.</summary>
    public int Parts => form.Parts.Count;

    /// <summary>The rows of each E_c, compiled when first asked for; null for those without an unknown.</summary>
    public IReadOnlyList<TileEngine<double>?> Rows =>
        rows ??= [
            .. form.Parts.Select(part =>
                Differentiation.Entries(part.Integrand).Count == 0
                    ? null
                    : new TileEngine<double>(
                        new JetProgram(network, trial, [part.Integrand], withGradient: true, forward: true),
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
                CoordinateValues.Of([form.Parts[c].Integrand], points).CopyTo(values, c * points.Count);
            }
        }
        return values;
    }

    /// <param name="points">With the weights of an integral.</param>
    /// <param name="scale">Weight of the term.</param>
    public Functional On(PointSet points, double scale)
    {
        var space = new TestSpace(tests, box, form.Zeros, form.Flows);
        var (count, n, d) = (space.Count, points.Count, points.Dimension);
        var columns = Parts * n + 1;
        var matrix = new double[count * columns];
        var root = Math.Sqrt(scale);
        var at = new double[(1 + d) * count];
        Span<double> point = stackalloc double[d];
        for (var i = 0; i < n; i++)
        {
            Place(points, i, point);
            space.At(point, at);
            for (var j = 0; j < count; j++)
            {
                for (var c = 0; c < Parts; c++)
                {
                    matrix[j * columns + c * n + i] =
                        root * (points.Weights[i] * at[(form.Parts[c].Axis + 1) * count + j]);
                }
            }
        }
        foreach (var (face, given) in form.Faces)
        {
            var there = RegionPoints.WithNormals(rule, face, 0);
            var values = CoordinateValues.Of([given], there);
            for (var i = 0; i < there.Count; i++)
            {
                Place(there, i, point);
                space.At(point, at);
                for (var j = 0; j < count; j++)
                {
                    matrix[j * columns + columns - 1] += root * (there.Weights[i] * values[i] * at[j]);
                }
            }
        }
        space.Whiten(matrix, columns);
        return new Functional(this, points, matrix, count);
    }

    private static void Place(PointSet points, int i, Span<double> point)
    {
        for (var k = 0; k < point.Length; k++)
        {
            point[k] = points.Axis(k)[i];
        }
    }
}
