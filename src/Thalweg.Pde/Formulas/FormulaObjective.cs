using Thalweg.Numerics.Linear.Operators;
using Thalweg.Numerics.Objectives;
using Thalweg.Numerics.Parallel;
using Thalweg.Pde.Equations;

namespace Thalweg.Pde.Formulas;

/// <summary>A loss L(x1, …, xP) given by a formula, with exact gradients and Hessian products from its expression.</summary>
/// <remarks>
/// Cost of a value: one operation for each of the formula; of a gradient about four, of a Hessian product about eight. A point where the formula or a
/// derivative has no value (a root or a logarithm below 0, |x| at 0) gives NaN or an infinity, which is returned as it is. It has no terms; its
/// summands are those of its outermost sum.
/// </remarks>
public sealed class FormulaObjective : IObjective, ILayered, ILinearizable, ISummands
{
    private readonly FormulaProgram[] summands;

    /// <param name="formula">Of coordinates alone.</param>
    /// <param name="dimension">P, at least the number of the last variable; that number, and 1 at least, where null.</param>
    /// <exception cref="ArgumentException">The formula holds something else, or more variables.</exception>
    public FormulaObjective(Expression formula, int? dimension = null)
    {
        ArgumentNullException.ThrowIfNull(formula);
        summands = [.. Summands(formula).Select(summand => new FormulaProgram(summand, nameof(formula)))];
        var variables = Math.Max(1, summands.Max(s => s.VariableCount));
        if (dimension < variables)
        {
            throw new ArgumentException(
                $"the formula has the variables x1 to x{variables}, received {dimension} coordinates: give {variables} or more",
                nameof(dimension)
            );
        }
        Layout = ParameterLayout.Point(dimension ?? variables);
    }

    public string Name => "formula";

    public int ParameterCount => Layout.Count;

    public IReadOnlyList<string> TermNames => [];

    public IReadOnlyList<string> MetricNames => [];

    public double? LowerBound => null;

    public ParameterLayout Layout { get; }

    public double Epsilon => RoundingProbe.DoubleEpsilon;

    public void Values(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> terms,
        Memory<double> metrics,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        Check(parameters.Length, losses.Length * ParameterCount, "K·P (losses holds K entries)", nameof(parameters));
        Check(terms.Length, 0, "no entry (there are no terms)", nameof(terms));
        Check(metrics.Length, 0, "no entry (there are no metrics)", nameof(metrics));
        team.Run(losses.Length, new Batch(this, parameters, losses, default));
    }

    public void ValuesAndMagnitudes(
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> magnitudes,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        Check(parameters.Length, losses.Length * ParameterCount, "K·P (losses holds K entries)", nameof(parameters));
        Check(magnitudes.Length, losses.Length, "K", nameof(magnitudes));
        team.Run(losses.Length, new Batch(this, parameters, losses, magnitudes));
    }

    public double Gradient(
        ReadOnlyMemory<double> parameters,
        Memory<double> gradient,
        Memory<double> terms,
        WorkerTeam team
    )
    {
        ArgumentNullException.ThrowIfNull(team);
        Check(parameters.Length, ParameterCount, "P", nameof(parameters));
        Check(gradient.Length, ParameterCount, "P", nameof(gradient));
        Check(terms.Length, 0, "no entry (there are no terms)", nameof(terms));
        team.Cancellation.ThrowIfCancellationRequested();
        gradient.Span.Clear();
        var loss = 0.0;
        foreach (var summand in summands)
        {
            var values = new double[summand.Count];
            loss += summand.Value(parameters.Span, values);
            summand.Gradient(values, gradient.Span);
        }
        return loss;
    }

    public ILinearOperator LinearizeAt(ReadOnlyMemory<double> parameters, WorkerTeam team)
    {
        ArgumentNullException.ThrowIfNull(team);
        Check(parameters.Length, ParameterCount, "P", nameof(parameters));
        return new Hessian(
            ParameterCount,
            [
                .. summands.Select(summand =>
                {
                    var values = new double[summand.Count];
                    summand.Value(parameters.Span, values);
                    return (summand, values);
                }),
            ]
        );
    }

    private static IEnumerable<Expression> Summands(Expression formula)
    {
        var found = new List<Expression>();
        while (formula is Sum sum)
        {
            found.Add(sum.Right);
            formula = sum.Left;
        }
        found.Add(formula);
        found.Reverse();
        return found;
    }

    private static void Check(int received, int expected, string shape, string argument)
    {
        if (received != expected)
        {
            throw new ArgumentException(
                $"{argument} has {received} entries, expected {expected} = {shape}: size it by ParameterCount",
                argument
            );
        }
    }

    private sealed class Batch(
        FormulaObjective objective,
        ReadOnlyMemory<double> parameters,
        Memory<double> losses,
        Memory<double> magnitudes
    ) : IWork
    {
        public void Run(int item, int worker)
        {
            var x = parameters.Span.Slice(item * objective.ParameterCount, objective.ParameterCount);
            var (sum, magnitude) = (0.0, 0.0);
            foreach (var summand in objective.summands)
            {
                var value = summand.Value(x, new double[summand.Count]);
                sum += value;
                magnitude += Math.Abs(value);
            }
            losses.Span[item] = sum;
            if (!magnitudes.IsEmpty)
            {
                magnitudes.Span[item] = magnitude;
            }
        }
    }

    private sealed class Hessian(int dimension, (FormulaProgram Program, double[] Values)[] summands) : ILinearOperator
    {
        public int Rows => dimension;

        public int Columns => dimension;

        public bool IsSymmetric => true;

        public void Apply(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team)
        {
            ArgumentNullException.ThrowIfNull(team);
            Check(products.Length, vectors.Length, "the length of vectors", nameof(products));
            Check(vectors.Length % dimension, 0, "the rest of a division by P", nameof(vectors));
            team.Run(vectors.Length / dimension, new Products(dimension, summands, vectors, products));
        }

        public void ApplyTransposed(ReadOnlyMemory<double> vectors, Memory<double> products, WorkerTeam team) =>
            Apply(vectors, products, team);
    }

    private sealed class Products(
        int dimension,
        (FormulaProgram Program, double[] Values)[] summands,
        ReadOnlyMemory<double> vectors,
        Memory<double> products
    ) : IWork
    {
        public void Run(int item, int worker)
        {
            var product = products.Span.Slice(item * dimension, dimension);
            product.Clear();
            var one = new double[dimension];
            foreach (var (program, values) in summands)
            {
                program.Product(values, vectors.Span.Slice(item * dimension, dimension), one);
                for (var i = 0; i < one.Length; i++)
                {
                    product[i] += one[i];
                }
            }
        }
    }
}
