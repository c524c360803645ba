using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Optimizers.Acceleration;

/// <summary>
/// The second-order correction of a damped step v: a = −(RᵀR + μI)⁻¹ Rᵀ e_vv, e being what the rows of R are derivatives of and
/// e_vv = (2/κ) ((e(θ + κv) − e(θ))/κ − Rv) [Transtrum2012].
/// </summary>
/// <remarks>Cost: the chords, about two values, and R once more where it has more than one portion.</remarks>
internal sealed class GramAcceleration
{
    // κ: e(θ + κv) must differ from its tangent by more than its rounding, which 2/κ² multiplies; so of steps that have become
    // short, as near a minimum, it takes many.
    private const double LeastReach = 0.1;
    private const double LeastMove = 1e-4;

    private readonly ISecondVariation rows;
    private readonly double[] chords;
    private readonly double[] reached;
    private readonly double[] image;

    public GramAcceleration(ISecondVariation rows, int parameters)
    {
        this.rows = rows;
        chords = new double[rows.RowCount];
        reached = new double[parameters];
        image = new double[parameters];
    }

    /// <summary>a, for the step v and the damping that <paramref name="gram"/> was factorised with last.</summary>
    /// <param name="point">θ that <paramref name="gram"/> was linearised at, [P].</param>
    /// <param name="step">v, [P].</param>
    /// <param name="acceleration">[P], written.</param>
    public void Evaluate(
        ReadOnlyMemory<double> point,
        ReadOnlySpan<double> step,
        DampedGram gram,
        Span<double> acceleration,
        WorkerTeam team
    )
    {
        var least = LeastMove * (1.0 + Vectors.Norm(point.Span)) / Vectors.Norm(step);
        var reach = Math.Max(LeastReach, least);
        Vectors.Scale(reach, step, reached);
        rows.Chords(point, reached, chords, team);
        Array.Clear(image);
        for (var first = 0; first < chords.Length; first += gram.RowsAtOnce)
        {
            var portion = gram.Portion(point, first, team);
            for (var n = 0; n < portion.Length / step.Length; n++)
            {
                var row = portion.Slice(n * step.Length, step.Length);
                var bend = 2.0 / reach * ((chords[first + n] / reach) - Vectors.Dot(row, step));
                chords[first + n] = bend;
                Vectors.Combine(image, bend, row, image);
            }
        }
        if (gram.ByParameters)
        {
            Vectors.Scale(-1.0, image, acceleration);
            gram.Solve(acceleration);
            return;
        }
        gram.Solve(chords);
        acceleration.Clear();
        gram.AddTransposed(-1.0, chords, acceleration);
    }
}
