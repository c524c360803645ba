using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;

namespace Thalweg.Optimization.Tests.Problems;

/// <summary>A sum of squares with its standard start and the minima that the source names.</summary>
/// <param name="Number">Of [More1981, §3].</param>
/// <param name="Residuals">f_i(x); L = Σ f_i².</param>
/// <param name="Minima">Values of L at the stationary points that the source names, as printed; the first is the lowest.</param>
internal sealed record TestProblem(
    int Number,
    string Name,
    double[] Start,
    Func<Dual[], IEnumerable<Dual>> Residuals,
    params double[] Minima
)
{
    /// <summary>What counts as reached: a sixth digit where the source prints six, 1e-20 where the minimum is 0.</summary>
    public bool Reached(double loss) =>
        Minima.Any(minimum => minimum == 0 ? loss <= 1e-20 : Math.Abs(loss - minimum) <= 1e-5 * minimum);

    public SquaresObjective Objective() => new(this);

    public override string ToString() => $"{Number} {Name}";
}

/// <summary>L = Σ f_i², differentiated forwards.</summary>
internal sealed class SquaresObjective(TestProblem problem) : IObjective, IResiduals
{
    public string Name => problem.Name;

    public int ParameterCount => problem.Start.Length;

    public IReadOnlyList<string> TermNames { get; } = ["squares"];

    public IReadOnlyList<string> MetricNames { get; } = [];

    public double? LowerBound => 0;

    public int RowCount { get; } = problem.Residuals(Dual.Variables(problem.Start)).Count();

    public void Residuals(ReadOnlyMemory<double> parameters, Memory<double> residuals, WorkerTeam team)
    {
        var n = 0;
        foreach (var f in problem.Residuals(Dual.Variables(parameters.Span)))
        {
            residuals.Span[n++] = f.Value;
        }
    }

    public void Rows(ReadOnlyMemory<double> parameters, int first, int count, Memory<double> rows, WorkerTeam team)
    {
        rows.Span.Clear();
        var n = 0;
        foreach (var f in problem.Residuals(Dual.Variables(parameters.Span)).Skip(first).Take(count))
        {
            f.Partials.CopyTo(rows.Span[(n++ * ParameterCount)..]);
        }
    }

    public void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> metrics,
        WorkerTeam team
    )
    {
        for (var k = 0; k < losses.Length; k++)
        {
            var x = parameters.Span.Slice(k * ParameterCount, ParameterCount);
            losses.Span[k] = Sum(problem.Residuals(Dual.Variables(x)), []);
        }
        if (!terms.IsEmpty)
        {
            losses.CopyTo(terms);
        }
    }

    public double Gradient(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradient,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        gradient.Span.Clear();
        var loss = Sum(problem.Residuals(Dual.Variables(parameters.Span)), gradient.Span);
        if (!terms.IsEmpty)
        {
            terms.Span[0] = loss;
        }
        return loss;
    }

    private static double Sum(IEnumerable<Dual> residuals, Span<double> gradient)
    {
        var loss = 0.0;
        foreach (var f in residuals)
        {
            loss += f.Value * f.Value;
            for (var i = 0; i < f.Partials.Length && i < gradient.Length; i++)
            {
                gradient[i] += 2 * f.Value * f.Partials[i];
            }
        }
        return loss;
    }
}
