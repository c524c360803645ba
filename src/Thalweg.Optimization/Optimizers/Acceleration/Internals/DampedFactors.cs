using Thalweg.Numerics.Linear;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Optimizers.Acceleration;

/// <summary>A matrix M at θ, factorised so that systems with MᵀM + μI are solved for many μ and sides.</summary>
/// <remarks>By orthogonal transformations of M, so that singular values count down to rounding and not to its root; or, for few rows,
/// from the N × N matrix MMᵀ + μI. Cost as <see cref="DampedLeastSquares"/> or as <see cref="RowGram"/>.</remarks>
internal sealed class DampedFactors
{
    /// <summary>Rows of M that are evaluated at once; touches no bits.</summary>
    public const int Portion = 2048;

    // (I − Mᵀ(MMᵀ + μI)⁻¹M)/μ cancels for small μ: what is left of the side is solved for again.
    private const int Passes = 3;

    private readonly IMatrixRows rows;
    private readonly int parameters;
    private readonly DampedLeastSquares? tall;
    private readonly RowGram? wide;
    private readonly double[] portion;
    private readonly double[] dual;
    private readonly double[] rest;
    private readonly double[] change;
    private double damping;

    /// <param name="byRows">Whether MMᵀ is factorised, for fewer rows than columns.</param>
    public DampedFactors(IMatrixRows rows, int parameters, bool byRows)
    {
        this.rows = rows;
        this.parameters = parameters;
        var count = rows.RowCount;
        change = new double[parameters];
        if (byRows)
        {
            wide = new RowGram(rows, parameters);
            (portion, dual, rest) = ([], new double[count], new double[parameters]);
        }
        else
        {
            tall = DampedLeastSquares.Create(count, parameters);
            (portion, dual, rest) = (new double[checked(Math.Min(Portion, count) * parameters)], [], []);
        }
    }

    /// <summary>The largest diagonal entry of MᵀM, or of MMᵀ where that is factorised.</summary>
    public double LargestDiagonal => tall?.LargestColumn ?? wide!.LargestDiagonal;

    /// <summary>‖M‖², the sum of the squares of its entries.</summary>
    public double Trace { get; private set; }

    /// <summary>What the last correction was, [P].</summary>
    public ReadOnlySpan<double> Change => change;

    /// <summary>Evaluates M at θ.</summary>
    public void Linearize(ReadOnlyMemory<double> point, WorkerTeam team)
    {
        if (tall is null)
        {
            wide!.Linearize(point, team);
            Trace = wide.Trace;
            return;
        }
        Trace = 0.0;
        var most = portion.Length / parameters;
        for (var first = 0; first < rows.RowCount; first += most)
        {
            var part = portion.AsMemory(0, Math.Min(most, rows.RowCount - first) * parameters);
            rows.Rows(point, first, part.Length / parameters, part, team);
            Trace += Vectors.Dot(part.Span, part.Span);
            tall.Load(part.Span, first, team);
        }
        tall.Factorize(team);
    }

    /// <summary>Sets μ for the solutions to come.</summary>
    /// <returns>False where the damped matrix is singular to rounding: more damping is needed.</returns>
    public bool Damp(double damping, WorkerTeam team)
    {
        this.damping = damping;
        return tall?.Damp(damping, team) ?? wide!.Factorize(damping, team);
    }

    /// <summary>x = (MᵀM + μI)⁻¹ b.</summary>
    /// <param name="side">b, [P].</param>
    /// <param name="solution">x, [P], written.</param>
    public void Solve(ReadOnlySpan<double> side, Span<double> solution)
    {
        if (tall is not null)
        {
            tall.SolveNormal(side, solution);
            return;
        }
        side.CopyTo(rest);
        solution.Clear();
        for (var pass = 0; pass < Passes; pass++)
        {
            if (pass > 0)
            {
                wide!.Multiply(solution, dual);
                Vectors.Combine(side, -damping, solution, rest);
                wide.AddTransposed(-1.0, dual, rest);
            }
            wide!.Multiply(rest, dual);
            wide.Solve(dual);
            wide.AddTransposed(-1.0, dual, rest);
            Vectors.Combine(solution, 1.0 / damping, rest, solution);
        }
    }

    /// <summary>x ← x + offset − argmin over z of ‖ahead − Mz‖² + μ‖z − x‖².</summary>
    /// <param name="ahead">[N].</param>
    /// <param name="offset">[P], or empty for 0.</param>
    /// <param name="step">x, [P].</param>
    public void Correct(ReadOnlySpan<double> ahead, ReadOnlySpan<double> offset, Span<double> step)
    {
        if (tall is null)
        {
            wide!.Multiply(step, dual);
            Vectors.Difference(ahead, dual, dual);
            wide.Solve(dual);
            Vectors.Scale(-1.0, step, change);
            wide.AddTransposed(-1.0, dual, change);
        }
        else
        {
            tall.Solve(ahead, step, change);
            Vectors.Scale(-1.0, change, change);
        }
        if (!offset.IsEmpty)
        {
            Vectors.Combine(change, 1.0, offset, change);
        }
        Vectors.Combine(step, 1.0, change, step);
    }

    /// <summary>‖Mx‖² + μ‖x‖².</summary>
    /// <param name="vector">x, [P].</param>
    public double SquaredNorm(ReadOnlySpan<double> vector)
    {
        if (tall is not null)
        {
            return tall.SquaredNorm(vector);
        }
        wide!.Multiply(vector, dual);
        return Vectors.Dot(dual, dual) + (damping * Vectors.Dot(vector, vector));
    }
}
